import { sql } from 'kysely'
import type { Evidence } from '../../contract/evidence'
import type { Relation } from '../../domain/concern'
import { pathOf } from '../audit/proof'
import { eventLine, leafOf, type HashedEvent } from '../audit/root'
import type { ActorScope, Handler } from '../operation'
import { refuse } from '../refusal'
import { viewConcern } from './view'
import { visible } from './visible'

/** Cases of a day up to which the way to its root is read for one of them. */
const PATH_CASES_MAX = 20_000
/** Who works on a case as their duty. Other residents have no relation of these, and no line of theirs is handed out. */
const onDuty: readonly (Relation | null)[] = ['assignee', 'desk', 'office', 'helper']

/** 导出一件诉求: as its reporter sees it, and what proves its log. Nobody else's right is that of the reporter. */
export const exportConcern: Handler<'concern.export'> = async (scope, { id }) => {
  const found = await visible(scope, id)
  if (!found?.relations.includes('reporter')) return refuse('NOT_FOUND')
  const [concern, chain, seal] = await Promise.all([
    viewConcern(scope, { row: found.row, relations: ['reporter'] }),
    chainOf(scope, id),
    sealOf(scope, id),
  ])
  return {
    format: 'lianxinqiao.case.1',
    exportedAt: scope.now().toISOString(),
    congress: scope.congress.name,
    concern,
    evidence: { chain, seal },
  }
}

async function chainOf({ db, congress, actor }: ActorScope, id: string): Promise<Evidence['chain']> {
  const { rows } = await sql<HashedEvent & { by_relation: Relation | null; hash: Buffer }>`
    select congress_id, concern_id, seq, kind, by_relation, actor_id, ((extract(epoch from at) * 1000000)::bigint)::text as at, data::text as data, hash
    from concern_events where congress_id = ${congress.id} and concern_id = ${id} order by seq`.execute(db)
  return rows.map(({ hash, ...event }) => ({
    seq: event.seq,
    line: event.actor_id === null || event.actor_id === actor.personId || onDuty.includes(event.by_relation) ? eventLine(event) : null,
    hash: hash.toString('hex'),
  }))
}

async function sealOf({ db, congress }: ActorScope, id: string): Promise<Evidence['seal']> {
  const sealed = await db
    .selectFrom('sealed_cases')
    .innerJoin('seals', (join) =>
      join.onRef('seals.congress_id', '=', 'sealed_cases.congress_id').onRef('seals.on_day', '=', 'sealed_cases.on_day'),
    )
    .where('sealed_cases.congress_id', '=', congress.id)
    .where('concern_id', '=', id)
    .select(['seals.on_day', 'root', 'previous_root', 'cases', 'seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!sealed) return null
  const { on_day, root, previous_root, cases, seq, hash } = sealed
  const all =
    cases > PATH_CASES_MAX
      ? null
      : await db
          .selectFrom('sealed_cases')
          .where('congress_id', '=', congress.id)
          .where('on_day', '=', on_day)
          .select(['concern_id as concernId', 'seq', 'hash'])
          .orderBy('concern_id')
          .execute()
  return {
    on: on_day,
    root: root.toString('hex'),
    previousRoot: previous_root?.toString('hex') ?? null,
    seq,
    leaf: leafOf({ concernId: id, seq, hash }).toString('hex'),
    path:
      all &&
      pathOf(
        all,
        all.findIndex(({ concernId }) => concernId === id),
      ),
  }
}
