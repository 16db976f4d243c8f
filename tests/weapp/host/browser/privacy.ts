import { answerOf, hasAnswer, refusal } from './answers'
import { fail } from './log'

/** What a page answers once the person has read its own privacy window. */
interface Decision {
  event: 'agree' | 'disagree' | 'exposureAuthorization'
  buttonId?: string
}
type Listener = (resolve: (decision: Decision) => void, info: { referrer: string }) => void

/** APIs and buttons that WeChat stops until the person has agreed. */
export const PRIVATE = new Set([
  'getFuzzyLocation',
  'getLocation',
  'chooseLocation',
  'chooseMedia',
  'chooseImage',
  'chooseMessageFile',
  'chooseAddress',
  'saveImageToPhotosAlbum',
  'addPhoneCalendar',
  'startRecord',
  'getPhoneNumber',
  'chooseAvatar',
])

const listeners = new Set<Listener>()
let hasAgreed = false
let isPressed = false

/** Needed once the test says so (`privacy`), until the person agrees. */
const isNeeded = () => hasAnswer('privacy') && !hasAgreed

/** The button with open-type agreePrivacyAuthorization, under a finger: without it no page may say that the person agreed. */
export function pressAgree(): void {
  isPressed = true
}

/** Stops a private API until the person has agreed, in the page's own window or in WeChat's (`privacyWindow`: what they answer there). */
export async function requirePrivacy(api: string): Promise<void> {
  if (!isNeeded()) return
  const isAgreed = listeners.size === 0 ? await askedByWeChat(api) : await askedByPage(api)
  if (!isAgreed) throw refusal('privacy permission is not authorized', { errno: 104 })
  hasAgreed = true
}

async function askedByWeChat(api: string): Promise<boolean> {
  if (!hasAnswer('privacyWindow')) fail(`wx.${api} opens WeChat's privacy window, and the test does not say what the person answers`)
  return answerOf('privacyWindow').then(
    () => true,
    () => false,
  )
}

function askedByPage(api: string): Promise<boolean> {
  isPressed = false
  return new Promise((settled) => {
    const resolve = ({ event, buttonId }: Decision) => {
      if (event === 'exposureAuthorization') return
      if (event === 'agree' && (!isPressed || !buttonId)) {
        fail(`wx.${api}: a page says that the person agreed, and no button with open-type agreePrivacyAuthorization was pressed`)
        return settled(false)
      }
      settled(event === 'agree')
    }
    for (const listener of listeners) listener(resolve, { referrer: api })
  })
}

export const privacy = {
  onNeedPrivacyAuthorization: (listener: Listener) => void listeners.add(listener),
  offNeedPrivacyAuthorization: (listener: Listener) => void listeners.delete(listener),
  getPrivacySetting: () => ({ needAuthorization: isNeeded(), privacyContractName: '《隐私保护指引》' }),
}
