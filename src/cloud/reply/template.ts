import { randomUUID } from 'node:crypto'
import type { Output } from '../../contract'
import { fillTemplate, unknownPlaceholders, type TemplateScope } from '../../domain/reply'
import { streetOf } from '../../domain/similar'
import { visible } from '../concern/visible'
import { readerOf } from '../identity/words'
import type { ActorScope, Change, Handler, Scope } from '../operation'
import { refuse } from '../refusal'
import { clusterSize } from '../similar/size'

type Template = Output<'replyTemplate.save'>
interface Owner {
  scope: TemplateScope
  ofId: string | null
}

/** The office has those of the congress, staff their station's, a deputy their own. */
const mayChange = ({ actor }: ActorScope, { scope, ofId }: Owner): boolean =>
  scope === 'congress'
    ? actor.isOffice && ofId === null
    : ofId !== null && (scope === 'station' ? actor.stationIds : actor.deputyIds).includes(ofId)

/** What the caller may use: all of the congress's; those of stations where they work, or to which they belong; their own. */
async function usable(scope: ActorScope): Promise<Template[]> {
  const { db, congress, actor } = scope
  const member =
    actor.deputyIds.length > 0
      ? await db
          .selectFrom('station_deputies')
          .where('congress_id', '=', congress.id)
          .where('deputy_id', 'in', actor.deputyIds)
          .select('station_id')
          .execute()
      : []
  const stationIds = [...actor.stationIds, ...member.map(({ station_id }) => station_id)]
  const rows = await db
    .selectFrom('reply_templates')
    .leftJoin('stations', (join) =>
      join.onRef('stations.congress_id', '=', 'reply_templates.congress_id').onRef('stations.id', '=', 'station_id'),
    )
    .leftJoin('deputies', (join) =>
      join.onRef('deputies.congress_id', '=', 'reply_templates.congress_id').onRef('deputies.id', '=', 'deputy_id'),
    )
    .where('reply_templates.congress_id', '=', congress.id)
    .where((where) =>
      where.or([
        where('scope', '=', 'congress'),
        ...(stationIds.length > 0 ? [where('station_id', 'in', stationIds)] : []),
        ...(actor.deputyIds.length > 0 ? [where('deputy_id', 'in', actor.deputyIds)] : []),
      ]),
    )
    .select([
      'reply_templates.id',
      'scope',
      'station_id',
      'deputy_id',
      'title',
      'text',
      'stations.name as station',
      'deputies.name as deputy',
    ])
    .orderBy('scope', 'desc')
    .orderBy('title')
    .orderBy('reply_templates.id')
    .execute()
  return rows.map(({ id, scope: of, station_id, deputy_id, title, text, station, deputy }) => {
    const ofId = station_id ?? deputy_id
    return { id, scope: of, ofId, ofName: station ?? deputy, title, text, mayChange: mayChange(scope, { scope: of, ofId }) }
  })
}

const worksHere = ({ actor }: ActorScope) => actor.isOffice || actor.stationIds.length > 0 || actor.deputyIds.length > 0

/** 答复模板 */
export const listReplyTemplates: Handler<'replyTemplate.list'> = async (scope) =>
  worksHere(scope) ? { items: await usable(scope) } : refuse('FORBIDDEN')

/** A template for one case. A resident's name is opened by one function only, so that they are「居民朋友」here. */
export const fillReplyTemplate: Handler<'replyTemplate.fill'> = async (scope, { id, concernId }) => {
  const found = worksHere(scope) ? await visible(scope, concernId) : null
  const template = found?.relations.some((relation) => relation !== 'reporter')
    ? (await usable(scope)).find((each) => each.id === id)
    : undefined
  if (!found || !template) return refuse('NOT_FOUND')
  const { row, relations } = found
  const [size, topic, deputy, station] = await Promise.all([
    clusterSize(scope, row),
    nameOf(scope, 'topics', 'code', row.topic_code),
    nameOf(scope, 'deputies', 'id', row.assignee_id),
    nameOf(scope, 'stations', 'id', row.station_id),
  ])
  return {
    text: fillTemplate(template.text, {
      居民称呼: '居民朋友',
      // An answer to many is read by all of them: nothing in it tells where one of them lives, or which letter was whose.
      编号: size ? null : row.number,
      提交日期: size ? null : dateOf(new Date(row.received_at.getTime() + 8 * 3_600_000).toISOString()),
      地点: size ? streetOf(row.address) : readerOf(scope, row, relations)(row.address),
      类别: topic,
      代表姓名: deputy,
      联络站: station,
      期限: dateOf(row.due_on),
    }),
  }
}

function dateOf(day: string): string {
  const [year, month, on] = day.slice(0, 10).split('-').map(Number)
  return `${year}年${month}月${on}日`
}

async function nameOf(
  { db, congress }: Scope,
  table: 'topics' | 'deputies' | 'stations',
  key: 'code' | 'id',
  value: string | null,
): Promise<string | null> {
  if (value === null) return null
  const row = await db
    .selectFrom(table)
    .where('congress_id', '=', congress.id)
    .where(key as 'code', '=', value)
    .select('name')
    .executeTakeFirst()
  return row?.name ?? null
}

/** Adds or changes; what is not the caller's to change is not there for them. Whose it is never changes. */
export const saveReplyTemplate: Change<'replyTemplate.save'> = {
  async run(scope, { id, scope: of, ofId, title, text }) {
    const { db, congress, actor, at } = scope
    const unknown = unknownPlaceholders(text)
    if (unknown.length > 0)
      refuse(
        'BAD_INPUT',
        unknown.map((name) => ({ path: `text.{${name}}`, rule: 'placeholder' })),
      )
    if (!mayChange(scope, { scope: of, ofId })) refuse('NOT_FOUND')
    const owner = { station_id: of === 'station' ? ofId : null, deputy_id: of === 'deputy' ? ofId : null }
    const values = { title, text, changed_by: actor.personId, changed_at: at }
    if (id === null) {
      const made = randomUUID()
      await db
        .insertInto('reply_templates')
        .values({ congress_id: congress.id, id: made, scope: of, ...owner, ...values })
        .execute()
      return { id: made }
    }
    const known = (await usable(scope)).find((each) => each.id === id)
    if (!known || known.scope !== of || known.ofId !== ofId) refuse('NOT_FOUND')
    await db.updateTable('reply_templates').set(values).where('congress_id', '=', congress.id).where('id', '=', id).execute()
    return { id }
  },
  async answer(scope, { id }) {
    return (await usable(scope)).find((each) => each.id === id) ?? refuse('NOT_FOUND')
  },
}

export const removeReplyTemplate: Change<'replyTemplate.remove', object> = {
  async run(scope, { id }) {
    const known = (await usable(scope)).find((each) => each.id === id)
    if (!known?.mayChange) refuse('NOT_FOUND')
    await scope.db.deleteFrom('reply_templates').where('congress_id', '=', scope.congress.id).where('id', '=', id).execute()
    return {}
  },
  answer: async () => ({}),
}
