import { dayOf } from '../../domain/calendar'
import type { RegistrationState } from '../../domain/registration'
import { lockNotice, recordNotice } from '../notice/record'
import type { Change } from '../operation'
import { refuse } from '../refusal'
import { writeSheet, type Column } from '../sheet/write'
import { keptActivity, registeredFor } from './door'

type Registered = Awaited<ReturnType<typeof registeredFor>>[number]

/** For staff, who read Chinese. */
const states: Record<RegistrationState, string> = {
  arrived: '已签到',
  booked: '已报名',
  offered: '待确认',
  waiting: '候补',
  cancelled: '已取消',
  closed: '活动取消',
  lapsed: '未候补到',
}
const yesNo: Record<string, string> = { yes: '是', no: '否' }

/** 签到表: it holds names, so that it was taken stands in the log of the activity. */
export const sheetOfRegistrations: Change<'registration.sheet'> = {
  async run(scope, { noticeId }) {
    await keptActivity(scope, noticeId)
    await lockNotice(scope, noticeId)
    await recordNotice(scope, noticeId, 'list_taken')
    return { id: noticeId }
  },
  async answer(scope, { id }) {
    const notice = await keptActivity(scope, id)
    if (!notice.starts_at) return refuse('NOT_FOUND')
    const rows = (await registeredFor(scope, id)).map((row, index) => ({ ...row, number: index + 1 }))
    const columns: Column<Registered & { number: number }>[] = [
      { head: '序号', width: 6, of: ({ number }) => number },
      { head: '姓名', width: 14, of: ({ name }) => name },
      { head: '电话', width: 16, of: ({ phone }) => phone },
      { head: '状态', width: 10, of: ({ state, isWalkIn }) => (isWalkIn ? '现场登记' : states[state]) },
      { head: '签到时间', width: 18, of: ({ arrivedAt }) => arrivedAt && new Date(arrivedAt) },
      { head: '签到码', width: 10, of: ({ code }) => code },
      { head: '报名时间', width: 18, of: ({ registeredAt }) => new Date(registeredAt) },
      ...notice.questions.map((question, index) => ({
        head: question.text,
        width: 24,
        of: ({ answers }: Registered) => {
          const answer = answers === null ? '（核对中）' : (answers[index] ?? '')
          return question.kind === 'yes_no' ? (yesNo[answer] ?? answer) : answer
        },
      })),
      { head: '签名', width: 14, of: () => null },
    ]
    const bytes = await writeSheet(notice.title, columns, rows)
    return { base64: bytes.toString('base64'), fileName: `签到表-${dayOf(notice.starts_at)}.xlsx` }
  },
}
