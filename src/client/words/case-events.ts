import type { EventKind, MessageKind } from '../../contract/concern-view'
import type { Relation } from '../../domain/concern'
import type { Side } from './case-states'

interface EventNames {
  side: Side
  by: Relation | null
  /** With「代表」where there is a name. */
  deputy: string
  verdict: string
  /** What the timer noticed. */
  level: string | null
  /** What the topic was set to. */
  topic: string
}

type EventWords = Record<EventKind, (names: EventNames) => string>

const zh = {
  event: {
    submitted: ({ side }) => (side === 'reporter' ? '您已提交' : '居民已提交'),
    routed: ({ deputy }) => (deputy ? `已交给${deputy}` : '已交给联络站，等待分派'),
    assigned: ({ by, deputy }) => `${by === 'office' ? '人大办公室' : '联络站'}已分派给${deputy || '代表'}`,
    opened: ({ deputy }) => `${deputy || '代表'}已打开`,
    accepted: () => '代表已受理',
    asked: ({ side }) => (side === 'reporter' ? '代表请您补充' : '代表请居民补充'),
    replied: ({ side }) => (side === 'reporter' ? '您已补充' : '居民已补充'),
    answered: () => '代表已答复',
    passed_on: ({ deputy }) => `代表已转交给${deputy || '另一位代表'}`,
    sent_back: ({ deputy }) => `${deputy || '代表'}已退回联络站，等待重新分派`,
    said: ({ side, by }) =>
      by === 'reporter'
        ? side === 'reporter'
          ? '您留了言'
          : '居民留了言'
        : by === 'desk' || by === 'helper'
          ? '联络站留了言'
          : '代表留了言',
    chased: ({ side }) => (side === 'reporter' ? '您已催办' : '居民已催办'),
    judged: ({ side, verdict }) => (side === 'reporter' ? `您的评价：${verdict}` : `居民的评价：${verdict}`),
    reopened: () => '重新办理，答复期限重新计算',
    withdrawn: ({ side }) => (side === 'reporter' ? '您已撤回' : '居民已撤回'),
    contact_opened: ({ side, by }) =>
      `${by === 'helper' ? '联络站' : '代表'}${side === 'reporter' ? '查看了您的联系方式' : '查看了居民的联系方式'}`,
    filed: () => '联络站工作人员代为提交',
    claimed: ({ side }) => (side === 'reporter' ? '您凭查询码认领了这件事' : '居民凭查询码认领了这件事'),
    consent_opened: ({ by }) => `${by === 'office' ? '人大办公室' : '联络站'}查看了委托材料`,
    verdict_relayed: ({ verdict }) => `联络站转述的评价：${verdict}（不计入居民评价）`,
    told_reached: () => '联络站已打电话告诉本人',
    told_family: () => '联络站已打电话告诉家人',
    told_not_reached: () => '联络站打电话，没有人接',
    told_letter: () => '联络站已寄信告诉本人',
    told_visited: () => '联络站已上门告诉本人',
    contact_corrected: ({ side }) => (side === 'reporter' ? '您更正了联系方式' : '居民更正了联系方式'),
    revealed: ({ side, deputy }) => `${side === 'reporter' ? '您' : '居民'}允许${deputy || '代表'}查看姓名或电话`,
    concealed: ({ side }) => `${side === 'reporter' ? '您' : '居民'}收回了允许`,
    identity_opened: ({ side }) => `人大办公室查看了${side === 'reporter' ? '您' : '居民'}的身份`,
    text_opened: ({ by }) => `${by === 'office' ? '人大办公室' : '联络站'}查看了没有遮盖的原文`,
    disputed: ({ deputy }) => (deputy ? `代表认为应由${deputy}办理，请联络站决定` : '代表认为不归自己办理，请联络站决定'),
    upheld: ({ by, deputy }) => `${by === 'office' ? '人大办公室' : '联络站'}决定由${deputy || '原代表'}办理`,
    referred: ({ by }) => `${by === 'assignee' ? '代表' : by === 'office' ? '人大办公室' : '联络站'}已转介有关部门，继续跟进`,
    split: () => '信里的另一件事已拆成单独一件',
    split_off: () => '从原来的信里拆出，期限不变',
    escalated: ({ level }) =>
      ({
        unaccepted: '没有按时受理，已提醒联络站',
        unattended: '代表已不在任，已提醒联络站改派',
        undecided: '没有及时分派，已上报人大办公室',
        overdue_office: '超期较久，已上报人大办公室',
      })[level ?? ''] ?? '已超期，已提醒联络站',
    resumed: ({ side, by }) =>
      by
        ? '代表的提问没有展示，按现有情况继续办理'
        : side === 'reporter'
          ? '没有等到您的补充，代表按现有情况继续办理'
          : '没有等到补充，请按现有情况继续办理',
    erased: ({ side, by }) => (by ? (side === 'reporter' ? '您删除了内容' : '居民删除了内容') : '已过保存期限，内容已删除'),
    merged: ({ side, by }) =>
      by ? '与同一件事的诉求合并办理' : side === 'reporter' ? '与您之前的同一件事合并办理' : '与同一位居民之前的同一件事合并',
    detached: () => '改为单独办理',
    joined: () => '一位居民附议',
    left: () => '一位居民取消附议',
    joined_judged: ({ verdict }) => `一位附议居民的评价：${verdict}`,
    topic_set: ({ by, topic }) => `${by === 'assignee' ? '代表' : by === 'office' ? '人大办公室' : '联络站'}把类别定为“${topic}”`,
    review_asked: () => '代表已写好答复，等待复核',
    approved: ({ side, by }) => `${by === 'office' ? '人大办公室' : '联络站'}复核通过，答复已发给${side === 'reporter' ? '您' : '居民'}`,
    answer_returned: ({ by }) => `${by === 'office' ? '人大办公室' : '联络站'}请代表修改答复`,
  } satisfies EventWords as EventWords,
  message: {
    said: '留言',
    asked: '请补充情况',
    replied: '补充',
    answered: '答复',
    passed_on: '转交的原因',
    sent_back: '退回的原因',
    chased: '催办',
    judged: '评价',
    contact_opened: '查看联系方式的原因',
    disputed: '有异议的原因',
    upheld: '决定的原因',
    consent_opened: '查看委托材料的原因',
    verdict_relayed: '转述的评价',
    answer_returned: '复核意见，居民看不到',
  } satisfies Record<MessageKind, string>,
}

