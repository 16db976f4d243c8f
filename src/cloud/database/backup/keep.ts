import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { backupsIn } from './dump'
import { readManifest } from './manifest'

const DAY_MS = 86_400_000

/** When a backup of this name was begun. */
const timeOf = (name: string): number => Date.parse(name.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))

/**
 * Which of these backups stay: all of the last `days` days, then one of each of `weeks` weeks before; the newest whatever its
 * age. Weeks are the calendar's: by age, each night would drop what the week before was to be remembered by.
 */
export function stay(names: readonly string[], now: Date, { days, weeks }: { days: number; weeks: number }): string[] {
  const sorted = [...names].sort()
  const ageInDays = (name: string) => (now.getTime() - timeOf(name)) / DAY_MS
  const weekly = new Map<number, string>()
  for (const name of sorted)
    if (ageInDays(name) >= days && ageInDays(name) < days + 7 * weeks) weekly.set(Math.floor(timeOf(name) / (7 * DAY_MS)), name)
  const kept = new Set(weekly.values())
  return sorted.filter((name) => name === sorted.at(-1) || ageInDays(name) < days || kept.has(name))
}

/** Removes the backups whose time is over, what was begun and not finished a day ago, and the photos that no backup has any more. */
export async function dropOld(into: string, now: Date, keep: { days: number; weeks: number }): Promise<string[]> {
  const names = await backupsIn(into)
  const staying = stay(names, now, keep)
  const gone = names.filter((name) => !staying.includes(name))
  for (const name of gone) await rm(path.join(into, name), { recursive: true })
  const halves = (await readdir(into)).filter(
    (name) => /^\d{8}T\d{6}Z\.part$/.test(name) && now.getTime() - timeOf(name.slice(0, -5)) > DAY_MS,
  )
  for (const half of halves) await rm(path.join(into, half), { recursive: true })
  if (gone.length === 0) return gone
  const wanted = new Set<string>()
  for (const name of staying) for (const { id } of (await readManifest(path.join(into, name))).files ?? []) wanted.add(id)
  const files = await readdir(path.join(into, 'files'), { withFileTypes: true, recursive: true }).catch(() => [])
  for (const entry of files) if (entry.isFile() && !wanted.has(entry.name)) await rm(path.join(entry.parentPath, entry.name))
  return gone
}
