import type { Due } from '../../domain/calendar'
import type { InboxView, Verdict } from '../../domain/concern'
import { caseStates, type Side } from './case-states'
import { formatDate } from './format'

const zh = {
  ...caseStates['zh-CN'],
  relay: (name: string) => `居民「${name}」`,
  fileFor: '代居民反映',
  phoneNotes: '电话告知',
  verdict: {
    settled: '已解决',
    partly: '解决了一部分',
    beside_the_point: '答非所问',
    not_settled: '没有解决',
  } satisfies Record<Verdict, string>,
  due: {
    left: ({ workdaysLeft: left, isProvisional }: Due) =>
      (left < 0 ? `已超期${-left}个工作日` : left === 0 ? '今天到期' : `还有${left}个工作日`) + (isProvisional ? '（暂定）' : ''),
    by: ({ on }: Due) => `${formatDate(on, 'zh-CN')}前答复`,
    provisional: '那时的工作日安排还没有公布，期限可能调整。',
  },
  needsOffice: '已多次转交，由人大办公室决定',
  silent: { reporter: '您还没有评价', holder: '居民未评价' } satisfies Record<Side, string>,
  number: (number: string) => `编号 ${number}`,
  newMessages: (count: number) => `${count}条未读`,
  cluster: (cases: number, joined: number) =>
    [cases > 1 ? `同一件事${cases}件` : '', joined > 0 ? `${joined}人附议` : ''].filter(Boolean).join(' · '),
  view: { open: '待办', watched: '重点关注', topic: '类别待确认', answered: '已答复', closed: '已办结' } satisfies Record<
    InboxView,
    string
  >,
  topicOpen: '类别待确认',
  topicsOpen: (count: number) => (count > 0 ? `类别待确认 ${count}` : '类别待确认'),
  views: '看哪些',
  spoken: '语音诉求，请点开听',
  column: { number: '编号', excerpt: '事情', topic: '类别', due: '期限', state: '进展', none: '无' },
  counts: {
    open: (count: number) => `${count}件待办`,
    overdue: (count: number) => (count > 0 ? `${count}件已超期` : '没有超期的'),
    unread: (count: number) => (count > 0 ? `${count}件有新留言` : '没有新留言'),
  },
  empty: {
    mine: { title: '您还没有反映过事情。写下来，会交给您选区的代表。', action: '反映一件事' },
    deputy: {
      open: '没有待办的来信。',
      watched: '没有超期或重新办理的来信。',
      topic: '没有类别待确认的来信。',
      answered: '没有等待居民评价的来信。',
      closed: '还没有办结的来信。',
    } satisfies Record<InboxView, string>,
    desk: {
      open: '没有等待分派或复核的诉求。',
      watched: '没有超期或重新办理的诉求。',
      topic: '没有类别待确认的诉求。',
      answered: '没有等待居民评价的诉求。',
      closed: '还没有办结的诉求。',
    } satisfies Record<InboxView, string>,
    seeAnswered: '看已答复的',
    seeOpen: '看待办的',
  },
  report: '再反映一件事',
}

const en: typeof zh = {
  ...caseStates.en,
  relay: (name) => `Resident “${name}”`,
  fileFor: 'File for a resident',
  phoneNotes: 'Calls to make',
  verdict: { settled: 'Settled', partly: 'Partly settled', beside_the_point: 'Beside the point', not_settled: 'Not settled' },
  due: {
    left: ({ workdaysLeft: left, isProvisional }) =>
      (left === 0 ? 'Due today' : `${Math.abs(left)} working day${Math.abs(left) === 1 ? '' : 's'} ${left < 0 ? 'late' : 'left'}`) +
      (isProvisional ? ' (provisional)' : ''),
    by: ({ on }) => `Answer due by ${formatDate(on, 'en')}`,
    provisional: 'The working days of that time are not published yet, so the date may move.',
  },
  silent: { reporter: 'You have not judged it yet', holder: 'The resident said nothing' },
  number: (number) => `Number ${number}`,
  newMessages: (count) => `${count} new`,
  needsOffice: 'Passed on too often: the office decides',
  cluster: (cases, joined) => [cases > 1 ? `${cases} of one matter` : '', joined > 0 ? `${joined} joined` : ''].filter(Boolean).join(' · '),
  view: { open: 'To do', watched: 'To watch', topic: 'Topic open', answered: 'Answered', closed: 'Closed' },
  topicOpen: 'Topic open',
  topicsOpen: (count) => (count > 0 ? `Topic open ${count}` : 'Topic open'),
  views: 'Which ones',
  spoken: 'Spoken: open to listen',
  column: { number: 'Number', excerpt: 'Matter', topic: 'Topic', due: 'Due', state: 'State', none: 'none' },
  counts: {
    open: (count) => `${count} to do`,
    overdue: (count) => (count > 0 ? `${count} overdue` : 'none overdue'),
    unread: (count) => (count > 0 ? `${count} with new messages` : 'no new messages'),
  },
  empty: {
    mine: {
      title: 'You have not reported anything yet. What you write goes to the deputy of your constituency.',
      action: 'Report something',
    },
    deputy: {
      open: 'Nothing to do.',
      watched: 'Nothing overdue or opened again.',
      topic: 'Every case has a topic.',
      answered: 'Nothing waits for a judgement.',
      closed: 'Nothing closed yet.',
    },
    desk: {
      open: 'Nothing to assign.',
      watched: 'Nothing overdue or opened again.',
      topic: 'Every case has a topic.',
      answered: 'Nothing waits for a judgement.',
      closed: 'Nothing closed yet.',
    },
    seeAnswered: 'See the answered ones',
    seeOpen: 'See what is to do',
  },
  report: 'Report something else',
}

/** What the lists on the tabs say of a case; its own page says more (`concern.ts`), which the main package does not carry. */
export const cases = { 'zh-CN': zh, en }
