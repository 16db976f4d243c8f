import Taro from '@tarojs/taro'
import type { Output } from '../../contract'
import { agreementVersion } from '../../domain/privacy'
import { keepAgreement, keptAgreement, useKeptAgreement } from './agreement'
import { call, newRequestId } from './call'
import { open } from './page'
import { queries } from './query'
import { useMe } from './session'

const PAGE = '/resident/agreement/index'
/** The id of the button by which WeChat knows that the person agreed. */
export const AGREE_BUTTON = 'agree-privacy'

/** Whether WeChat wants its own kind of button for the consent; older ones ask by themselves. */
export const hasConsentButton = process.env.TARO_ENV === 'weapp' && typeof Taro.onNeedPrivacyAuthorization === 'function'

const asked = (version: string | undefined) => version === agreementVersion

/** Whether this person agreed to the present text; null while that is being read. */
export function useAgreement(): boolean | null {
  const isKept = useKeptAgreement() !== null
  const me = useMe()
  if (isKept || asked(me.data?.agreement?.version)) return true
  return process.env.TARO_ENV === 'h5' && me.isPending ? null : false
}

const hasAgreed = () => keptAgreement() !== null || asked(queries.getQueryData<Output<'person.me'>>(['person.me', {}])?.agreement?.version)

/** Keeps the consent here at once, and in the cloud as soon as it can be reached. */
export async function agree(): Promise<void> {
  keepAgreement({ version: agreementVersion, agreedAt: new Date().toISOString(), requestId: newRequestId(), isSent: false })
  await sendAgreement()
}

/** Hands over a consent that was given where there was no network. */
export async function sendAgreement(): Promise<void> {
  const kept = keptAgreement()
  if (!kept || kept.isSent) return
  try {
    await call('person.agree', { requestId: kept.requestId, version: kept.version as typeof agreementVersion })
    keepAgreement({ ...kept, isSent: true })
    void queries.invalidateQueries({ queryKey: ['person.me'] })
  } catch {
    // At the next start.
  }
}

type Decide = (isAgreed: boolean) => void
/** What waits for the person on the page of the text: a step of ours, or a function of WeChat's. */
let waiting: Decide | null = null

function ask(answer: Decide): void {
  waiting?.(false)
  waiting = answer
  open(PAGE)
}

/** What the person decided on the page; leaving it without a word is a no. */
export function decide(isAgreed: boolean): void {
  const waits = waiting
  waiting = null
  waits?.(isAgreed)
}

/** Before anything of the person is read or sent: true where they agreed, now or earlier. */
export function consent(): Promise<boolean> {
  return hasAgreed() ? Promise.resolve(true) : new Promise(ask)
}

/** WeChat holds a function back until the person agreed in its own books too; without this it shows a pop-up. */
export function startPrivacy(): void {
  if (!hasConsentButton) return
  Taro.onNeedPrivacyAuthorization((resolve) =>
    ask((isAgreed) => resolve(isAgreed ? { event: 'agree', buttonId: AGREE_BUTTON } : { event: 'disagree' })),
  )
}
