import { useEffect, useRef, useState } from 'react'
import type { Output } from '../../contract'
import { call, isRefused, type Refused } from './call'
import { rememberToken } from './identity'
import { useIsShown } from './page'
import { queries } from './query'
import { choose } from './settings'

const ASK_EVERY_MS = 1_500

export type SignInState = 'waiting' | 'seen' | 'expired' | 'refused' | 'confirmed'

/** A code for this page, asked about until somebody has confirmed it on their phone; then the page is theirs. */
export function useSignIn(onDone: () => void) {
  const [offer, setOffer] = useState<Output<'session.offer'> | null>(null)
  const [state, setState] = useState<SignInState>('waiting')
  const [error, setError] = useState<Refused | null>(null)
  const isShown = useIsShown()
  const done = useRef(onDone)
  done.current = onDone

  const renew = () =>
    void call('session.offer', {}).then(
      (made) => {
        setOffer(made)
        setState('waiting')
        setError(null)
      },
      (refused: unknown) => setError(isRefused(refused) ? refused : null),
    )
  useEffect(() => {
    renew()
  }, [])
  useEffect(() => {
    if (!offer || !isShown || !['waiting', 'seen'].includes(state)) return
    const timer = setInterval(() => {
      call('session.take', { code: offer.code, secret: offer.secret })
        .then((taken) => {
          setState(taken.state)
          if (!taken.session) return
          rememberToken(taken.session.token)
          choose({ role: null })
          queries.clear()
          done.current()
        })
        // Offline for a moment: the next question finds out.
        .catch(() => {})
    }, ASK_EVERY_MS)
    return () => clearInterval(timer)
  }, [offer, state, isShown])
  return { offer, state, error, renew }
}
