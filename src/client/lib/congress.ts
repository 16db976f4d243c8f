import type { Output } from '../../contract'
import { useCall } from './query'

export type Congress = Output<'congress.open'>
export type Division = Congress['divisions'][number]

/** The congress of this window: its name, settings, topics and divisions. */
export const useCongress = () => useCall('congress.open', {})

/** What lies directly below a code; for null, what lies below nothing that is here. */
export function below<T extends { code: string; parentCode: string | null }>(all: readonly T[], code: string | null): T[] {
  if (code !== null) return all.filter(({ parentCode }) => parentCode === code)
  const codes = new Set(all.map((each) => each.code))
  const roots = all.filter(({ parentCode }) => parentCode === null || !codes.has(parentCode))
  const [only] = roots
  // One district above everything is no choice.
  return roots.length === 1 && only ? all.filter(({ parentCode }) => parentCode === only.code) : roots
}

export const nameOf = (all: readonly { code: string; name: string }[], code: string | null | undefined) =>
  all.find((each) => each.code === code)?.name
