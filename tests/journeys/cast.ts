import { expect, type APIRequestContext, type Page } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { addDays, dayOf } from '../../src/domain/calendar'
import { pixel } from '../cloud/photos'
import { asked, keyOfDeputy, middleOf } from './person'

interface DemoPerson {
  person: string
  role: string
  title: string
}

const personsOf = async (request: APIRequestContext) =>
  ((await (await request.get('/demo/persons')).json()) as { persons: DemoPerson[] }).persons

/** Who works at the desk of a station of the demo, by its name. */
export const keyOfDesk = async (request: APIRequestContext, stationName: string): Promise<string> =>
  (await personsOf(request)).find(({ role, title }) => role === 'staff' && title === stationName)!.person

export const keyOfOffice = async (request: APIRequestContext): Promise<string> =>
  (await personsOf(request)).find(({ role }) => role === 'office')!.person

/** A concern about the middle of a constituency, which one deputy gets, and who deals with it. */
export async function handedIn(request: APIRequestContext, by: string, text: string, constituency: string) {
  const { at } = await middleOf(request, constituency)
  const { id, number, receipt } = await asked(
    request,
    'concern.submit',
    {
      requestId: randomUUID(),
      text,
      place: { at, address: '' },
      photoIds: [],
      recordingId: null,
      contact: { name: '', phone: '', mayCall: false },
    },
    by,
  )
  const { stationName } = (await asked(request, 'concern.mine', { limit: 100 }, by)).items.find((item) => item.id === id)!
  const deputy = receipt.deputy!
  return {
    id,
    number,
    receipt,
    deputy,
    deputyKey: await keyOfDeputy(request, deputy.name),
    deskKey: await keyOfDesk(request, stationName!),
  }
}

/** The smallest picture, for whoever has to photograph something. */
export const PICTURE = {
  name: 'signed.png',
  mimeType: 'image/png',
  buffer: pixel,
}

/** A refusal that is part of the journey stands in the browser's console, where `personWith` takes it for a fault of the page. */
export const mayBeRefused = (page: Page): Page => page.removeAllListeners('close')

/** The token of somebody with WeChat who was never here before. */
export async function newcomer(request: APIRequestContext): Promise<string> {
  const response = await request.post('/rpc/session.open', { data: { code: `demo-${randomUUID().slice(0, 13)}` } })
  expect(response.status(), await response.text()).toBe(200)
  return ((await response.json()) as { token: string }).token
}

/** The station of a desk of the demo, with its deputies: `staff-1` has somebody who receives today, `staff-2` two deputies. */
export async function stationOf(request: APIRequestContext, deskKey: 'staff-1' | 'staff-2') {
  const { title } = (await personsOf(request)).find(({ person }) => person === deskKey)!
  const { items } = await asked(request, 'station.nearby', { query: title, limit: 1 })
  const { id, name, deputies } = await asked(request, 'station.open', { id: items[0]!.id })
  const withKeys = deputies.map(async (each) => ({ id: each.id, name: each.name, key: await keyOfDeputy(request, each.name) }))
  return { id, name, deskKey, deputies: await Promise.all(withKeys) }
}
type StationOfDesk = Awaited<ReturnType<typeof stationOf>>

/** An evening on which a deputy of the station receives, announced in time, where one may be held: not on a holiday, and not on one of `notOn`. */
export async function openEvening(
  request: APIRequestContext,
  { id: stationId, deskKey }: StationOfDesk,
  deputy: StationOfDesk['deputies'][number],
  { slots, notOn }: { slots: number; notOn: readonly string[] },
): Promise<{ id: string; on: string; slots: string[] }> {
  for (let ahead = 5; ; ahead += 1) {
    const on = addDays(dayOf(new Date()), ahead)
    if (notOn.includes(on)) continue
    const times = { from: 1080, to: 1080 + slots * 10, slotMinutes: 10, capacity: 1, since: on, until: on }
    const rule = { kind: 'by_hand' as const, days: [on] }
    const of = { requestId: randomUUID(), id: null, stationId, deputyIds: [deputy.id], rule, onHoliday: 'skip' as const }
    const { added } = await asked(request, 'rota.save', { ...of, ...times }, deskKey)
    if (added === 0) continue
    const { items } = await asked(request, 'reception.mine', {}, deputy.key)
    const { id } = items.find((item) => item.on === on && item.from === times.from)!
    await asked(request, 'reception.confirm', { requestId: randomUUID(), id }, deputy.key)
    const open = await asked(request, 'visit.slots', { stationId, limit: 50 })
    return { id, on, slots: open.items.find(({ receptionId }) => receptionId === id)!.slots.map(({ startsAt }) => startsAt) }
  }
}

/** The days on which somebody has a visit. */
export const daysOf = async (request: APIRequestContext, key: string): Promise<string[]> =>
  (await asked(request, 'visit.mine', { limit: 100 }, key)).items.map(({ reception }) => reception.on)
