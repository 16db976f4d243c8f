import { isToJoined, notifications, type NotificationKind } from '../../domain/notification'

/** What a WeChat message says happened, at most 20 characters; residents read Chinese. */
const titles: Record<NotificationKind, string> = {
  concern_assigned: '您的诉求已分派给代表',
  concern_accepted: '代表已受理您的诉求',
  concern_passed_on: '您的诉求已转给另一位代表',
  concern_sent_back: '您的诉求由联络站重新分派',
  concern_said: '代表给您留言了',
  concern_asked: '代表请您补充情况',
  concern_answered: '您的诉求有了答复',
  concern_merged: '您的诉求与同一件事合并办理',
  joined_answered: '您附议的诉求有了答复',
  joined_withdrawn: '您附议的诉求被撤回了',
  joined_survey: '附议的事解决了吗？请您评价',
  concern_upheld: '联络站决定了由谁办理',
  concern_referred: '您的诉求已转介有关部门',
  concern_split: '您的信里另一件事单独办理',
  concern_resumed: '诉求按现有情况继续办理',
  concern_due_soon: '一件诉求就要到期',
  concern_referral_due: '转介的答复日期已过',
  concern_disputed: '有诉求的承办有异议，请决定',
  concern_unaccepted: '有诉求没有按时受理',
  concern_escalated: '有诉求已经超期',
  concern_unattended: '有诉求的代表已不在任，请改派',
  concern_undecided: '有诉求没有及时分派',
  concern_survey: '答复解决问题了吗？请您评价',
  concern_received: '您收到一件新的诉求',
  concern_returned: '有诉求退回，请分派',
  concern_taken: '一件诉求改由别的代表办理',
  concern_replied: '居民补充了情况',
  concern_commented: '居民留言了',
  concern_chased: '居民催办了一件诉求',
  concern_reopened: '一件诉求需要继续办理',
  concern_judged: '居民评价了您的答复',
  concern_withdrawn: '居民撤回了一件诉求',
  concern_answer_returned: '您的答复需要修改',
  concern_review: '有一份答复等您复核',
  concern_review_late: '有答复等待复核超过期限',
  visit_booked: '您的预约已登记',
  visit_waiting: '您已排入候补',
  visit_offered: '有空位了，请尽快确认',
  visit_offer_lapsed: '候补的空位已过时限',
  visit_not_reached: '这次没有候补到空位',
  visit_rescheduled: '联络站为您改了预约时间',
  visit_cancelled: '联络站取消了您的预约',
  visit_reminder: '提醒：您预约了代表接待',
  visit_missed: '您预约的接待没有到场',
  visit_unmet: '代表未到场，向您致歉',
  visit_minutes: '接待记录写好了',
  visit_concern_proposed: '请确认为您记下的诉求',
  reception_closed: '代表接待取消了',
  reception_moved: '代表接待改了时间',
  reception_receiver_changed: '接待您的代表有变动',
  reception_unmet: '居民说代表没有来，请看看',
  reception_planned: '请确认您的接待安排',
  reception_swap_asked: '有代表请您接班',
  reception_swap_accepted: '换班已确认',
  reception_swap_declined: '换班没有被接受',
  identity_opened: '有人查看了您的信息，请看记录',
  publication_published: '您公开的诉求已发布',
  publication_refused: '您要公开的诉求没有发布',
  publication_asked: '有居民想公开诉求，请审核',
  notice_published: '您关注的联络站发了新公告',
  registration_booked: '活动报名成功',
  registration_waiting: '您已排入活动候补',
  registration_offered: '活动有名额了，请尽快确认',
  registration_offer_lapsed: '候补的名额已过时限',
  registration_not_reached: '这次没有候补到名额',
  registration_cancelled: '联络站取消了您的报名',
  registration_reminder: '提醒：您报名了一场活动',
  activity_changed: '您报名的活动有变动',
  activity_withdrawn: '您报名的活动取消了',
  activity_summarised: '您参加的活动有了回顾',
  notice_submitted: '有公告等待审核',
  notice_returned: '您的公告需要修改',
  summary_due: '一场活动还没有写回顾',
  content_kept_back: '您写的内容没有展示，请看原因',
  content_waiting: '有内容等待核对超过一天',
  delivery_failed: '微信消息发送失败，请检查配置',
}

export const titleOf = (kind: NotificationKind) => titles[kind]

/** Duties of a desk or the office, who see a case on the station's page. */
const toDesk: readonly NotificationKind[] = [
  'concern_returned',
  'concern_disputed',
  'concern_unaccepted',
  'concern_escalated',
  'concern_unattended',
  'concern_undecided',
  'concern_review',
  'concern_review_late',
]

/** The page that a tap on the message opens. */
export function pageOf(
  kind: NotificationKind,
  { concernId, visitId, noticeId }: { concernId: string | null; visitId: string | null; noticeId: string | null },
): string {
  if (kind === 'content_waiting') return 'station/content/index'
  if (noticeId) return `${notifications[kind] === 'duty' ? 'station' : 'resident'}/notice/index?id=${noticeId}`
  if (visitId) return `resident/visit/index?id=${visitId}`
  // It is not theirs to open any more.
  if (!concernId || kind === 'concern_taken') return 'entry/notifications/index'
  if (isToJoined(kind)) return `resident/joined/index?id=${concernId}`
  if (kind === 'concern_survey') return `resident/case/index?id=${concernId}&judge=1`
  const role = toDesk.includes(kind) ? 'station' : notifications[kind] === 'duty' ? 'deputy' : 'resident'
  return `${role}/case/index?id=${concernId}`
}
