import { useSyncExternalStore } from 'react'
import { agreementVersion } from '../../domain/privacy'
import { keepHere, keptHere } from './storage'

interface Agreement {
  version: string
  /** ISO. */
  agreedAt: string
  /** Hands it to the cloud once, however often it is tried. */
  requestId: string
  isSent: boolean
}

let agreement = keptHere<Agreement>('agreement') ?? null
const listeners = new Set<() => void>()

/** What was agreed to on this device; null where it was nothing, or another version. */
export const keptAgreement = () => (agreement?.version === agreementVersion ? agreement : null)

export function keepAgreement(change: Agreement | null): void {
  agreement = change
  keepHere('agreement', change ?? undefined)
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const useKeptAgreement = () => useSyncExternalStore(subscribe, keptAgreement, keptAgreement)
