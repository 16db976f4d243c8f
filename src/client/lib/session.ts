import { useQuery } from '@tanstack/react-query'
import Taro from '@tarojs/taro'
import { useMemo } from 'react'
import type { Output } from '../../contract'
import type { Role } from '../../domain/actor'
import { keepAgreement, keptAgreement, useKeptAgreement } from './agreement'
import { request, usesCloud, type Refused } from './call'
import { forgetToken, hearRenewals, rememberCongress, rememberToken, startSessionWith, token } from './identity'
import { forgetOwnAnswers } from './kept-answers'
import { queries, useCall } from './query'
import { choose, useSettings } from './settings'

/** A person that a demo host lets anybody be. */
export interface DemoPerson {
  /** What one signs in with. */
  person: string
  name: string
  role: Role | 'resident'
  /** Of which station, constituency or congress. */
  title: string
}

/** The demo's persons; none where the host is not a demo. */
export async function demoPersons(): Promise<DemoPerson[]> {
  const { statusCode, data } = await request('GET', '/demo/persons')
  return statusCode === 200 ? ((data as { persons?: DemoPerson[] } | null)?.persons ?? []) : []
}

/** Messages that WeChat's stand-in brought to the phones of the demo's people. */
export interface DemoPhone {
  person: DemoPerson
  messages: { title: string; lines: string[]; page: string; at: string }[]
}

const PHONES_EVERY_MS = 5_000

export const useDemoPhones = () =>
  useQuery<DemoPhone[], Refused>({
    queryKey: ['demo.phones'],
    queryFn: async () => {
      const { statusCode, data } = await request('GET', '/demo/phones')
      return statusCode === 200 ? ((data as { phones?: DemoPhone[] } | null)?.phones ?? []) : []
    },
    refetchInterval: PHONES_EVERY_MS,
  })

/** Makes this window another demo person, and forgets what the last one read. */
export async function signInAs(key: string): Promise<void> {
  await signIn(key)
  forgetOwnAnswers()
  keepAgreement(null)
  choose({ role: null })
  queries.clear()
}

/** Opens another window as a demo person; this one stays who it is. */
export function openWindowAs(key: string): void {
  window.open(`/?as=${encodeURIComponent(key)}`, '_blank', 'noopener')
}

async function signIn(key: string): Promise<void> {
  const { statusCode, data } = await request('POST', '/demo/sign-in', { person: key })
  const given = (data as { token?: unknown } | null)?.token
  if (statusCode === 200 && typeof given === 'string') rememberToken(given)
}

/** Takes `as` and `congress` out of the address, before or after the hash, before the router reads it. */
function takeFromAddress(): { as: string | null } {
  const [before = '', hash = ''] = [window.location.search, window.location.hash]
  const [path = '', inHash = ''] = hash.split('?')
  const outer = new URLSearchParams(before)
  const inner = new URLSearchParams(inHash)
  const as = inner.get('as') ?? outer.get('as')
  const congress = inner.get('congress') ?? outer.get('congress')
  if (congress) rememberCongress(congress)
  if (as || congress) {
    for (const params of [outer, inner]) for (const name of ['as', 'congress']) params.delete(name)
    const rest = (params: URLSearchParams) => (params.toString() ? `?${params.toString()}` : '')
    window.history.replaceState(window.history.state, '', window.location.pathname + rest(outer) + path + rest(inner))
  }
  return { as }
}

/** Run once, before the app renders: who this window is. */
export function beginSession(): void {
  if (process.env.TARO_ENV !== 'h5') return startSessionWith(signInByPhone)
  hearRenewals()
  let { as } = takeFromAddress()
  if (as) {
    // Somebody else from here on: what the last one read and agreed to is not theirs, nor is the token.
    forgetOwnAnswers()
    forgetToken()
    keepAgreement(null)
    choose({ role: null })
  }
  startSessionWith(async () => {
    try {
      if (as) {
        await signIn(as)
        as = null
      }
      if (token()) return
      const persons = await demoPersons()
      const first = persons.find(({ role }) => role === 'resident')
      if (first) await signIn(first.person)
    } catch {
      // Offline: the call that waits for this will say so.
    }
  })
}

/** Where the mini-program's cloud is a host of its own: WeChat's code for a session of two hours, again whenever it has run out. */
async function signInByPhone(): Promise<void> {
  // wx.login tells WeChat's number for the person, so consent comes first; reading needs neither.
  if (usesCloud() || token() || !keptAgreement()) return
  try {
    const { code } = await Taro.login()
    const { statusCode, data } = await request('POST', '/rpc/session.open', { code })
    const given = (data as { token?: unknown } | null)?.token
    if (statusCode === 200 && typeof given === 'string') rememberToken(given)
  } catch {
    // Offline: the call that waits for this will say so.
  }
}

export type Me = Output<'person.me'>

/** In WeChat to ask who one is tells WeChat's number for the person: only once they agreed. */
export function useMe() {
  const hasAgreed = useKeptAgreement() !== null
  return useCall('person.me', {}, { isEnabled: hasAgreed || process.env.TARO_ENV === 'h5' })
}

export type ShownRole = Role | 'resident'

/** The role in which the person works now: what they chose, if they still hold it, else their first. */
export function useRole(): { role: ShownRole; roles: Me['roles']; isKnown: boolean } {
  const { role: asChosen } = useSettings()
  const { data: me, isPending } = useMe()
  return useMemo(() => {
    const roles = me?.roles ?? []
    const holds = asChosen === 'resident' || roles.some(({ role }) => role === asChosen)
    return { role: (asChosen && holds ? asChosen : null) ?? roles[0]?.role ?? 'resident', roles, isKnown: !isPending }
  }, [asChosen, me, isPending])
}
