import { useCallback, useRef, useState } from 'react'
import { newRequestId, type Refused } from './call'
import { forget, keep, kept } from './storage'

interface Stored<T> {
  requestId: string
  value: T
}

/** An earlier wording under this request id had arrived after all: what was changed since has not. */
export const hasArrived = (error: Refused | null): boolean =>
  error?.fields.some(({ path, rule }) => path === 'requestId' && rule === 'used') ?? false

/**
 * What a person is writing, saved on this device at every change together with the id of the request that will
 * hand it in: sent twice, it still arrives once. `key` names the kind and, where needed, the record.
 */
export function useDraft<T extends object>(key: string, empty: T) {
  const stored = useRef<Stored<T> | null>(null)
  const [wasRestored, setRestored] = useState(() => {
    const before = kept<Stored<T>>(`draft.${key}`)
    stored.current =
      before?.value && before.requestId
        ? { requestId: before.requestId, value: { ...empty, ...before.value } }
        : { requestId: newRequestId(), value: empty }
    return Boolean(before?.value)
  })
  const [value, setValue] = useState<T>(stored.current!.value)

  const change = useCallback(
    (part: Partial<T>) => {
      stored.current = { requestId: stored.current!.requestId, value: { ...stored.current!.value, ...part } }
      keep(`draft.${key}`, stored.current)
      setValue(stored.current.value)
    },
    [key],
  )

  /** Throws the draft away; the next one is another request. */
  const clear = useCallback(() => {
    forget(`draft.${key}`)
    stored.current = { requestId: newRequestId(), value: empty }
    setRestored(false)
    setValue(empty)
  }, [key])

  /** What is written stays, to be handed in as another request. */
  const renew = useCallback(() => {
    stored.current = { requestId: newRequestId(), value: stored.current!.value }
    keep(`draft.${key}`, stored.current)
  }, [key])

  return { value, change, clear, renew, wasRestored, requestId: () => stored.current!.requestId }
}
