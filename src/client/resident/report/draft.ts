import * as v from 'valibot'
import type { Input, Output } from '../../../contract'
import { submitConcern } from '../../../contract/concern'
import type { FieldError } from '../../../contract/operation'
import type { Point } from '../../../domain/place'
import { scopeOf, type OutOfScope } from '../../../domain/scope'
import type { Photo } from '../../lib/photos'
import type { Recording } from '../../lib/recorder'

export const steps = ['matter', 'place', 'contact', 'check'] as const
export type Step = (typeof steps)[number]

/** What a resident is writing, as it is kept on the phone. */
export interface ReportDraft {
  step: Step
  text: string
  topic: string | null
  /** GCJ-02. */
  at: Point | null
  /** Whose middle `at` is, where it is not a place that the resident pointed at. */
  nearName: string | null
  address: string
  photos: Photo[]
  /** What was said instead of written. */
  recording: Recording | null
  name: string
  phone: string
  mayCall: boolean
  deputyId: string | null
  stationId: string | null
  constituencyId: string | null
  isSideUnsure: boolean
  wentOnDespite: OutOfScope | null
  /** Others may learn that somebody reported it; asked on the last step. */
  mayOffer: boolean
}

export const emptyDraft: ReportDraft = {
  step: 'matter',
  text: '',
  topic: null,
  at: null,
  nearName: null,
  address: '',
  photos: [],
  recording: null,
  name: '',
  phone: '',
  mayCall: false,
  deputyId: null,
  stationId: null,
  constituencyId: null,
  isSideUnsure: false,
  wentOnDespite: null,
  mayOffer: false,
}

/** Whether anything in it was written rather than brought along. */
export const hasContent = ({ text, address, photos, recording, at }: ReportDraft) =>
  Boolean(text.trim() || address.trim() || photos.length > 0 || recording || at)

export function toInput(draft: ReportDraft, requestId: string): Input<'concern.submit'> {
  return {
    requestId,
    text: draft.text,
    topic: draft.topic,
    place: { at: draft.at, address: draft.address },
    photoIds: draft.photos.map(({ id }) => id),
    recordingId: draft.recording?.id ?? null,
    contact: { name: draft.name, phone: draft.phone, mayCall: draft.mayCall },
    deputyId: draft.deputyId,
    stationId: draft.stationId,
    constituencyId: draft.constituencyId,
    mayOffer: draft.mayOffer,
    // What was said about an earlier wording no longer counts.
    wentOnDespite: draft.wentOnDespite === scopeOf(draft.text) ? draft.wentOnDespite : null,
  }
}

const pathsOf = {
  matter: ['text', 'recordingId', 'topic', 'wentOnDespite'],
  place: ['place', 'photoIds', 'deputyId', 'stationId', 'constituencyId'],
  contact: ['contact'],
  check: [''],
} satisfies Record<Step, string[]>

/** Which step asks for a field. */
export function stepOf(path: string): Step {
  return steps.find((step) => pathsOf[step].some((start) => path === start || path.startsWith(`${start}.`))) ?? 'check'
}

/** What the contract would refuse, by field: the same rules that the cloud checks. One rule a field. */
export function errorsIn(draft: ReportDraft, requestId: string): FieldError[] {
  const { success, issues } = v.safeParse(submitConcern.input, toInput(draft, requestId))
  if (success) return []
  const errors = issues.map((issue) => ({ path: v.getDotPath(issue) ?? '', rule: issue.message }))
  return errors
    .filter(({ path }, index) => errors.findIndex((error) => error.path === path) === index)
    .map((error) => (error.path === 'text' && draft.text.trim() === '' ? { ...error, rule: 'required' } : error))
}

export type Submitted = Output<'concern.submit'>

/** What each step gets. */
export interface StepProps {
  draft: ReportDraft
  change: (part: Partial<ReportDraft>) => void
  errors: readonly FieldError[]
}
