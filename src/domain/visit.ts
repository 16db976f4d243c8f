import type { Actor } from './actor'
import { slotCount, slotStart, type ReceptionTimes } from './reception'

/** The states of a visit (预约). The first three are open: somebody still comes, or hopes to. */
export const visitStates = [
  /** 候补: on the waiting list. */
  'waiting',
  /** A place became free and is held for this visitor, who has to say yes. */
  'offered',
  'booked',
  /** Checked in, or walked in. */
  'arrived',
  'received',
  /** 未到: the visitor did not come. */
  'missed',
  /** The deputy was not there. */
  'unmet',
  'cancelled',
  /** The station closed the reception. */
  'closed',
  /** The offer was not taken in time, or the day came and no place had become free. */
  'lapsed',
] as const
export type VisitState = (typeof visitStates)[number]

/** States that count as the one booking of a day. */
export const openVisitStates = ['waiting', 'offered', 'booked', 'arrived'] as const satisfies readonly VisitState[]
/** States in which a place is taken: a row of these has a seat, any other has none. */
export const seatedStates = ['offered', 'booked', 'arrived', 'received', 'missed', 'unmet'] as const satisfies readonly VisitState[]

export const visitRelations = ['visitor', 'receiver', 'desk', 'office'] as const
export type VisitRelation = (typeof visitRelations)[number]

/** What help is needed: told to the desk and the receiver only. */
export const visitNeeds = ['wheelchair', 'interpreter', 'sign_language'] as const
export type VisitNeed = (typeof visitNeeds)[number]

interface VisitStep {
  from: readonly VisitState[]
  by: readonly VisitRelation[]
  /** Absent where the state stays. */
  to?: VisitState
}

/** The life of a visit: who may do what when, and what it leads to. */
export const visitSteps = {
  /** 确认候补: takes the place that was offered. */
  accept: { from: ['offered'], by: ['visitor'], to: 'booked' },
  /** 改约: also after the station closed the day, so that nothing has to be written again. */
  reschedule: { from: ['booked', 'closed'], by: ['visitor', 'desk'], to: 'booked' },
  /** 取消 a booking, an offer or a place on the waiting list. */
  cancel: { from: ['waiting', 'offered', 'booked'], by: ['visitor', 'desk'], to: 'cancelled' },
  /** 签到: may come late from a phone that was offline, after the desk took the visitor for missing. */
  checkIn: { from: ['booked', 'arrived', 'missed'], by: ['desk'], to: 'arrived' },
  missVisitor: { from: ['booked'], by: ['receiver', 'desk'], to: 'missed' },
  /** The visitor may say so even unchecked: a closed station has nobody who checks in. */
  missDeputy: { from: ['booked', 'arrived'], by: ['visitor', 'desk'], to: 'unmet' },
  /** 接待记录: what was said and promised; may be put right afterwards. */
  minutes: { from: ['arrived', 'received'], by: ['receiver', 'desk'], to: 'received' },
  /** 转为诉求: proposes a concern, which is none until the visitor confirms it. */
  toConcern: { from: ['received'], by: ['receiver', 'desk'] },
  confirmConcern: { from: ['received'], by: ['visitor'] },
} as const satisfies Record<string, VisitStep>
export type VisitStepName = keyof typeof visitSteps
export const visitStepNames = Object.keys(visitSteps) as VisitStepName[]

export interface VisitParties {
  /** Null where somebody walked in. */
  visitorId: string | null
  deputyId: string
  stationId: string
}

/** Everything the actor is to a visit; none means that for them it does not exist. */
export function visitRelationsOf(actor: Actor, { visitorId, deputyId, stationId }: VisitParties): VisitRelation[] {
  return visitRelations.filter(
    (relation) =>
      (relation === 'visitor' && visitorId !== null && visitorId === actor.personId) ||
      (relation === 'receiver' && actor.deputyIds.includes(deputyId)) ||
      (relation === 'desk' && actor.stationIds.includes(stationId)) ||
      (relation === 'office' && actor.isOffice),
  )
}

/** What else decides whether a step may be taken now. */
export interface VisitFacts {
  state: VisitState
  /** Its slot has begun, with the grace that the congress gives. */
  isDue: boolean
  /** Before the times until which a booking may be given back or changed; always where the station moved it. */
  mayCancel: boolean
  mayReschedule: boolean
  hasVisitor: boolean
  hasProposal: boolean
  hasConcern: boolean
}

/** Whether a step may be taken by somebody who stands in these relations to the visit. */
export function mayTakeVisit(step: VisitStepName, by: readonly VisitRelation[], facts: VisitFacts): boolean {
  const rule: VisitStep = visitSteps[step]
  if (!rule.from.includes(facts.state) || !rule.by.some((relation) => by.includes(relation))) return false
  switch (step) {
    case 'cancel':
      return facts.state !== 'booked' || facts.mayCancel
    case 'reschedule':
      return facts.state === 'closed' || facts.mayReschedule
    case 'missVisitor':
    case 'missDeputy':
      return facts.isDue
    case 'toConcern':
      return facts.hasVisitor && !facts.hasConcern
    case 'confirmConcern':
      return facts.hasProposal && !facts.hasConcern
    default:
      return true
  }
}

