import type { Actor } from './actor'
import { addDays, type Day } from './calendar'

/** A reception day of one deputy: on the rota, confirmed and so announced with the name, or closed. */
export const receptionStates = ['planned', 'confirmed', 'closed'] as const
export type ReceptionState = (typeof receptionStates)[number]

/** What an actor is to a reception. */
export const receptionRelations = ['receiver', 'successor', 'desk', 'office'] as const
export type ReceptionRelation = (typeof receptionRelations)[number]

interface ReceptionStep {
  from: readonly ReceptionState[]
  by: readonly ReceptionRelation[]
  to?: ReceptionState
}

export const receptionSteps = {
  /** 确认: makes the day public with the deputy's name. The desk may, for a deputy who said so by phone. */
  confirm: { from: ['planned'], by: ['receiver', 'desk'], to: 'confirmed' },
  /** 换班: asks another deputy of the station to take over. */
  swap: { from: ['planned', 'confirmed'], by: ['receiver'] },
  /** 接班: the deputy who was asked says yes or no. */
  takeOver: { from: ['planned', 'confirmed'], by: ['successor'] },
  /** 改期 */
  move: { from: ['planned', 'confirmed'], by: ['desk', 'office'] },
  /** 取消接待 */
  close: { from: ['planned', 'confirmed'], by: ['desk', 'office'], to: 'closed' },
} as const satisfies Record<string, ReceptionStep>
export type ReceptionStepName = keyof typeof receptionSteps
export const receptionStepNames = Object.keys(receptionSteps) as ReceptionStepName[]

export interface ReceptionParties {
  deputyId: string
  /** Who was asked to take over. */
  successorId: string | null
  stationId: string
}

/** Everything the actor is to a reception; a stranger sees what is announced and nothing else. */
export function receptionRelationsOf(actor: Actor, { deputyId, successorId, stationId }: ReceptionParties): ReceptionRelation[] {
  return receptionRelations.filter(
    (relation) =>
      (relation === 'receiver' && actor.deputyIds.includes(deputyId)) ||
      (relation === 'successor' && successorId !== null && actor.deputyIds.includes(successorId)) ||
      (relation === 'desk' && actor.stationIds.includes(stationId)) ||
      (relation === 'office' && actor.isOffice),
  )
}

/** What else decides: what is over stays as it was. */
export interface ReceptionFacts {
  state: ReceptionState
  isOver: boolean
}

export function mayTakeReception(step: ReceptionStepName, by: readonly ReceptionRelation[], { state, isOver }: ReceptionFacts): boolean {
  const rule: ReceptionStep = receptionSteps[step]
  return !isOver && rule.from.includes(state) && rule.by.some((relation) => by.includes(relation))
}

export function receptionStepsFor(by: readonly ReceptionRelation[], facts: ReceptionFacts): ReceptionStepName[] {
  return receptionStepNames.filter((step) => mayTakeReception(step, by, facts))
}

/** When and how residents are received: minutes since midnight Asia/Shanghai, slots of `slotMinutes` with `capacity` places each. */
export interface ReceptionTimes {
  on: Day
  from: number
  to: number
  slotMinutes: number
  capacity: number
}

/** How many whole slots a reception has. */
export function slotCount({ from, to, slotMinutes }: Pick<ReceptionTimes, 'from' | 'to' | 'slotMinutes'>): number {
  return Math.max(0, Math.floor((to - from) / slotMinutes))
}

/** The instant at which a minute of a day in Asia/Shanghai falls. */
export function instantOf(on: Day, minute: number): Date {
  return new Date(Date.parse(`${on}T00:00:00+08:00`) + minute * 60_000)
}

/** When a slot begins; slots are counted from 0, so that they follow a reception that is moved. */
export function slotStart({ on, from, slotMinutes }: Pick<ReceptionTimes, 'on' | 'from' | 'slotMinutes'>, slot: number): Date {
  return instantOf(on, from + slot * slotMinutes)
}

/** The slot that begins at an instant; null where none does. */
export function slotAt(times: ReceptionTimes, startsAt: Date): number | null {
  const slot = (startsAt.getTime() - slotStart(times, 0).getTime()) / (times.slotMinutes * 60_000)
  return Number.isInteger(slot) && slot >= 0 && slot < slotCount(times) ? slot : null
}

/** The first day that may still be announced in time with names (公示): rules of the field say three days ahead. */
export function firstAnnounceable(today: Day, announceDays: number): Day {
  return addDays(today, announceDays)
}

/** Whether two receptions would have one deputy in two places. */
export function overlaps(a: Pick<ReceptionTimes, 'on' | 'from' | 'to'>, b: Pick<ReceptionTimes, 'on' | 'from' | 'to'>): boolean {
  return a.on === b.on && a.from < b.to && b.from < a.to
}
