import * as v from 'valibot'
import { consentKinds, filedEntries, noteOutcomes } from '../domain/assistance'
import { concernStates, verdicts } from '../domain/concern'
import { TEXT_MAX } from '../domain/content'
import { notificationKinds } from '../domain/notification'
import { contactInput, isSaid, placeInput } from './concern'
import { concernView, receipt } from './concern-view'
import { code, due, id, instant, photo, photoIds, recording, recordingId, requestId, text } from './field'
import { change, query } from './operation'
import { bookVisit } from './visit'

/** Whose matter it is. Without a phone they are told by letter or at home. */
const contact = v.strictObject({ ...contactInput, name: text(1, 40) })
/** A signed paper (photos), a spoken consent (recording), or the person's own letter, whose photos come with the case. */
const consent = v.variant('kind', [
  v.strictObject({
    kind: v.literal('paper'),
    photoIds: v.pipe(v.array(id, 'list'), v.minLength(1, 'required'), v.maxLength(3, 'too_many')),
  }),
  v.strictObject({ kind: v.literal('spoken'), recordingId: id }),
  v.strictObject({ kind: v.literal('letter') }),
])
/** As it stands on the slip: ten letters without look-alikes; spaces and small letters do not matter. */
const claimCode = v.pipe(
  v.string('code'),
  v.maxLength(40, 'code'),
  v.transform((value) => value.replace(/[\s-]/g, '').toUpperCase()),
  v.regex(/^[2-9A-HJ-NP-Z]{10}$/, 'code'),
)
const number = v.pipe(text(1, 20), v.regex(/^\d{4}-\d{4,}$/, 'number'))

/** 代办: a concern of somebody who cannot hand it in. */
export const fileConcern = change({
  summary: 'Staff hand in a concern for a person who cannot, with their consent; the slip has a code by which they find it',
  by: 'staff',
  input: v.pipe(
    v.strictObject({
      requestId,
      /** One of the caller's own. */
      stationId: id,
      entry: v.picklist(filedEntries, 'choice'),
      text: text(0, TEXT_MAX),
      topic: v.optional(v.nullable(code), null),
      place: placeInput,
      photoIds,
      recordingId,
      contact,
      consent,
      deputyId: v.optional(v.nullable(id), null),
      constituencyId: v.optional(v.nullable(id), null),
    }),
    v.forward(v.partialCheck([['text'], ['recordingId']], isSaid(5), 'too_short'), ['text']),
    v.forward(
      v.partialCheck(
        [['entry'], ['photoIds'], ['consent']],
        ({ entry, photoIds: photos, consent: { kind } }) => kind !== 'letter' || (entry === 'letter' && photos.length > 0),
        'no_letter',
      ),
      ['consent'],
    ),
  ),
  output: v.object({
    id,
    number: v.string(),
    due,
    receipt,
    /** 查询码, for the slip; null where the key has changed since, or somebody has claimed the case. */
    claimCode: v.nullable(v.string()),
  }),
  /** NOT_FOUND: a station that is not the caller's, or a topic, deputy, photo or recording that is absent. */
  errors: ['NOT_FOUND'],
})

/** 认领 */
export const claimConcern = change({
  summary: 'Takes a case that staff filed into the account of who has its code; once',
  by: 'person',
  input: v.strictObject({ requestId, number, code: claimCode }),
  output: v.object({ id, number: v.string() }),
  /** NOT_FOUND: wrong code, wrong number, or already claimed. CONFLICT: the caller deals with this case. TOO_MANY: wrong codes within the hour. */
  errors: ['NOT_FOUND', 'CONFLICT', 'TOO_MANY'],
})

/** 凭码查询 */
export const trackConcern = query({
  summary: 'State and answer of a case that staff filed, by the code on its slip, until somebody has claimed it',
  by: 'anyone',
  input: v.strictObject({ number, code: claimCode }),
  output: v.object({
    number: v.string(),
    state: v.picklist(concernStates),
    due: v.nullable(due),
    deputyName: v.nullable(v.string()),
    answer: v.nullable(v.object({ text: v.string(), recording: v.nullable(recording), at: instant })),
  }),
  errors: ['NOT_FOUND', 'TOO_MANY'],
})

/** 转述评价 */
export const relayVerdict = change({
  summary:
    'Staff note what the person said of the answer, marked as relayed: never counted as their own; one that is not content opens the case again',
  by: 'person',
  input: v.strictObject({ requestId, id, verdict: v.picklist(verdicts, 'choice'), text: text(0, 500) }),
  output: concernView,
  errors: ['NOT_FOUND', 'CONFLICT'],
})

/** 查看委托材料 */
export const openConsent = change({
  summary: 'Shows the consent of a filed case to its station and the office, which leaves a reason in the case, and to the person',
  by: 'person',
  input: v.strictObject({ requestId, id, reason: text(2, 500) }),
  output: v.object({ kind: v.picklist(consentKinds), photos: v.array(photo), recording: v.nullable(recording) }),
  errors: ['NOT_FOUND'],
})

/** 代办的诉求 */
export const filedConcerns = query({
  summary: "Cases that the caller's stations filed and nobody has claimed, the newest first",
  by: 'staff',
  input: v.strictObject({}),
  output: v.object({
    items: v.array(
      v.object({
        id,
        number: v.string(),
        state: v.picklist(concernStates),
        entry: v.picklist(filedEntries),
        filedAt: instant,
        relayedVerdict: v.nullable(v.picklist(verdicts)),
      }),
    ),
  }),
  errors: [],
})

/** 代约 */
export const bookVisitFor = change({
  summary: 'Staff book a place for a person who cannot, with their consent; reminders are calls',
  by: 'staff',
  input: v.strictObject({ ...bookVisit.input.entries, contact, consent }),
  output: bookVisit.output,
  errors: ['NOT_FOUND', 'CONFLICT', 'TOO_MANY'],
})

const note = v.object({
  /** Of the notification. */
  id,
  kind: v.picklist(notificationKinds),
  concern: v.nullable(v.object({ id, number: v.string() })),
  visit: v.nullable(v.object({ id, code: v.string() })),
  since: instant,
  /** When nobody could be reached. */
  tries: v.array(instant),
  hasPhone: v.boolean(),
  /** No more calls: a letter or a visit. */
  mustWrite: v.boolean(),
})

/** 电话告知 */
export const listPhoneNotes = query({
  summary: 'Whom the station still has to tell of what, the oldest first; no name before it is opened',
  by: 'staff',
  input: v.strictObject({}),
  output: v.object({ items: v.array(note) }),
  errors: [],
})

export const openPhoneNote = change({
  summary: 'Name and phone of whom to tell; the opening stays in the case with its reason',
  by: 'staff',
  input: v.strictObject({ requestId, id }),
  output: v.object({ name: v.string(), phone: v.string() }),
  errors: ['NOT_FOUND'],
})

export const closePhoneNote = change({
  summary: 'Notes how the call ended; anything but `not_reached` ends the task',
  by: 'staff',
  input: v.strictObject({ requestId, id, outcome: v.picklist(noteOutcomes, 'choice') }),
  output: v.object({ id, isDone: v.boolean() }),
  /** CONFLICT: no more calls may be tried. NOT_FOUND: done already too. */
  errors: ['NOT_FOUND', 'CONFLICT'],
})
