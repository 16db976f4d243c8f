import { sql, type Kysely } from 'kysely'
import type * as v from 'valibot'
import type { receipt } from '../../contract/concern-view'
import type { Day } from '../../domain/calendar'
import { mercator, type Point } from '../../domain/place'
import { route, type Routing, type RoutingDeputy, type RoutingReason } from '../../domain/routing'
import { rotaWindow } from '../../domain/station'
import { constituenciesNear } from '../constituency/locate'
import { cardsOf } from '../deputy/card'
import { kept } from '../database/kept-plan'
import type { Database } from '../database/schema'
import type { Handler, Scope } from '../operation'
import { refuse } from '../refusal'
import { sureTopic } from '../topic/suggest'

export type Receipt = v.InferOutput<typeof receipt>

export interface RouteRequest {
  at: Point | null
  topic: string | null
  deputyId: string | null
  stationId: string | null
  constituencyId: string | null
}

/** Who would get it, and why; nothing is stored. */
export const routeConcern: Handler<'concern.route'> = async (scope, input) => {
  const topic = input.topic ?? (input.text ? await sureTopic(scope, input.text) : null)
  const { routing, stationId } = await routeCase(scope, { ...input, topic })
  return receiptOf(scope, routing, stationId)
}

/** Routes a case by the domain's rules on what the database knows now, and finds the station whose desk keeps an eye on it. */
export async function routeCase(scope: Scope, request: RouteRequest): Promise<{ routing: Routing; stationId: string | null }> {
  const { db, congress } = scope
  const topics = request.topic === null ? [] : await topicLine(scope, request.topic)
  if (request.topic !== null && topics.length === 0) refuse('NOT_FOUND', [{ path: 'topic', rule: 'absent' }])
  const constituencies = request.at ? await constituenciesNear(db, congress.id, request.at) : []
  const deputies = await routingDeputies(db, congress.id, rotaWindow(scope.now()), {
    constituencyIds: constituencies.map(({ id }) => id),
    chosenId: request.deputyId,
  })
  if (request.deputyId && !deputies.some(({ id }) => id === request.deputyId)) refuse('NOT_FOUND', [{ path: 'deputyId', rule: 'absent' }])
  const routing = route({
    chosenDeputyId: request.deputyId,
    place: request.at,
    chosenConstituencyId: request.constituencyId,
    topics,
    constituencies,
    deputies,
  })
  return { routing, stationId: await deskFor(scope, request, routing.deputyId) }
}