/** The steps that a person may take now, for the buttons of a screen. */
export function visitStepsFor(by: readonly VisitRelation[], facts: VisitFacts): VisitStepName[] {
  return visitStepNames.filter((step) => mayTakeVisit(step, by, facts))
}

/** Settings of a congress for visits. */
export interface VisitSettings {
  /** How long before a slot it may still be booked. */
  noticeMinutes: number
  /** How long before a slot it may still be given back. */
  cancelNoticeMinutes: number
  /** How long before a slot it may still be changed for another. */
  rescheduleNoticeMinutes: number
  horizonDays: number
  /** How long a place that became free is held for who waits. */
  offerMinutes: number
  /** Hours before a slot at which the visitor is reminded. */
  reminderHours: number[]
  /** Days ahead by which a reception is announced with names (公示). */
  announceDays: number
  /** Minutes after a slot began from which either side may be called missing. */
  graceMinutes: number
  /** Open bookings that one person may have at once. */
  openVisitsMax: number
}

/** Where a congress says nothing else. */
export const visitDefaults: VisitSettings = {
  noticeMinutes: 120,
  cancelNoticeMinutes: 60,
  rescheduleNoticeMinutes: 120,
  horizonDays: 90,
  offerMinutes: 120,
  reminderHours: [48, 2],
  announceDays: 3,
  graceMinutes: 10,
  openVisitsMax: 5,
}

export interface Seat {
  slot: number
  /** From 1 to the slot's capacity. */
  seat: number
}

/** The places of a reception that nobody has and that may still be given away, the earliest first. */
export function freeSeats(times: ReceptionTimes, taken: readonly Seat[], now: Date, noticeMinutes: number): Seat[] {
  const gone = new Set(taken.map(({ slot, seat }) => `${slot} ${seat}`))
  const free: Seat[] = []
  for (let slot = 0; slot < slotCount(times); slot += 1) {
    if (!isBookable(slotStart(times, slot), now, noticeMinutes)) continue
    for (let seat = 1; seat <= times.capacity; seat += 1) if (!gone.has(`${slot} ${seat}`)) free.push({ slot, seat })
  }
  return free
}

export function isBookable(startsAt: Date, now: Date, noticeMinutes: number): boolean {
  return startsAt.getTime() - now.getTime() >= noticeMinutes * 60_000
}

/** Somebody on a waiting list, in its order; `slot` null takes any. */
export interface Waiting {
  id: string
  slot: number | null
}

/** 候补递补: who is offered which place. Who waited longest chooses first; a place that nobody before wants goes to who does. */
export function moveUpInto(free: readonly Seat[], waiting: readonly Waiting[]): { id: string; seat: Seat }[] {
  const left = [...free]
  return waiting.flatMap(({ id, slot }) => {
    const at = left.findIndex((seat) => slot === null || seat.slot === slot)
    return at === -1 ? [] : [{ id, seat: left.splice(at, 1)[0]! }]
  })
}

/** An offer ends after the time it is held, or when its slot begins. */
export function offerEnds(now: Date, startsAt: Date, offerMinutes: number): Date {
  return new Date(Math.min(now.getTime() + offerMinutes * 60_000, startsAt.getTime()))
}

/** The instants of reminders that still lie ahead. */
export function remindersOf(startsAt: Date, now: Date, reminderHours: readonly number[]): Date[] {
  return reminderHours
    .map((hours) => new Date(startsAt.getTime() - hours * 3_600_000))
    .filter((at) => at.getTime() > now.getTime())
    .sort((a, b) => a.getTime() - b.getTime())
}

/** Somebody who is there; `startsAt` is null for who walked in. */
export interface Queued {
  startsAt: Date | null
  arrivedAt: Date
}

/**
 * The order at the door. A booking whose time has come and who was there by then goes first, in the order of the slots;
 * then who came late or walked in, in the order of arrival; then who is early, whose time others may use meanwhile.
 */
export function inQueueOrder<Q extends Queued>(queue: readonly Q[], now: Date, graceMinutes: number): Q[] {
  const rank = ({ startsAt, arrivedAt }: Queued): [number, number] => {
    if (startsAt === null || arrivedAt.getTime() > startsAt.getTime() + graceMinutes * 60_000) return [1, arrivedAt.getTime()]
    return [startsAt.getTime() <= now.getTime() ? 0 : 2, startsAt.getTime()]
  }
  return [...queue].sort((a, b) => {
    const [[groupA, timeA], [groupB, timeB]] = [rank(a), rank(b)]
    return groupA - groupB || timeA - timeB || a.arrivedAt.getTime() - b.arrivedAt.getTime()
  })
}

/** The settings of a congress that says only what it has otherwise. */
export const visitSettingsOf = (said: Partial<VisitSettings> | undefined): VisitSettings => ({ ...visitDefaults, ...said })
