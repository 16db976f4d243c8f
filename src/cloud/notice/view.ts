import { sql } from 'kysely'
import type { Output } from '../../contract'
import { noticeStepsFor } from '../../domain/notice'
import type { Scope } from '../operation'
import { ownRegistrations } from '../registration/own'
import { isKeeper, type NoticeRow } from './record'
import { factsOf, type VisibleNotice } from './visible'

type View = Output<'notice.open'>
type Item = Output<'notice.list'>['items'][number]

interface Counts {
  taken: number
  booked: number
  waiting: number
  arrived: number
}

/** How many have a place, wait for one, or came; of each notice that has any. */
async function countsOf({ db, congress }: Scope, ids: readonly string[]): Promise<Map<string, Counts>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('registrations')
    .where('congress_id', '=', congress.id)
    .where('notice_id', 'in', ids)
    .select(({ fn }) => [
      'notice_id',
      fn.count<number>('seat').as('taken'),
      fn.countAll<number>().filterWhere('state', 'in', ['booked', 'arrived']).as('booked'),
      fn.countAll<number>().filterWhere('state', '=', 'waiting').as('waiting'),
      fn.countAll<number>().filterWhere('state', '=', 'arrived').as('arrived'),
    ])
    .groupBy('notice_id')
    .execute()
  return new Map(rows.map(({ notice_id, ...counts }) => [notice_id, counts]))
}

const nobody: Counts = { taken: 0, booked: 0, waiting: 0, arrived: 0 }

/** Notices as they stand in a list, in the order in which they are given. */
export async function noticeItems(scope: Scope, rows: readonly NoticeRow[]): Promise<Item[]> {
  const { db, congress, now } = scope
  const at = now()
  const stationIds = [...new Set(rows.flatMap(({ station_id }) => station_id ?? []))]
  const ids = rows.map(({ id }) => id)
  const [counts, stations, summaries] = await Promise.all([
    countsOf(
      scope,
      rows.filter(({ takes_registrations }) => takes_registrations).map(({ id }) => id),
    ),
    stationIds.length === 0
      ? []
      : db.selectFrom('stations').where('congress_id', '=', congress.id).where('id', 'in', stationIds).select(['id', 'name']).execute(),
    ids.length === 0
      ? []
      : db
          .selectFrom('notice_summaries')
          .where('congress_id', '=', congress.id)
          .where('notice_id', 'in', ids)
          .where('shown_at', 'is not', null)
          .select('notice_id')
          .execute(),
  ])
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    state: row.state,
    station: stations.find(({ id }) => id === row.station_id) ?? null,
    publishedAt: row.published_at?.toISOString() ?? null,
    isPinned: row.pinned_at !== null,
    happening: row.starts_at && {
      startsAt: row.starts_at.toISOString(),
      endsAt: row.ends_at!.toISOString(),
      place: row.place,
      at: row.lon === null ? null : { lon: row.lon, lat: row.lat! },
    },
    places: row.takes_registrations ? placesOf(row, counts.get(row.id) ?? nobody, at) : null,
    hasSummary: summaries.some(({ notice_id }) => notice_id === row.id),
  }))
}

const placesOf = (row: NoticeRow, { taken, waiting }: Counts, now: Date) => ({
  capacity: row.capacity,
  // A place that is held for nobody although somebody waits is offered to them the next moment.
  free: row.capacity === null ? null : waiting > 0 ? 0 : Math.max(0, row.capacity - taken),
  waiting,
  until: row.registers_until!.toISOString(),
  isOpen: row.state === 'published' && now < row.registers_until!,
})

/** A notice as the caller may see it. */
export async function viewNotice(scope: Scope, { row, relations }: VisibleNotice): Promise<View> {
  const { db, congress, actor, files, now } = scope
  const keeps = isKeeper(relations)
  const of = { congress_id: congress.id, notice_id: row.id }
  const [[item], counts, mine, constituency, summary, check, followers] = await Promise.all([
    noticeItems(scope, [row]),
    countsOf(scope, [row.id]),
    actor ? ownRegistrations({ ...scope, actor }, { noticeId: row.id, limit: 1 }) : [],
    row.constituency_id
      ? db
          .selectFrom('constituencies')
          .where('congress_id', '=', congress.id)
          .where('id', '=', row.constituency_id)
          .select(['id', 'name'])
          .executeTakeFirst()
      : undefined,
    db
      .selectFrom('notice_summaries')
      .where((where) => where.and(of))
      .selectAll()
      .executeTakeFirst(),
    keeps
      ? db
          .selectFrom('checks')
          .where('congress_id', '=', congress.id)
          .where('id', '=', row.id)
          .select(['state', 'reason'])
          .executeTakeFirst()
      : undefined,
    keeps && row.state === 'published'
      ? db
          .selectFrom('outbox')
          .where((where) => where.and(of))
          .where('kind', '=', 'notice_published')
          .select(sql<number>`count(*)`.as('count'))
          .executeTakeFirstOrThrow()
      : undefined,
  ])
  const isShown = summary && (summary.shown_at !== null || keeps)
  const photos = await shownPhotos(scope, [...row.photo_ids, ...(isShown ? summary.photo_ids : [])], keeps)
  const urls = await files.urls([...photos], 'photo')
  const photosOf = (ids: readonly string[]) => ids.filter((id) => photos.has(id)).map((id) => ({ id, url: urls.get(id) ?? '' }))
  const { booked, waiting, arrived } = counts.get(row.id) ?? nobody
  return {
    ...item!,
    text: row.text,
    photos: photosOf(row.photo_ids),
    audience: row.audience,
    constituency: constituency ?? null,
    registration: item!.places && { ...item!.places, questions: row.questions },
    mine: mine[0]?.registration ?? null,
    summary: isShown ? { text: summary.text, photos: photosOf(summary.photo_ids), at: summary.written_at.toISOString(), arrived } : null,
    reason: row.state === 'withdrawn' || keeps ? row.reason : null,
    steps: noticeStepsFor(relations, factsOf(row, scope, now())),
    desk: keeps
      ? {
          publishAt: row.publish_at?.toISOString() ?? null,
          photoIds: row.photo_ids,
          held: heldAs(row, check),
          followers: followers?.count ?? 0,
          counts: { booked, waiting, arrived },
        }
      : null,
  }
}

function heldAs(row: NoticeRow, check: { state: string; reason: string | null } | undefined): NonNullable<View['desk']>['held'] {
  if (row.shown_at || !['ready', 'published'].includes(row.state)) return null
  return check?.state === 'kept_back' ? { state: 'kept_back', reason: check.reason } : { state: 'checking', reason: null }
}

/** Which of these photos the caller sees; who looks after the notice sees all of them. */
async function shownPhotos({ db, congress }: Scope, ids: readonly string[], keeps: boolean): Promise<Set<string>> {
  if (ids.length === 0 || keeps) return new Set(ids)
  const rows = await db
    .selectFrom('photos')
    .where('congress_id', '=', congress.id)
    .where('id', 'in', ids)
    .where('shown_at', 'is not', null)
    .select('id')
    .execute()
  return new Set(rows.map(({ id }) => id))
}
