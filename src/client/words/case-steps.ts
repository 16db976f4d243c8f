import type { ConcernStep } from '../../domain/concern'

interface FormWords {
  title: string
  /** What follows from it, and who reads it. */
  hint: string
  label: string
  submit: string
}

const zh = {
  step: {
    assign: '分派给代表',
    accept: '受理',
    ask: '请居民补充',
    reply: '补充情况',
    answer: '答复居民',
    approve: '复核通过',
    returnAnswer: '退回修改',
    passOn: '转交其他代表',
    sendBack: '退回联络站',
    say: '留言',
    chase: '催办',
    judge: '评价',
    withdraw: '撤回',
    openContact: '查看联系方式',
  } satisfies Record<ConcernStep, string>,
  form: {
    assign: { title: '分派给哪位代表？', hint: '居民会看到分派给了谁。', label: '代表', submit: '分派' },
    accept: { title: '受理', hint: '', label: '', submit: '受理' },
    ask: { title: '请居民补充', hint: '居民补充以后，这件事会回到您这里。', label: '您想了解什么？', submit: '发给居民' },
    reply: { title: '补充情况', hint: '代表会看到您补充的内容。', label: '请写下代表问的情况', submit: '提交补充' },
    answer: { title: '答复居民', hint: '居民会看到答复，并评价办得怎么样。', label: '写下您的答复', submit: '提交答复' },
    approve: { title: '让居民看到这份答复？', hint: '通过后，答复马上发给居民，不能收回。', label: '', submit: '通过' },
    returnAnswer: { title: '退回给代表修改', hint: '代表会看到您的意见，居民看不到。', label: '哪里要改？', submit: '退回修改' },
    passOn: { title: '转交给哪位代表？', hint: '居民和接手的代表都会看到原因。答复期限不变。', label: '为什么转交？', submit: '转交' },
    sendBack: { title: '退回联络站', hint: '联络站会重新分派。居民会看到原因。', label: '为什么退回？', submit: '退回' },
    say: { title: '留言', hint: '和这件事有关的人都能看到。', label: '写下您的留言', submit: '发送' },
    chase: { title: '催办', hint: '会提醒负责的人尽快办理。', label: '想说的话', submit: '催办' },
    judge: { title: '这件事解决了吗？', hint: '代表会看到您的评价。', label: '想说的话', submit: '提交评价' },
    withdraw: { title: '要撤回这件事吗？', hint: '撤回以后不再办理，也不能恢复。以后可以重新反映。', label: '', submit: '确定撤回' },
    openContact: {
      title: '查看联系方式',
      hint: '居民同意代表打电话。居民会看到您什么时候、为什么查看。',
      label: '为什么要联系居民？',
      submit: '查看',
    },
  } satisfies Record<ConcernStep, FormWords>,
  done: {
    assign: '已分派。',
    accept: '已受理。',
    ask: '已发给居民。',
    reply: '已提交补充。',
    answer: '已提交答复。',
    approve: '已通过，居民能看到答复了。',
    returnAnswer: '已退回给代表修改。',
    passOn: '已转交。',
    sendBack: '已退回联络站。',
    say: '已发送。',
    chase: '已催办。',
    judge: '已提交评价，谢谢您。',
    withdraw: '已撤回。',
    openContact: '这次查看已经记下来。',
  } satisfies Record<ConcernStep, string>,
}

const en: typeof zh = {
  step: {
    assign: 'Assign to a deputy',
    accept: 'Accept',
    ask: 'Ask the resident',
    reply: 'Reply',
    answer: 'Answer',
    approve: 'Approve the answer',
    returnAnswer: 'Return the answer',
    passOn: 'Pass on',
    sendBack: 'Send back to the station',
    say: 'Write a message',
    chase: 'Chase',
    judge: 'Judge',
    withdraw: 'Withdraw',
    openContact: 'Open the contact',
  },
  form: {
    assign: { title: 'Which deputy?', hint: 'The resident sees who gets it.', label: 'Deputy', submit: 'Assign' },
    accept: { title: 'Accept', hint: '', label: '', submit: 'Accept' },
    ask: {
      title: 'Ask the resident',
      hint: 'Once the resident replies, it comes back to you.',
      label: 'What would you like to know?',
      submit: 'Send',
    },
    reply: { title: 'Reply', hint: 'The deputy reads it.', label: 'Write what the deputy asked for', submit: 'Send' },
    answer: { title: 'Answer', hint: 'The resident reads it and says whether it helped.', label: 'Your answer', submit: 'Send the answer' },
    approve: {
      title: 'Let the resident read this answer?',
      hint: 'It goes to the resident at once and cannot be taken back.',
      label: '',
      submit: 'Approve',
    },
    returnAnswer: {
      title: 'Return the answer to the deputy',
      hint: 'The deputy reads your note; the resident does not.',
      label: 'What should change?',
      submit: 'Return',
    },
    passOn: {
      title: 'Pass on to which deputy?',
      hint: 'The resident and the next deputy read the reason. The deadline stays.',
      label: 'Why?',
      submit: 'Pass on',
    },
    sendBack: {
      title: 'Send back to the station',
      hint: 'The station assigns it anew. The resident reads the reason.',
      label: 'Why?',
      submit: 'Send back',
    },
    say: { title: 'Write a message', hint: 'Everybody on this case reads it.', label: 'Your message', submit: 'Send' },
    chase: { title: 'Chase', hint: 'Reminds whoever has it.', label: 'Anything to add', submit: 'Chase' },
    judge: { title: 'Did this settle it?', hint: 'The deputy sees your judgement.', label: 'Anything to add', submit: 'Send' },
    withdraw: {
      title: 'Withdraw it?',
      hint: 'Nobody works on it any more, and it cannot be brought back. You may report it anew.',
      label: '',
      submit: 'Withdraw',
    },
    openContact: {
      title: 'Open the contact',
      hint: 'The resident agreed to a call, and sees when and why it was opened.',
      label: 'Why do you need it?',
      submit: 'Open',
    },
  },
  done: {
    assign: 'Assigned.',
    accept: 'Accepted.',
    ask: 'Sent to the resident.',
    reply: 'Sent.',
    answer: 'Answered.',
    approve: 'Approved: the resident can read it.',
    returnAnswer: 'Returned to the deputy.',
    passOn: 'Passed on.',
    sendBack: 'Sent back to the station.',
    say: 'Sent.',
    chase: 'Chased.',
    judge: 'Thank you for your judgement.',
    withdraw: 'Withdrawn.',
    openContact: 'This opening has been recorded.',
  },
}

/** The steps that a person may take: on the button, in the form, and when it is done. */
export const caseSteps = { 'zh-CN': zh, en }
