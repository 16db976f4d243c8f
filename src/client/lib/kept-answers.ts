import type { InfiniteData, QueryKey } from '@tanstack/react-query'
import { CONTRACT } from './environment'
import { congressCode, token, tokenSince } from './identity'
import { queries } from './query'
import { keep, keepHere, kept, keptHere } from './storage'

/** What every congress says to everybody, and what is this person's own: kept apart, since the latter goes with them. */
const PUBLIC = ['congress.open']
const OWN = ['person.me', 'concern.mine', 'concern.inbox']

/** Of UTF-16 units, in each of the two places: little enough to read before the first paint. */
const SIZE_MAX = 60_000
const AGE_MAX_MS = 7 * 24 * 3_600_000
const SAVE_AFTER_MS = 1_000
/** Old enough to be read anew at once. */
const STALE_MS = 60_000

interface Answer {
  key: QueryKey
  data: unknown
  /** When it was read: milliseconds since 1970. */
  at: number
}
interface Shelf {
  /** Of the contract that shaped the answers. */
  contract: string
  owner: string
  answers: Answer[]
}

const places = {
  public: {
    names: PUBLIC,
    owner: () => congressCode() ?? '',
    since: () => 0,
    read: () => kept<Shelf>('public'),
    write: (shelf: Shelf) => keep('public', shelf),
  },
  // In a browser this window's alone, like its token: it is gone when the window is closed.
  own: {
    names: OWN,
    owner: () => `${congressCode() ?? ''}/${short(token() ?? '')}`,
    // What came for an earlier token is another person's.
    since: tokenSince,
    read: () => keptHere<Shelf>('own'),
    write: (shelf: Shelf) => keepHere('own', shelf),
  },
}

/** Enough of a token to know it again, and not enough to use it. */
function short(text: string): string {
  let sum = 5381
  for (let index = 0; index < text.length; index += 1) sum = (sum * 33 + text.charCodeAt(index)) | 0
  return String(sum)
}

/** Puts what was read last time into the cache, so that the first paint has content; it is stale and read anew at once. Run once, before the app renders. */
export function showKeptAnswers(): void {
  for (const { owner, read } of Object.values(places)) {
    const shelf = read()
    if (!shelf || shelf.contract !== CONTRACT || shelf.owner !== owner()) continue
    for (const { key, data, at } of shelf.answers)
      if (Date.now() - at < AGE_MAX_MS) queries.setQueryData(key, data, { updatedAt: Math.min(at, Date.now() - STALE_MS) })
  }
  let saving: ReturnType<typeof setTimeout> | undefined
  const seen = new Map<string, unknown>()
  queries.getQueryCache().subscribe(({ type, query }) => {
    if (type !== 'updated' || !isKept(query.queryKey) || query.state.status !== 'success') return
    if (seen.get(query.queryHash) === query.state.data) return
    seen.set(query.queryHash, query.state.data)
    clearTimeout(saving)
    saving = setTimeout(save, SAVE_AFTER_MS)
  })
}

const isKept = ([name]: QueryKey) => PUBLIC.includes(String(name)) || OWN.includes(String(name))

/** Leaves nothing of the person on this device: when they sign out, or another signs in. */
export function forgetOwnAnswers(): void {
  keepHere('own', undefined)
}

function save(): void {
  for (const { names, owner, since, write } of Object.values(places)) {
    const answers: Answer[] = []
    let size = 0
    const newest = queries
      .getQueryCache()
      .getAll()
      .filter(({ queryKey, state }) => names.includes(String(queryKey[0])) && state.data !== undefined && state.dataUpdatedAt >= since())
      .sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)
    for (const { queryKey, state } of newest) {
      const answer = { key: queryKey, data: firstPage(state.data), at: state.dataUpdatedAt }
      size += JSON.stringify(answer).length
      if (size > SIZE_MAX) break
      answers.push(answer)
    }
    write({ contract: CONTRACT, owner: owner(), answers })
  }
}

/** Of a list that was read page by page the first is enough to begin with. */
function firstPage(data: unknown): unknown {
  const list = data as Partial<InfiniteData<unknown>> | null
  return list && Array.isArray(list.pages) && Array.isArray(list.pageParams)
    ? { pages: list.pages.slice(0, 1), pageParams: list.pageParams.slice(0, 1) }
    : data
}
