import { randomUUID } from 'node:crypto'
import type { Request } from '../../contract'
import { audiencesFor, mayTakeNotice, noticeRelationsOf, type NoticeRelation } from '../../domain/notice'
import { areSameQuestions } from '../../domain/registration'
import type { Change, ChangeScope } from '../operation'
import { refuse } from '../refusal'
import { remindRegistered, tellRegistered } from '../registration/record'
import { settleSeats } from '../registration/seats'
import { checkNotice } from './check'
import { changePhotos } from './photos'
import { hasBegun, isKeeper, lockNotice, recordNotice, settingsOf, updateNotice, type NoticeRow } from './record'
import { answerNotice } from './steps'
import { factsOf } from './visible'

type Said = Request<'notice.save'>
const no = (path: string, rule: string) => refuse('CONFLICT', [{ path, rule }])
const bad = (path: string, rule: string) => refuse('BAD_INPUT', [{ path, rule }])

/** 起草 */
export const saveNotice: Change<'notice.save'> = {
  async run(scope, said) {
    const { db, congress, actor, at } = scope
    const before = said.id ? await lockNotice(scope, said.id) : undefined
    const relations = noticeRelationsOf(actor, { stationId: said.stationId, authorId: before ? before.author_id : actor.personId })
    if (said.id && !(before && isKeeper(noticeRelationsOf(actor, { stationId: before.station_id, authorId: before.author_id }))))
      return refuse('NOT_FOUND')
    if (!isKeeper(relations)) return refuse('FORBIDDEN')
    if (before && !mayTakeNotice('save', relations, factsOf(before, scope, at))) return refuse('CONFLICT')
    if (before && before.station_id !== said.stationId) return no('stationId', 'fixed')
    await mustStand(scope, said, relations)
    const columns = columnsOf(said)
    if (!before) {
      const id = randomUUID()
      const row = {
        congress_id: congress.id,
        id,
        station_id: said.stationId,
        state: 'draft' as const,
        author_id: actor.personId,
        published_at: null,
        created_at: at,
        changed_at: at,
        ...columns,
        questions: JSON.stringify(columns.questions),
      }
      await db.insertInto('notices').values(row).execute()
      const photo_ids = await changePhotos(scope, { noticeId: id, before: [], after: said.photoIds })
      await db.updateTable('notices').set({ photo_ids }).where('congress_id', '=', congress.id).where('id', '=', id).execute()
      await recordNotice(scope, id, 'saved')
      return { id }
    }
    mustBeAhead(scope, before, columns)
    await mustSuitRegistered(scope, before, columns)
    await change(scope, before, said, columns)
    return { id: before.id }
  },
  answer: answerNotice,
}

type Columns = ReturnType<typeof columnsOf>

function columnsOf({ title, text, audience, constituencyId, happening, registration }: Said) {
  return {
    title,
    text,
    audience,
    constituency_id: audience === 'constituency' ? constituencyId : null,
    starts_at: happening && new Date(happening.startsAt),
    ends_at: happening && new Date(happening.endsAt),
    place: happening?.place ?? '',
    lon: happening?.at?.lon ?? null,
    lat: happening?.at?.lat ?? null,
    takes_registrations: registration !== null,
    capacity: registration?.capacity ?? null,
    registers_until: registration && happening ? new Date(registration.until ?? happening.startsAt) : null,
    questions: (registration?.questions ?? []).map((each) => ({ ...each, options: each.kind === 'choice' ? each.options : [] })),
  }
}

