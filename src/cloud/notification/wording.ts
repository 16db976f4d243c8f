import { notifications, type NotificationKind } from '../../domain/notification'

/** What a WeChat message says happened, at most 20 characters; residents read Chinese. */
const titles: Record<NotificationKind, string> = {
  concern_assigned: '您的诉求已分派给代表',
  concern_accepted: '代表已受理您的诉求',
  concern_passed_on: '您的诉求已转给另一位代表',
  concern_sent_back: '您的诉求由联络站重新分派',
  concern_said: '代表给您留言了',
  concern_asked: '代表请您补充情况',
  concern_answered: '您的诉求有了答复',
  concern_received: '您收到一件新的诉求',
  concern_returned: '有诉求退回，请分派',
  concern_replied: '居民补充了情况',
  concern_commented: '居民留言了',
  concern_chased: '居民催办了一件诉求',
  concern_reopened: '一件诉求需要继续办理',
  concern_judged: '居民评价了您的答复',
  concern_withdrawn: '居民撤回了一件诉求',
  content_kept_back: '您写的内容没有展示，请看原因',
  content_waiting: '有内容等待核对超过一天',
  delivery_failed: '微信消息发送失败，请检查配置',
}

export const titleOf = (kind: NotificationKind) => titles[kind]

/** The page that a tap on the message opens. */
export function pageOf(kind: NotificationKind, concernId: string | null): string {
  if (kind === 'content_waiting') return 'station/content/index'
  if (!concernId) return 'entry/notifications/index'
  const role = notifications[kind] === 'duty' ? (kind === 'concern_returned' ? 'station' : 'deputy') : 'resident'
  return `${role}/case/index?id=${concernId}`
}
