import { randomUUID } from 'node:crypto'
import { expect, test, type Page } from '@playwright/test'
import jsqr from 'jsqr'
import { asked, personWith, shown } from './person'
import { stationOf } from './cast'

/** A3, in points of the paper: 297 by 420 mm. */
const A3 = { width: (297 / 25.4) * 72, height: (420 / 25.4) * 72 }
/** A3 within its margins of 15 mm, in CSS pixels. */
const INSIDE = { width: Math.floor((267 / 25.4) * 96), height: Math.floor((390 / 25.4) * 96) }

/** What a camera reads in a picture. */
async function readCode(page: Page, png: Buffer): Promise<string | undefined> {
  const { width, points } = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const canvas = new OffscreenCanvas(picture.width, picture.height)
    const context = canvas.getContext('2d')!
    context.drawImage(picture, 0, 0)
    const { data } = context.getImageData(0, 0, picture.width, picture.height)
    // As one string: six million numbers, each by itself, take half a minute to come over.
    return { width: picture.width, points: Array.from(data, (level) => String.fromCharCode(level)).join('') }
  }, png.toString('base64'))
  return jsqr(Uint8ClampedArray.from(Buffer.from(points, 'latin1')), width, points.length / 4 / width)?.data
}

/** As many as the poster names. */
const DEPUTIES = 20

test('the poster of a station with twenty deputies prints on one page of A3, to its last line, and its code is read from it', async ({
  browser,
  request,
}) => {
  const station = await stationOf(request, 'staff-2')
  const { shortCode, hours, phone, deputies } = await asked(request, 'station.open', { id: station.id })
  const { items } = await asked(request, 'deputy.search', { limit: DEPUTIES })
  const own = deputies.map(({ id }) => id)
  const many = [...new Set([...own, ...items.map(({ id }) => id)])].slice(0, DEPUTIES)
  expect(many).toHaveLength(DEPUTIES)
  const enlist = (deputyIds: string[]) =>
    asked(request, 'station.edit', { requestId: randomUUID(), id: station.id, hours, phone, deputyIds }, station.deskKey)
  await enlist(many)
  const page = await personWith(browser, station.deskKey)
  try {
    await page.goto(`/#/station/poster/index?stationId=${station.id}`)
    await expect(shown(page).getByRole('button', { name: '打印或存为PDF' })).toBeVisible()
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page(?!s)/g)).toHaveLength(1)
    const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf)!.map(Number)
    expect(Math.abs(width! - A3.width)).toBeLessThan(2)
    expect(Math.abs(height! - A3.height)).toBeLessThan(2)

    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize(INSIDE)
    const paper = await page.screenshot({ path: test.info().outputPath('poster.png'), scale: 'css' })
    expect(await readCode(page, paper)).toContain(shortCode)
    // A page of Taro's is as high as its window: what is lower than the paper is not printed.
    const last = (await shown(page).getByText('没有您的同意不会给代表看').boundingBox())!
    expect(last.y + last.height).toBeLessThan(INSIDE.height)
  } finally {
    await enlist(own)
  }
  await page.close()
})