/** What the schema of the input cannot say. */
async function mustStand({ db, congress }: ChangeScope, said: Said, relations: readonly NoticeRelation[]): Promise<void> {
  const { stationId, audience, constituencyId, happening, registration } = said
  if (stationId) {
    const station = await db
      .selectFrom('stations')
      .where('congress_id', '=', congress.id)
      .where('id', '=', stationId)
      .select('id')
      .executeTakeFirst()
    if (!station) refuse('NOT_FOUND', [{ path: 'stationId', rule: 'absent' }])
  }
  if (!audiencesFor(relations, stationId).includes(audience)) bad('audience', 'choice')
  if (audience === 'constituency') {
    if (!constituencyId) return bad('constituencyId', 'required')
    const constituency = await db
      .selectFrom('constituencies')
      .where('congress_id', '=', congress.id)
      .where('id', '=', constituencyId)
      .select('id')
      .executeTakeFirst()
    if (!constituency) refuse('NOT_FOUND', [{ path: 'constituencyId', rule: 'absent' }])
  }
  if (happening && happening.startsAt >= happening.endsAt && Date.parse(happening.startsAt) >= Date.parse(happening.endsAt))
    bad('happening.endsAt', 'order')
  if (registration && !happening) bad('happening', 'required')
  if (registration?.until && happening && Date.parse(registration.until) > Date.parse(happening.startsAt))
    bad('registration.until', 'order')
}

/** As at 提交: a start that is past by mistake would end the waiting list for good. */
function mustBeAhead({ at }: ChangeScope, before: NoticeRow, { starts_at }: Columns): void {
  if (before.state === 'published' && !hasBegun(before, at) && starts_at && starts_at <= at) no('happening.startsAt', 'past')
}

/** Who has registered said yes to these questions, and holds one of these places. */
async function mustSuitRegistered({ db, congress }: ChangeScope, before: NoticeRow, after: Columns): Promise<void> {
  if (!before.takes_registrations) return
  const open = await db
    .selectFrom('registrations')
    .where('congress_id', '=', congress.id)
    .where('notice_id', '=', before.id)
    .select(({ fn }) => [fn.countAll<number>().as('all'), fn.max('seat').as('last'), fn.count<number>('seat').as('taken')])
    .executeTakeFirstOrThrow()
  if (open.all === 0) return
  if (!after.takes_registrations) no('registration', 'has_registrations')
  if (!areSameQuestions(after.questions, before.questions)) no('registration.questions', 'has_registrations')
  // Places are numbered, so the highest that is taken counts: who has one keeps it.
  if (after.capacity !== null && open.last !== null && after.capacity < open.last) no('registration.capacity', 'taken')
}

async function change(scope: ChangeScope, before: NoticeRow, said: Said, columns: Columns): Promise<void> {
  const { db, congress } = scope
  const isPublished = before.state === 'published'
  const photo_ids = await changePhotos(scope, { noticeId: before.id, before: before.photo_ids, after: said.photoIds })
  const isReworded =
    before.title !== columns.title ||
    before.text !== columns.text ||
    before.place !== columns.place ||
    !areSameQuestions(before.questions, columns.questions)
  const isOtherPhoto = photo_ids.some((id) => !before.photo_ids.includes(id))
  if (isPublished && (isReworded || isOtherPhoto) && settingsOf(scope.congress).review !== 'none') no('text', 'reviewed')
  const isMoved =
    before.starts_at?.getTime() !== columns.starts_at?.getTime() ||
    before.ends_at?.getTime() !== columns.ends_at?.getTime() ||
    before.place !== columns.place
  const { questions, ...rest } = columns
  const row = await updateNotice(scope, before, {
    ...rest,
    photo_ids,
    ...(isPublished ? {} : { state: 'draft' as const }),
    ...(isReworded || !isPublished ? { shown_at: isPublished && !scope.wechat ? scope.at : null } : {}),
    sequence: before.sequence + (isMoved ? 1 : 0),
  })
  await db
    .updateTable('notices')
    .set({ questions: JSON.stringify(questions) })
    .where('congress_id', '=', congress.id)
    .where('id', '=', row.id)
    .execute()
  await recordNotice(scope, row.id, 'saved')
  if (!isPublished) return
  if (isReworded) await checkNotice(scope, row)
  if (!before.takes_registrations) return
  if (isMoved) {
    await tellRegistered(scope, row, 'activity_changed')
    await remindRegistered(scope, row)
  }
  await settleSeats(scope, { ...row, questions }, { isThorough: true })
}
