import { addDays, dayOf } from '../../src/domain/calendar'
import { instantOf } from '../../src/domain/reception'
import { expect, test, type Phone, type Town } from './weapp'

const CODE = /^[2-9A-HJ-NP-Z]{3} [2-9A-HJ-NP-Z]{3}$/
const seconds = (at: Date) => Math.round(at.getTime() / 1000)

/** A reception of next week for which nobody has booked, and where it is. */
const quietReception = ({ context: { db } }: Town) =>
  db
    .selectFrom('receptions')
    .innerJoin('stations', 'stations.id', 'receptions.station_id')
    .innerJoin('deputies', 'deputies.id', 'receptions.deputy_id')
    .where('receptions.state', '=', 'confirmed')
    .where('on_day', '>', addDays(dayOf(new Date()), 5))
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('visits').whereRef('reception_id', '=', 'receptions.id').select('id'))))
    .select(['receptions.id', 'station_id', 'on_day', 'from_minute', 'slot_minutes', 'stations.name as station', 'address'])
    .select('deputies.name as deputy')
    .orderBy('on_day')
    .executeTakeFirstOrThrow()

const added = async (phone: Phone) =>
  (await phone.log()).calls.filter(({ name }) => name === 'addPhoneCalendar').map(({ options }) => options)

test('a resident books a visit in the built mini-program, gets the code, puts it into the calendar, and cancels', async ({
  town,
  phoneOf,
}) => {
  const reception = await quietReception(town)
  const phone = await phoneOf('oResidentWhoBooks', `/resident/book/index?stationId=${reception.station_id}`)
  await phone.agree()
  await phone.answers({ requestSubscribeMessage: 'accept', addPhoneCalendar: {} })
  const { page, top } = phone
  const day = top
    .locator('.lx-card')
    .filter({ hasText: `${reception.deputy}代表` })
    .first()
  await expect(day).toBeVisible()
  if ((await day.getByRole('radio').count()) === 0) await day.tap()
  await day.getByRole('radio').first().tap()
  await expect(page.getByRole('heading', { name: '想谈什么？' })).toBeVisible()
  await page.getByRole('textbox', { name: '想谈的事' }).fill('想问问社区食堂什么时候开门')
  await page.getByRole('button', { name: '确认预约' }).tap()
  await expect(top.getByText('已约好')).toBeVisible()
  await expect(top.getByText(CODE)).toBeVisible()
  const visit = await town.context.db
    .selectFrom('visits')
    .innerJoin('persons', 'persons.id', 'visitor_id')
    .innerJoin('receptions', 'receptions.id', 'reception_id')
    .where('openid', '=', 'oResidentWhoBooks')
    .select(['visits.state', 'visits.code', 'slot', 'on_day', 'from_minute', 'slot_minutes', 'station_id'])
    .executeTakeFirstOrThrow()
  expect(visit).toMatchObject({ state: 'booked', station_id: reception.station_id })
  expect((await top.getByText(CODE).innerText()).replace(' ', '')).toBe(visit.code)

  await page.getByRole('button', { name: '加到日历' }).tap()
  await expect(top.getByText('已加到日历。')).toBeVisible()
  const startsAt = instantOf(visit.on_day, visit.from_minute + visit.slot! * visit.slot_minutes)
  const [entry] = await added(phone)
  expect(entry).toMatchObject({
    title: `${reception.deputy}代表`,
    startTime: seconds(startsAt),
    endTime: String(seconds(startsAt) + visit.slot_minutes * 60),
    location: `${reception.station}，${reception.address}`,
  })
  expect(JSON.stringify(entry)).not.toContain('社区食堂')

  await page.getByRole('button', { name: '取消预约' }).tap()
  await page.getByRole('button', { name: '确定取消' }).tap()
  await expect(top.getByText('已取消').first()).toBeVisible()
  await expect(top.getByText(CODE)).toHaveCount(0)
  await expect(page.getByRole('button', { name: '加到日历' })).toHaveCount(0)
})
