import * as v from 'valibot'
import { receptionRelations, receptionStates, receptionStepNames } from '../domain/reception'
import { day, id, minute, requestId, text } from './field'
import { change, query } from './operation'

const named = v.object({ id, name: v.string() })

/** A reception as its deputy, its desk and the office see it. */
export const receptionView = v.object({
  id,
  state: v.picklist(receptionStates),
  relations: v.array(v.picklist(receptionRelations)),
  steps: v.array(v.picklist(receptionStepNames)),
  on: day,
  from: minute,
  to: minute,
  slotMinutes: v.number(),
  /** Places in each slot. */
  capacity: v.number(),
  station: named,
  deputy: named,
  /** Who was asked to take over. */
  successor: v.nullable(named),
  /** Planned, and too late to be announced in time. */
  isLate: v.boolean(),
  /** Past the published working-day calendar. */
  isProvisional: v.boolean(),
  /** Places that are taken or held, and people on the waiting list. */
  taken: v.number(),
  waiting: v.number(),
  /** Why it was closed or moved. */
  reason: v.nullable(v.string()),
})

/** NOT_FOUND: absent or not yours. CONFLICT: not in a state that allows it, too late to be announced, or the deputy receives elsewhere then. */
type OfReception = v.GenericSchema<unknown, { requestId: string; id: string }>
const step = <I extends OfReception>(summary: string, input: I) =>
  change({ summary, by: 'person', input, output: v.nullable(receptionView), errors: ['NOT_FOUND', 'CONFLICT'] })
const ofReception = { requestId, id }
const reason = text(2, 200)

/** 我的接待 */
export const myReceptions = query({
  summary:
    "A deputy's own coming receptions, those that they are asked to take over, and those of the last days at which a visitor is neither received nor missed",
  by: 'deputy',
  input: v.strictObject({}),
  output: v.object({ items: v.array(receptionView), unfinished: v.array(receptionView) }),
  errors: [],
})

export const confirmReception = step('确认: the day becomes public with the name', v.strictObject(ofReception))
export const swapReception = step(
  '换班: asks another deputy of the station to take over; the day stays with the asker until then',
  v.strictObject({ ...ofReception, deputyId: id }),
)
export const takeOverReception = step(
  '接班: the deputy who was asked says yes or no',
  v.strictObject({ ...ofReception, accepts: v.boolean('boolean') }),
)
export const moveReception = step(
  '改期: bookings move with it, and who had booked is told and may change or cancel at any time',
  v.strictObject({ ...ofReception, on: day, from: minute, reason }),
)
export const closeReception = step(
  '取消接待: who had booked is told and may book again in two taps',
  v.strictObject({ ...ofReception, reason }),
)