async function topicLine({ db, congress }: Scope, code: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    with recursive line as (
      select ${kept} code, parent_code, 0 as depth from topics where congress_id = ${congress.id} and code = ${code} and not is_retired
      union all
      select t.code, t.parent_code, depth + 1 from topics t join line on t.congress_id = ${congress.id} and t.code = line.parent_code where depth < 6
    )
    select code from line order by depth`.execute(db)
  return rows.map((row) => row.code)
}

/** The active deputies of some constituencies, with the chosen one and, so that there are alternatives, those of the same constituency. */
export async function routingDeputies(
  db: Kysely<Database>,
  congressId: string,
  { from, to }: { from: Day; to: Day },
  { constituencyIds, chosenId }: { constituencyIds: readonly string[]; chosenId: string | null },
): Promise<RoutingDeputy[]> {
  const { rows } = await sql<{
    id: string
    code: string
    constituency_id: string | null
    topics: string[]
    is_on_rota: boolean
    open_cases: number
  }>`
    select ${kept} d.id, d.code, d.constituency_id, d.topics,
      exists (
        select from receptions r where r.congress_id = d.congress_id and r.deputy_id = d.id and r.on_day between ${from} and ${to}
          and r.state = 'confirmed'
      ) as is_on_rota,
      (
        select count(*) from concerns c
        where c.congress_id = d.congress_id and c.assignee_id = d.id and c.state in ('assigned', 'accepted', 'asked', 'disputed')
      ) as open_cases
    from deputies d
    where d.congress_id = ${congressId} and d.is_active and (
      d.constituency_id = any(${constituencyIds}::uuid[]) or d.id = ${chosenId} or d.constituency_id = (
        select c.constituency_id from deputies c where c.congress_id = ${congressId} and c.id = ${chosenId}
      )
    )`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    constituencyId: row.constituency_id,
    topics: row.topics,
    isOnRota: row.is_on_rota,
    openCases: row.open_cases,
  }))
}

/** The desk of a case: the deputy's own station, else the one the resident came from, else the nearest to the place, else any. */
async function deskFor({ db, congress }: Scope, { at, stationId }: RouteRequest, deputyId: string | null): Promise<string | null> {
  const { x, y } = mercator(at ?? { lon: 0, lat: 0 })
  const nearest = sql`mercator <-> point(${x}, ${y})`
  if (stationId) {
    const chosen = await db
      .selectFrom('stations')
      .where('congress_id', '=', congress.id)
      .where('id', '=', stationId)
      .select('id')
      .executeTakeFirst()
    if (!chosen) return refuse('NOT_FOUND', [{ path: 'stationId', rule: 'absent' }])
  }
  if (deputyId) {
    const own = await db
      .selectFrom('station_deputies')
      .innerJoin('stations', (join) =>
        join.onRef('stations.congress_id', '=', 'station_deputies.congress_id').onRef('stations.id', '=', 'station_id'),
      )
      .where('station_deputies.congress_id', '=', congress.id)
      .where('deputy_id', '=', deputyId)
      .select('stations.id')
      .orderBy(at ? nearest : sql`stations.code`)
      .limit(1)
      .executeTakeFirst()
    if (own) return own.id
  }
  if (stationId) return stationId
  const any = await db
    .selectFrom('stations')
    .where('congress_id', '=', congress.id)
    .select('id')
    .orderBy(at ? nearest : sql`code`)
    .limit(1)
    .executeTakeFirst()
  return any?.id ?? null
}

/** A routing with its names, for people. */
export async function receiptOf(scope: Scope, routing: Routing, stationId: string | null): Promise<Receipt> {
  const { db, congress } = scope
  const constituencyIds = routing.reasons.flatMap((reason) =>
    'constituencyIds' in reason ? reason.constituencyIds : 'constituencyId' in reason ? [reason.constituencyId] : [],
  )
  const topicCodes = routing.reasons.flatMap((reason) => (reason.kind === 'topic' ? reason.topic : []))
  const [cards, { constituencies, topics, station }] = await Promise.all([
    cardsOf(scope, [...(routing.deputyId ? [routing.deputyId] : []), ...routing.alternatives]),
    sql<{
      constituencies: { id: string; name: string }[]
      topics: { code: string; name: string }[]
      station: { id: string; name: string } | null
    }>`
      select ${kept}
        coalesce((select json_agg(json_build_object('id', id, 'name', name)) from constituencies
          where congress_id = ${congress.id} and id = any(${constituencyIds}::uuid[])), '[]') as constituencies,
        coalesce((select json_agg(json_build_object('code', code, 'name', name)) from topics
          where congress_id = ${congress.id} and code = any(${topicCodes}::text[])), '[]') as topics,
        (select json_build_object('id', id, 'name', name) from stations where congress_id = ${congress.id} and id = ${stationId}::uuid) as station`
      .execute(db)
      .then(({ rows }) => rows[0]!),
  ])
  const constituency = (id: string) => constituencies.find((candidate) => candidate.id === id) ?? { id, name: '' }
  const topic = (code: string) => topics.find((candidate) => candidate.code === code) ?? { code, name: code }
  const nearLine = routing.reasons.find((reason) => reason.kind === 'near_line')
  return {
    deputy: cards.find(({ id }) => id === routing.deputyId) ?? null,
    station,
    reasons: routing.reasons.map((reason) => named(reason, constituency, topic)),
    alternatives: cards.filter(({ id }) => id !== routing.deputyId),
    sides: nearLine ? nearLine.constituencyIds.map(constituency) : [],
  }
}

function named(
  reason: RoutingReason,
  constituency: (id: string) => { id: string; name: string },
  topic: (code: string) => { code: string; name: string },
): Receipt['reasons'][number] {
  switch (reason.kind) {
    case 'constituency':
    case 'side_chosen':
    case 'no_deputy':
      return { kind: reason.kind, constituency: constituency(reason.constituencyId) }
    case 'near_line':
      return { kind: reason.kind, constituencies: reason.constituencyIds.map(constituency), withinM: reason.withinM }
    case 'topic':
      return { kind: reason.kind, topic: topic(reason.topic) }
    default:
      return reason
  }
}
