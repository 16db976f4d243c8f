import type { ConcernState, Relation } from '../../domain/concern'

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
}

/** How a case stands, and whose turn it is. */
export const caseStates = { 'zh-CN': zh, en }
