import type { Input, Output } from '../../../contract'
import { dayOf, minuteOf } from '../../../domain/calendar'
import type { NoticeAudience } from '../../../domain/notice'
import type { QuestionKind } from '../../../domain/registration'
import type { Photo } from '../../lib/photos'
import { typedMinute } from '../../ui/door/change'
import { typedInstant } from '../notice/actions'

export interface TypedQuestion {
  text: string
  kind: QuestionKind
  /** One a line. */
  options: string
  isRequired: boolean
}

/** What is typed, until it is sent. */
export interface NoticeDraft {
  stationId: string | null
  title: string
  text: string
  photos: Photo[]
  audience: NoticeAudience
  constituencyId: string | null
  isActivity: boolean
  on: string
  start: string
  end: string
  place: string
  takes: boolean
  capacity: string
  lastOn: string
  questions: TypedQuestion[]
}

export const emptyQuestion: TypedQuestion = { text: '', kind: 'text', options: '', isRequired: false }

export function draftOf(before: Output<'notice.open'> | null, stationId: string | null): NoticeDraft {
  const happening = before?.happening
  const starts = happening && new Date(happening.startsAt)
  const ends = happening && new Date(happening.endsAt)
  const registration = before?.registration
  const isUntilStart = registration?.until === happening?.startsAt
  return {
    stationId: before ? (before.station?.id ?? null) : stationId,
    title: before?.title ?? '',
    text: before?.text ?? '',
    photos: before?.photos ?? [],
    audience: before?.audience ?? (stationId ? 'station' : 'congress'),
    constituencyId: before?.constituency?.id ?? null,
    isActivity: Boolean(happening),
    on: starts ? dayOf(starts) : '',
    start: starts ? typedMinute(minuteOf(starts)) : '9:00',
    end: ends ? typedMinute(minuteOf(ends)) : '11:00',
    place: happening?.place ?? '',
    takes: before ? Boolean(registration) : true,
    capacity: registration?.capacity ? String(registration.capacity) : '',
    lastOn: registration && !isUntilStart ? dayOf(new Date(Date.parse(registration.until) - 1)) : '',
    questions: (registration?.questions ?? []).map((each) => ({ ...each, options: each.options.join('\n') })),
  }
}

/** What is no time or number is sent as one that its rule refuses. */
const instant = (on: string, at: string) => typedInstant(on, at) ?? ''
const number = (typed: string) => (typed.trim() === '' ? null : /^\s*\d+\s*$/.test(typed) ? Number(typed) : -1)
const DAY_MS = 86_400_000

/** Until the end of the last day, but not beyond the beginning. */
function lastInstant(lastOn: string, startsAt: string): string | null {
  if (lastOn.trim() === '') return null
  const day = instant(lastOn, '0:00')
  if (!day) return ''
  const end = new Date(Date.parse(day) + DAY_MS).toISOString()
  return lastOn.trim() === startsDay(startsAt) ? startsAt : end
}
const startsDay = (startsAt: string) => (startsAt ? dayOf(new Date(startsAt)) : '')

export function inputOf(draft: NoticeDraft, id: string | null): Omit<Input<'notice.save'>, 'requestId'> {
  const startsAt = instant(draft.on, draft.start)
  return {
    id,
    stationId: draft.stationId,
    title: draft.title,
    text: draft.text,
    photoIds: draft.photos.map((photo) => photo.id),
    audience: draft.audience,
    constituencyId: draft.audience === 'constituency' ? draft.constituencyId : null,
    happening: draft.isActivity ? { startsAt, endsAt: instant(draft.on, draft.end), place: draft.place, at: null } : null,
    registration:
      draft.isActivity && draft.takes
        ? {
            capacity: number(draft.capacity),
            until: lastInstant(draft.lastOn, startsAt),
            questions: draft.questions.map(({ options, ...question }) => ({
              ...question,
              options:
                question.kind === 'choice'
                  ? options
                      .split('\n')
                      .map((option) => option.trim())
                      .filter(Boolean)
                  : [],
            })),
          }
        : null,
  }
}
