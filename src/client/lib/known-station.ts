import { keep, kept } from './storage'

interface KnownStation {
  id: string
  name: string
  phone: string | null
}

/** The station that the person looked at last, which is the one to call. */
export const knownStation = () => kept<KnownStation>('station') ?? null

export function rememberStation({ id, name, phone }: KnownStation): void {
  keep('station', { id, name, phone })
}