const en: typeof zh = {
  event: {
    submitted: ({ side }) => (side === 'reporter' ? 'You handed it in' : 'Handed in'),
    routed: ({ deputy }) => (deputy ? `Went to ${deputy}` : 'Went to the station, to be assigned'),
    assigned: ({ by, deputy }) => `${by === 'office' ? 'The office' : 'The station'} assigned it to ${deputy || 'a deputy'}`,
    opened: ({ deputy }) => `Opened by ${deputy || 'the deputy'}`,
    accepted: () => 'Accepted by the deputy',
    asked: ({ side }) => (side === 'reporter' ? 'The deputy asks you for more' : 'The deputy asked the resident for more'),
    replied: ({ side }) => (side === 'reporter' ? 'You added more' : 'The resident added more'),
    answered: () => 'Answered by the deputy',
    passed_on: ({ deputy }) => `Passed on to ${deputy || 'another deputy'}`,
    sent_back: ({ deputy }) => `Sent back to the station by ${deputy || 'the deputy'}`,
    said: ({ side, by }) =>
      by === 'reporter'
        ? side === 'reporter'
          ? 'You wrote'
          : 'The resident wrote'
        : by === 'desk' || by === 'helper'
          ? 'The station wrote'
          : 'The deputy wrote',
    chased: ({ side }) => (side === 'reporter' ? 'You chased it' : 'Chased by the resident'),
    judged: ({ side, verdict }) => (side === 'reporter' ? `Your judgement: ${verdict}` : `The resident’s judgement: ${verdict}`),
    reopened: () => 'Opened again, with a new deadline',
    withdrawn: ({ side }) => (side === 'reporter' ? 'You withdrew it' : 'Withdrawn by the resident'),
    contact_opened: ({ side, by }) =>
      `The ${by === 'helper' ? 'station' : 'deputy'} opened ${side === 'reporter' ? 'your' : 'the resident’s'} contact`,
    filed: () => 'Filed by the staff of the station',
    claimed: ({ side }) => (side === 'reporter' ? 'You claimed it with its code' : 'Claimed by the resident with its code'),
    consent_opened: ({ by }) => `The ${by === 'office' ? 'office' : 'station'} looked at the consent`,
    verdict_relayed: ({ verdict }) => `Judgement as the station relays it: ${verdict} (not counted as the resident’s)`,
    told_reached: () => 'The station told the resident by phone',
    told_family: () => 'The station told the family by phone',
    told_not_reached: () => 'The station called; nobody answered',
    told_letter: () => 'The station told the resident by letter',
    told_visited: () => 'The station told the resident at home',
    contact_corrected: ({ side }) => (side === 'reporter' ? 'You corrected your contact' : 'The resident corrected their contact'),
    revealed: ({ side, deputy }) =>
      `${side === 'reporter' ? 'You let' : 'The resident lets'} ${deputy || 'the deputy'} open the name or the phone`,
    concealed: ({ side }) => (side === 'reporter' ? 'You took that back' : 'The resident took that back'),
    identity_opened: ({ side }) => (side === 'reporter' ? 'The office opened who you are' : 'The office opened who the resident is'),
    text_opened: ({ by }) => `${by === 'office' ? 'The office' : 'The station'} read the words without masks`,
    disputed: ({ deputy }) =>
      deputy ? `The deputy says that it is ${deputy}’s; the station decides` : 'The deputy says that it is not theirs; the station decides',
    upheld: ({ by, deputy }) => `${by === 'office' ? 'The office' : 'The station'} decided that it stays with ${deputy || 'its deputy'}`,
    referred: () => 'Referred to a department; the deputy follows it up',
    split: () => 'Another matter in it became a case of its own',
    split_off: () => 'Taken out of a letter; the deadline stays',
    escalated: ({ level }) =>
      ({
        unaccepted: 'Not accepted in time; the station was told',
        unattended: 'Nobody acts for the deputy any more; the station was told',
        undecided: 'Not assigned in time; the office was told',
        overdue_office: 'Long overdue; the office was told',
      })[level ?? ''] ?? 'Overdue; the station was told',
    resumed: ({ by }) =>
      by
        ? 'The deputy’s question was not shown; the case goes on with what is there'
        : 'No more was said in time; the deputy goes on with what is there',
    review_asked: () => 'The deputy has answered; it waits for a second person',
    approved: ({ by }) => `${by === 'office' ? 'The office' : 'The station'} approved the answer`,
    answer_returned: ({ by }) => `${by === 'office' ? 'The office' : 'The station'} returned the answer to the deputy`,
    erased: ({ side, by }) =>
      by ? (side === 'reporter' ? 'You erased what you wrote' : 'The resident erased what they wrote') : 'Erased after its time of keeping',
    merged: () => 'Put together with the same matter',
    detached: () => 'Stands by itself again',
    joined: () => 'A resident joined',
    left: () => 'A resident no longer joins',
    joined_judged: ({ verdict }) => `Judgement of a resident who joined: ${verdict}`,
    topic_set: ({ by, topic }) =>
      `${by === 'assignee' ? 'The deputy' : by === 'office' ? 'The office' : 'The station'} set the topic to “${topic}”`,
  },
  message: {
    said: 'Message',
    asked: 'Question',
    replied: 'Reply',
    answered: 'Answer',
    passed_on: 'Why it was passed on',
    sent_back: 'Why it was sent back',
    chased: 'Chased',
    judged: 'Judgement',
    contact_opened: 'Why the contact was opened',
    disputed: 'Why it is disputed',
    upheld: 'Why it was decided so',
    consent_opened: 'Why the consent was opened',
    verdict_relayed: 'Relayed judgement',
    answer_returned: 'Note of the second person; the resident does not read it',
  },
}

/** What happened to a case, and what each message in it was. */
export const caseEvents = { 'zh-CN': zh, en }
