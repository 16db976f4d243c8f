import { expect, type APIRequestContext, type Browser, type Page } from '@playwright/test'
import gcoord from 'gcoord'
import type { Input, OperationName, Output } from '../../src/contract'

/** A person of the demo with a phone of their own. `at`: where they stand, GCJ-02. `bears`: what of the console is part of the journey. */
export async function personWith(browser: Browser, key: string, at?: { lon: number; lat: number }, bears?: RegExp): Promise<Page> {
  const gps = at && gcoord.transform([at.lon, at.lat], gcoord.GCJ02, gcoord.WGS84)
  const context = await browser.newContext({
    ...(gps && { geolocation: { longitude: gps[0], latitude: gps[1] }, permissions: ['geolocation'] }),
  })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    // The links of Taro's tab bar have a `javascript:` address, which the content security policy stops; the tap itself works.
    if (message.type() === 'error' && !message.text().startsWith('Running the JavaScript URL violates') && !bears?.test(message.text()))
      faults.push(`${message.text()} ${message.location().url}`)
  })
  page.on('close', () => expect(faults).toEqual([]))
  await page.goto(`/?as=${key}`)
  await expect(page.getByText('演示：您现在是')).toBeVisible()
  return page
}

/** What the server says to somebody, for setting up a journey and for looking at what it led to. */
export async function asked<N extends OperationName>(
  request: APIRequestContext,
  operation: N,
  input: Input<N>,
  key?: string,
): Promise<Output<N>> {
  if (!key) return askedWith(request, operation, input)
  const signIn = await request.post('/demo/sign-in', { data: { person: key } })
  return askedWith(request, operation, input, ((await signIn.json()) as { token: string }).token)
}

/** The same with the token of somebody who is not of the demo. */
export async function askedWith<N extends OperationName>(
  request: APIRequestContext,
  operation: N,
  input: Input<N>,
  token?: string,
): Promise<Output<N>> {
  const response = await request.post(`/rpc/${operation}`, { data: input, headers: token ? { authorization: `Bearer ${token}` } : {} })
  expect(response.status(), await response.text()).toBe(200)
  return (await response.json()) as Output<N>
}

/** The demo person who is a deputy of this name. */
export async function keyOfDeputy(request: APIRequestContext, name: string): Promise<string> {
  const { persons } = (await (await request.get('/demo/persons')).json()) as { persons: { person: string; name: string; role: string }[] }
  return persons.find((person) => person.role === 'deputy' && person.name === name)!.person
}

/** The middle of a constituency of the demo. */
export async function middleOf(request: APIRequestContext, code: string) {
  const { items } = await asked(request, 'constituency.list', {})
  const { name, lines } = items.find((item) => item.code === code)!
  const ring = lines[0]![0]!.slice(0, -1)
  const mean = (axis: 0 | 1) => ring.reduce((sum, corner) => sum + corner[axis], 0) / ring.length
  return { name, at: { lon: mean(0), lat: mean(1) } }
}

export const tab = (page: Page, name: string) => page.locator('.weui-tabbar__item, .taro-tabbar__tabbar a').filter({ hasText: name })

/** The page on top; Taro keeps the ones below it in the document. */
export const shown = (page: Page) => page.locator('.taro_page:visible').last()

/** What the person may do with the case on the screen. */
export const actions = (page: Page) => shown(page).locator('#case-actions')
