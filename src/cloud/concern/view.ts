import { sql } from 'kysely'
import { dueAt } from '../../domain/calendar'
import { stepsFor } from '../../domain/concern'
import { lifeSettingsOf } from '../../domain/concern-life'
import type { Output } from '../../contract'
import { unsealContact } from '../contact'
import { hidesFromDeputy, pointFor, readerOf } from '../identity/words'
import type { ActorScope } from '../operation'
import { clusterSize } from '../similar/size'
import { namesOfTopics } from '../topic/names'
import { factsOf, isRunning } from './facts'
import { receiptOf } from './route'
import { isSilent } from './survey'
import type { Visible } from './visible'

/** A case as the actor may see it. */
export async function viewConcern(scope: ActorScope, { row, relations }: Visible): Promise<Output<'concern.open'>> {
  const { db, congress, actor, files, now, calendar, contactKey } = scope
  const { id } = row
  // What an answer to a cluster shows or says belongs to the first case's message, also once this one stands by itself again.
  const ofCaseOrItsFirst = sql<boolean>`(concern_id = ${id} or (message_id is not null and concern_id = any(array(
    select (data->>'headId')::uuid from concern_events where congress_id = ${congress.id} and concern_id = ${id} and data ? 'headId'
  ) || ${row.head_id}::uuid)))`
  const [allMessages, events, photos, recordings, checks, topic, receipt, cluster, referrals, splitFrom, { silent }] = await Promise.all([
    db
      .selectFrom('concern_messages')
      .where('congress_id', '=', congress.id)
      .where('concern_id', '=', id)
      .selectAll()
      .orderBy('seq')
      .execute(),
    db
      .selectFrom('concern_events')
      .where('congress_id', '=', congress.id)
      .where('concern_id', '=', id)
      .selectAll()
      .orderBy('seq')
      .execute(),
    db
      .selectFrom('photos')
      .where('congress_id', '=', congress.id)
      .where(ofCaseOrItsFirst)
      .select(['id', 'message_id', 'owner_id', 'shown_at'])
      .orderBy('created_at')
      .execute(),
    db
      .selectFrom('recordings')
      .where('congress_id', '=', congress.id)
      .where(ofCaseOrItsFirst)
      .select(['id', 'message_id', 'owner_id', 'shown_at', 'seconds'])
      .execute(),
    db.selectFrom('checks').where('congress_id', '=', congress.id).where('concern_id', '=', id).select(['id', 'state', 'reason']).execute(),
    row.topic_code
      ? db
          .selectFrom('topics')
          .where('congress_id', '=', congress.id)
          .where('code', '=', row.topic_code)
          .select(['code', 'name'])
          .executeTakeFirst()
      : null,
    receiptOf(scope, row.routing, row.station_id),
    clusterSize(scope, row),
    db
      .selectFrom('referrals')
      .where('congress_id', '=', congress.id)
      .where('concern_id', '=', id)
      .select(['id', 'unit', 'reference', 'expected_on as expectedOn', 'at'])
      .orderBy('at')
      .execute(),
    row.split_from
      ? db
          .selectFrom('concerns')
          .where('congress_id', '=', congress.id)
          .where('id', '=', row.split_from)
          .select(['id', 'number'])
          .executeTakeFirst()
      : null,
    db
      .selectFrom('concerns')
      .where('congress_id', '=', congress.id)
      .where('id', '=', id)
      .select(isSilent(congress, now()).as('silent'))
      .executeTakeFirstOrThrow(),
  ])
  const isReviewer = relations.includes('desk') || relations.includes('office')
  const maySee = (authorId: string | null, shownAt: Date | null) => shownAt !== null || isReviewer || authorId === actor.personId
  const read = readerOf(scope, row, relations)
  const isHolder = relations.some((relation) => relation !== 'reporter')
  const messages = allMessages.filter(
    ({ author_id, shown_at, kind }) => maySee(author_id, shown_at) || (isHolder && (kind === 'answer_returned' || kind === 'answered')),
  )
  const names = await deputyNames(scope, [
    ...messages.flatMap(({ deputy_id }) => deputy_id ?? []),
    ...events.flatMap(({ data }) => data.deputyId ?? []),
    ...(row.assignee_id ? [row.assignee_id] : []),
  ])
  const [photoUrls, recordingUrls] = await Promise.all([
    files.urls(
      photos.map((photo) => photo.id),
      'photo',
    ),
    files.urls(
      recordings.map((recording) => recording.id),
      'recording',
    ),
  ])
  const topicNames = await namesOfTopics(
    scope,
    events.flatMap(({ data }) => data.topic ?? []),
  )
  const photosOf = (messageId: string | null) =>
    photos
      .filter(({ message_id, owner_id, shown_at }) => message_id === messageId && maySee(owner_id, shown_at))
      .map((photo) => ({ id: photo.id, url: photoUrls.get(photo.id) ?? '' }))
  const recordingOf = (messageId: string | null) => {
    const found = recordings.find(({ message_id, owner_id, shown_at }) => message_id === messageId && maySee(owner_id, shown_at))
    return found ? { id: found.id, url: recordingUrls.get(found.id) ?? '', seconds: found.seconds } : null
  }
  const heldOf = (contentId: string, messageId: string | null) => {
    const parts = [...photos, ...recordings].filter(({ message_id }) => message_id === messageId).map((part) => part.id)
    const notShown = checks.filter((each) => each.state !== 'shown' && [contentId, ...parts].includes(each.id))
    const keptBack = notShown.find(({ state }) => state === 'kept_back')
    if (notShown.length === 0) return null
    return { state: keptBack ? ('kept_back' as const) : ('checking' as const), reason: keptBack?.reason ?? null }
  }
  const lastAnswerId = allMessages.findLast(({ kind }) => kind === 'answered')?.id
  /** An answer that no check holds and that is shown to nobody waits for a second person, or was returned by one. */
  const reviewOf = (message: { id: string; kind: string; shown_at: Date | null }) =>
    message.kind !== 'answered' || message.shown_at
      ? null
      : { state: row.state === 'in_review' && message.id === lastAnswerId ? ('in_review' as const) : ('returned' as const), reason: null }
  // An answer that the resident cannot read yet is not there to be judged.
  const isUnread = allMessages.findLast(({ kind }) => kind === 'answered')?.shown_at === null
  return {
    id,
    number: row.number,
    state: row.state,
    relayName: row.relay_name,
    isMasked: [row.text, row.address, ...messages.map(({ text }) => text)].some((text) => read(text) !== text),
    relations,
    steps: stepsFor(relations, factsOf(scope, row)).filter((step) => (step !== 'judge' && step !== 'relayVerdict') || !isUnread),
    text: read(row.text),
    topic: topic ?? null,
    topicBy: row.topic_by,
    place: { at: pointFor(row, relations), address: read(row.address) },
    photos: photosOf(null),
    recording: recordingOf(null),
    held: relations.includes('reporter') || isReviewer ? heldOf(id, null) : null,
    receivedAt: row.received_at.toISOString(),
    due: isRunning(row.state) ? dueAt(row.due_on, now(), calendar) : null,
    verdict: row.verdict,
    isSilent: silent,
    cluster,
    needsOffice: row.passes >= lifeSettingsOf(scope.congress.settings.life).passesMax,
    referrals: referrals.map((referral) => ({ ...referral, at: referral.at.toISOString() })),
    splitFrom: splitFrom ?? null,
    deputy: row.assignee_id ? { id: row.assignee_id, name: names.get(row.assignee_id) ?? '' } : null,
    receipt,
    messages: messages.map((message) => ({
      id: message.id,
      kind: message.kind,
      by: message.by_relation,
      authorName: message.deputy_id
        ? (names.get(message.deputy_id) ?? null)
        : message.by_relation === 'desk' || message.by_relation === 'helper'
          ? (receipt.station?.name ?? null)
          : message.by_relation === 'reporter' && message.author_id !== actor.personId
            ? row.relay_name
            : null,
      isMine: message.author_id === actor.personId,
      text: message.author_id === actor.personId ? message.text : read(message.text),
      photos: photosOf(message.copied_from ?? message.id),
      recording: recordingOf(message.copied_from ?? message.id),
      held: message.author_id === actor.personId || isHolder ? (heldOf(message.id, message.id) ?? reviewOf(message)) : null,
      at: message.at.toISOString(),
      readAt: message.read_at?.toISOString() ?? null,
    })),
    events: events.map(({ kind, by_relation, at, data }) => ({
      kind: kind as Output<'concern.open'>['events'][number]['kind'],
      by: by_relation,
      at: at.toISOString(),
      deputyName: data.deputyId ? (names.get(data.deputyId) ?? null) : null,
      verdict: data.verdict ?? null,
      level: data.level ?? null,
      topicName: data.topic ? (topicNames.get(data.topic) ?? data.topic) : null,
    })),
    contact:
      relations.includes('reporter') && row.contact ? { ...unsealContact(row.contact, contactKey, id), mayCall: row.may_call } : null,
    reveal:
      relations.includes('reporter') &&
      (row.contact ||
        hidesFromDeputy([row.text, ...messages.filter(({ author_id }) => author_id === actor.personId).map(({ text }) => text)]))
        ? { name: row.reveals_name, phone: row.may_call, isLapsed: (row.reveals_name || row.may_call) && row.reveal_to !== row.assignee_id }
        : null,
  }
}

async function deputyNames({ db, congress }: ActorScope, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('deputies')
    .where('congress_id', '=', congress.id)
    .where('id', 'in', [...new Set(ids)])
    .select(['id', 'name'])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
