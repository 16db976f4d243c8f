import { dayOf } from '../../domain/calendar'
import { icsOf } from '../ics'
import type { Handler } from '../operation'
import { refuse } from '../refusal'
import { visibleNotice } from './visible'

/** 加入日历 */
export const calendarOfNotice: Handler<'notice.calendar'> = async (scope, { id }) => {
  const { row } = (await visibleNotice(scope, id)) ?? refuse('NOT_FOUND')
  if (!row.starts_at || !row.ends_at) return refuse('CONFLICT')
  const text = icsOf('activities', {
    id,
    sequence: row.sequence,
    changedAt: row.changed_at,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    isOff: row.state === 'withdrawn',
    summary: row.title,
    location: row.place,
    description: '报名情况和签到码，请在小程序“我的活动”里查看。',
  })
  return { text, fileName: `activity-${dayOf(row.starts_at)}.ics` }
}
