import type { APIRequestContext, Page } from '@playwright/test'
import { randomUUID } from 'node:crypto'
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
  buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
}

/** A refusal that is part of the journey stands in the browser's console, where `personWith` takes it for a fault of the page. */
export const mayBeRefused = (page: Page): Page => page.removeAllListeners('close')
