import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { openRegistrationStates, writtenAnswers, wrongAnswers } from '../../domain/registration'
import { randomLetters } from '../code/letters'
import { sealContact } from '../contact'
import { check, needsCheck } from '../content/check'
import { hasBegun, lockNotice, settingsOf } from '../notice/record'
import { answerNotice } from '../notice/steps'
import { visibleNotice } from '../notice/visible'
import type { Change, ChangeScope } from '../operation'
import { refuse } from '../refusal'
import { lockPerson } from '../person/lock'
import { registrationsOf, remind, tellPerson, type RegistrationRow } from './record'
import { settleSeats } from './seats'

const CODE_LENGTH = 6
const no = (path: string, rule: string) => refuse('CONFLICT', [{ path, rule }])

/** 报名: a place, or one on the waiting list. Whoever waits goes before whoever comes: a free place is offered to them first. */
export const makeRegistration: Change<'registration.make'> = {
  async run(scope, { noticeId, name, phone, answers, orWait }) {
    // All that needs no lock of the notice comes before it: when many want a place, the time it is held is what they wait for.
    const { row: seen } = (await visibleNotice(scope, noticeId)) ?? refuse('NOT_FOUND', [{ path: 'noticeId', rule: 'absent' }])
    if (!seen.takes_registrations || seen.state !== 'published') return no('noticeId', 'closed')
    const wrong = wrongAnswers(seen.questions, answers).map(({ index, rule }) => ({ path: `answers.${index}`, rule }))
    if (answers.length > seen.questions.length) wrong.push({ path: 'answers', rule: 'too_many' })
    // Said in words that the form can show beside the question; the contract knows no questions.
    if (wrong.length > 0) return refuse('BAD_INPUT', wrong)
    await lockPerson(scope, scope.actor.personId)
    await mayStillRegister(scope, noticeId)
    const code = await freeRegistrationCode(scope)

    const notice = await lockNotice(scope, noticeId)
    if (!notice?.takes_registrations || notice.state !== 'published') return no('noticeId', 'closed')
    if (scope.at >= notice.registers_until! || hasBegun(notice, scope.at)) return no('noticeId', 'too_late')
    // A question that was changed in between is not what was answered.
    if (JSON.stringify(notice.questions) !== JSON.stringify(seen.questions)) return no('answers', 'changed')
    const seat = await settleSeats(scope, notice)
    if (seat === null && !orWait) return no('noticeId', 'full')
    const id = randomUUID()
    const given = seen.questions.map((_, index) => answers[index] ?? '')
    const isChecked = needsCheck(scope) && writtenAnswers(seen.questions, given) !== ''
    const row = await insertRegistration(scope, {
      id,
      notice_id: noticeId,
      person_id: scope.actor.personId,
      state: seat === null ? 'waiting' : 'booked',
      seat,
      code,
      contact: sealContact({ name, phone }, scope.contactKey, id),
      answers: given,
      shown_at: isChecked ? null : scope.at,
    })
    if (isChecked) await check(scope, { kind: 'registration', ids: [id], noticeId, by: 'reporter' })
    await tellPerson(scope, row, seat === null ? 'registration_waiting' : 'registration_booked')
    await remind(scope, row, notice)
    return { id: noticeId }
  },
  answer: answerNotice,
}

/** One open registration for an activity, and not more ahead in all than the congress allows. */
async function mayStillRegister({ db, congress, actor, at }: ChangeScope, noticeId: string): Promise<void> {
  const open = await db
    .selectFrom('registrations')
    .innerJoin('notices', (join) =>
      join.onRef('notices.congress_id', '=', 'registrations.congress_id').onRef('notices.id', '=', 'registrations.notice_id'),
    )
    .where('registrations.congress_id', '=', congress.id)
    .where('person_id', '=', actor.personId)
    .where('registrations.state', 'in', openRegistrationStates)
    .where((where) => where.or([where('notice_id', '=', noticeId), where('starts_at', '>', at)]))
    .select('notice_id')
    .execute()
  if (open.some(({ notice_id }) => notice_id === noticeId)) no('noticeId', 'registered')
  if (open.length >= settingsOf(congress).openMax) refuse('TOO_MANY')
}

type NewRegistration = Pick<
  RegistrationRow,
  'id' | 'notice_id' | 'person_id' | 'state' | 'seat' | 'code' | 'contact' | 'answers' | 'shown_at'
> & {
  arrived_at?: Date
}

/** Puts in a registration for an activity that this transaction has locked. */
export async function insertRegistration(
  { db, congress, at }: Pick<ChangeScope, 'db' | 'congress' | 'at'>,
  { answers, ...row }: NewRegistration,
): Promise<RegistrationRow> {
  const queueNo = sql<number>`(select coalesce(max(queue_no), 0) + 1 from registrations where congress_id = ${congress.id} and notice_id = ${row.notice_id})`
  return db
    .insertInto('registrations')
    .values({
      congress_id: congress.id,
      queue_no: row.state === 'waiting' ? queueNo : null,
      offer_ends_at: null,
      answers: JSON.stringify(answers),
      created_at: at,
      changed_at: at,
      ...row,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** A code that no registration of the congress has; the index refuses the one that two take at the same moment. */
export async function freeRegistrationCode({ db, congress }: Pick<ChangeScope, 'db' | 'congress'>): Promise<string> {
  for (;;) {
    const code = randomLetters(CODE_LENGTH)
    const taken = await db
      .selectFrom('registrations')
      .where('congress_id', '=', congress.id)
      .where('code', '=', code)
      .select('id')
      .executeTakeFirst()
    if (!taken) return code
  }
}

/** Gives back every place that a person holds or waits for: who leaves does not come. */
export async function giveBackRegistrations(scope: ChangeScope): Promise<void> {
  const { db, congress, actor } = scope
  const open = await db
    .selectFrom('registrations')
    .where('congress_id', '=', congress.id)
    .where('person_id', '=', actor.personId)
    .where('state', 'in', ['waiting', 'offered', 'booked'])
    .select('notice_id')
    .orderBy('notice_id')
    .execute()
  for (const { notice_id } of open) {
    const notice = await lockNotice(scope, notice_id)
    if (!notice) continue
    const row = await registrationsOf(scope, notice)
      .where('person_id', '=', actor.personId)
      .where('state', 'in', ['waiting', 'offered', 'booked'])
      .selectAll()
      .executeTakeFirst()
    if (row && !hasBegun(notice, scope.at)) {
      await db
        .updateTable('registrations')
        .set({ state: 'cancelled', seat: null, offer_ends_at: null, changed_at: scope.at })
        .where('congress_id', '=', congress.id)
        .where('id', '=', row.id)
        .execute()
      await settleSeats(scope, notice)
    }
  }
}
