import { allCongresses } from './congress/find'
import { settleMedia } from './content/ask'
import type { Context } from './context'
import { changeConsent } from './notification/send'
import type { Push } from './wechat/push'

/**
 * Takes what WeChat told. WeChat knows no congresses, so each is asked whether it is theirs. False where nobody knows of the
 * picture: WeChat may be quicker than the commit by which we know, and tells again.
 */
export async function takePush(context: Context, push: Push): Promise<boolean> {
  for (const congress of await allCongresses(context)) {
    if (push.kind === 'media_checked' && (await settleMedia(context, congress, push))) return true
    // How many messages were agreed to is told by the page on which it was asked; this tells who turned them off, or on.
    if (push.kind === 'consent_changed') await changeConsent(context, congress, push)
  }
  if (push.kind === 'message_delivered' && !push.ok) context.log.warn({ code: push.code }, 'WeChat took a message and did not bring it')
  return push.kind !== 'media_checked'
}
