import type { Due } from '../../domain/calendar'
import type { ConcernState, InboxView, Relation, Verdict } from '../../domain/concern'
import { formatDate } from './format'

/** Residents are spoken to as「您」; to everybody else they are「居民」. */
export type Side = 'reporter' | 'holder'
export const sideOf = (relation: Relation): Side => (relation === 'reporter' ? 'reporter' : 'holder')

const zh = {
  state: {
    reporter: {
      unassigned: '待分派',
      assigned: '待受理',
      accepted: '办理中',
      asked: '待您补充',
      disputed: '正在确定由谁办',
      in_review: '答复正在复核',
      answered: '已答复',
      settled: '已解决',
      withdrawn: '已撤回',
    },
    holder: {
      unassigned: '待分派',
      assigned: '待受理',
      accepted: '办理中',
      asked: '待居民补充',
      disputed: '有异议，待决定',
      in_review: '答复待复核',
      answered: '已答复',
      settled: '已解决',
      withdrawn: '居民已撤回',
    },
  } satisfies Record<Side, Record<ConcernState, string>>,
  next: {
    unassigned: {
      reporter: '联络站会分派给一位代表。',
      assignee: '等待联络站分派。',
      desk: '请分派给一位代表。',
      helper: '等待联络站分派。',
      office: '等待联络站分派，您也可以分派。',
    },
    assigned: {
      reporter: '等待代表受理。',
      assignee: '请受理。不归您办的，可以转交或退回。',
      desk: '等待代表受理。',
      helper: '等待代表受理。',
      office: '等待代表受理。',
    },
    accepted: {
      reporter: '代表正在办理。',
      assignee: '请办理，然后答复居民。',
      desk: '代表正在办理。',
      helper: '代表正在办理。',
      office: '代表正在办理。',
    },
    asked: {
      reporter: '代表想多了解一些，请您补充。',
      assignee: '等待居民补充。',
      desk: '等待居民补充。',
      helper: '请问过本人，再补充。',
      office: '等待居民补充。',
    },
    disputed: {
      reporter: '联络站正在确定由谁办理，期限不变。',
      assignee: '等待联络站决定。决定之前这件事还在您这里。',
      desk: '请决定：维持，或分派给别的代表。',
      helper: '等待决定由谁办理。',
      office: '请联络站决定，您也可以决定。',
    },
    in_review: {
      reporter: '代表已写好答复，正在请人复核，通过后您就能看到。',
      assignee: '等待复核。通过后居民就能看到您的答复。',
      desk: '请复核代表的答复。通过后居民才能看到。',
      helper: '等待复核。',
      office: '请复核代表的答复。通过后居民才能看到。',
    },
    answered: {
      reporter: '请您看看答复，评价办得怎么样。',
      assignee: '等待居民评价。',
      desk: '等待居民评价。',
      helper: '请告诉本人答复，再转述评价。',
      office: '等待居民评价。',
    },
    settled: {
      reporter: '您已确认解决。如果问题又出现，可以重新评价。',
      assignee: '居民已确认解决。',
      desk: '居民已确认解决。',
      helper: '居民已确认解决。',
      office: '居民已确认解决。',
    },
    withdrawn: {
      reporter: '您已撤回，不再办理。',
      assignee: '不用再办理。',
      desk: '不用再办理。',
      helper: '不用再办理。',
      office: '不用再办理。',
    },
  } satisfies Record<ConcernState, Record<Relation, string>>,
  /** After a word of the resident that left it answered. */
  nextJudged: { reporter: '您已评价。情况有变，可以重新评价。', holder: '居民已评价，还可以改。' } satisfies Record<Side, string>,
  /** Its deputy has left, or never had an account. */
  isLeft: '没有代表在办',
  /** Nobody acts for its deputy, or it is long overdue. */
  mayReassign: '代表已不在任，或者超期已久：可以分派给别的代表。',
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
  state: {
    reporter: {
      unassigned: 'To be assigned',
      assigned: 'To be accepted',
      accepted: 'Under way',
      asked: 'Waits for you',
      disputed: 'Being decided whose it is',
      in_review: 'Answer being reviewed',
      answered: 'Answered',
      settled: 'Settled',
      withdrawn: 'Withdrawn',
    },
    holder: {
      unassigned: 'To be assigned',
      assigned: 'To be accepted',
      accepted: 'Under way',
      asked: 'Waits for the resident',
      disputed: 'Disputed, to be decided',
      in_review: 'Answer to be reviewed',
      answered: 'Answered',
      settled: 'Settled',
      withdrawn: 'Withdrawn',
    },
  },
  next: {
    unassigned: {
      reporter: 'The station assigns it to a deputy.',
      assignee: 'Waits for the station to assign it.',
      desk: 'Please assign it to a deputy.',
      helper: 'Please assign it to a deputy.',
      office: 'Waits for the station; you may assign it too.',
    },
    assigned: {
      reporter: 'Waits for the deputy to accept it.',
      assignee: 'Please accept it, or pass it on or send it back.',
      desk: 'Waits for the deputy to accept it.',
      helper: 'Waits for the deputy to accept it.',
      office: 'Waits for the deputy to accept it.',
    },
    accepted: {
      reporter: 'The deputy is working on it.',
      assignee: 'Please work on it and answer.',
      desk: 'The deputy is working on it.',
      helper: 'The deputy is working on it.',
      office: 'The deputy is working on it.',
    },
    asked: {
      reporter: 'The deputy would like to know more.',
      assignee: 'Waits for the resident.',
      desk: 'Waits for the resident.',
      helper: 'Waits for the resident.',
      office: 'Waits for the resident.',
    },
    disputed: {
      reporter: 'The station decides whose it is; the deadline stays.',
      assignee: 'The station decides. Until then it is with you.',
      desk: 'Please decide: uphold, or assign it to another.',
      helper: 'Being decided whose it is.',
      office: 'The station decides; so may you.',
    },
    in_review: {
      reporter: 'The deputy has answered; a second person looks at it before you read it.',
      assignee: 'Waits for a second person. Then the resident reads your answer.',
      desk: 'Please look at the answer. The resident reads it once you approve it.',
      helper: 'Waits for a second person.',
      office: 'Please look at the answer. The resident reads it once you approve it.',
    },
    answered: {
      reporter: 'Please read the answer and say whether it helped.',
      assignee: 'Waits for the resident’s judgement.',
      desk: 'Waits for the resident’s judgement.',
      helper: 'Waits for the resident’s judgement.',
      office: 'Waits for the resident’s judgement.',
    },
    settled: {
      reporter: 'You said it is settled. If it comes back, judge again.',
      assignee: 'The resident said it is settled.',
      desk: 'The resident said it is settled.',
      helper: 'The resident said it is settled.',
      office: 'The resident said it is settled.',
    },
    withdrawn: {
      reporter: 'You withdrew it.',
      assignee: 'Nothing more to do.',
      desk: 'Nothing more to do.',
      helper: 'Nothing more to do.',
      office: 'Nothing more to do.',
    },
  },
  nextJudged: {
    reporter: 'You have judged it. Should things change, judge it again.',
    holder: 'The resident has judged it, and may do so again.',
  },
  isLeft: 'No deputy acts for it',
  mayReassign: 'Nobody acts for its deputy, or it is long overdue: it may be given to another.',
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
