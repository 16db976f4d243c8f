import { expect, test, type Phone } from './weapp'

/** The person presses 确定 in a window of WeChat's, and the page goes on from there: out of a tap. */
async function afterATap(phone: Phone, api: string, options: Record<string, unknown>): Promise<unknown> {
  const went = phone.page.evaluate(
    `weapp.wx('showModal', { content: '继续' }).then(() => weapp.wx(${JSON.stringify(api)}, ${JSON.stringify(options)}))`,
  )
  await phone.page.getByRole('button', { name: '确定' }).tap()
  return went
}

test('the host asks for subscriptions only out of a tap, and each template has its own answer', async ({ phoneOf }) => {
  const phone = await phoneOf('oHostSubscribes')
  await phone.answers({ requestSubscribeMessage: { answered: 'accept', asked: 'ban' } })
  const options = { tmplIds: ['answered', 'asked', 'settled'] }
  expect(await phone.wx('requestSubscribeMessage', options)).toMatchObject({ errCode: 20001 })
  expect(await afterATap(phone, 'requestSubscribeMessage', options)).toEqual({
    errMsg: 'requestSubscribeMessage:ok',
    answered: 'accept',
    asked: 'ban',
    settled: 'reject',
  })
  const many = { tmplIds: ['1', '2', '3', '4', '5', '6'] }
  expect(await afterATap(phone, 'requestSubscribeMessage', many)).toMatchObject({ errCode: 20003 })
  expect(await phone.wx('addPhoneCalendar', { title: '接待' })).toMatchObject({ errMsg: expect.stringContaining('TAP') })
})

test('a private API waits until the person has decided on our own page, and once they agreed all of them are open', async ({ phoneOf }) => {
  const phone = await phoneOf('oHostPrivacy')
  const { page } = phone
  const at = { longitude: 116.3, latitude: 39.9 }
  await phone.answers({ privacy: 'needed', agreePrivacyAuthorization: {}, getFuzzyLocation: at, scanCode: { result: 'X' } })
  expect(await phone.wx('getPrivacySetting')).toMatchObject({ needAuthorization: true })
  const first = phone.wx('getFuzzyLocation')
  await page.getByRole('button', { name: '暂不同意' }).tap()
  expect(await first).toMatchObject({ errno: 104 })
  expect(await phone.wx('scanCode')).toMatchObject({ result: 'X' })
  const second = phone.wx('getFuzzyLocation')
  await page.getByRole('button', { name: '同意并继续' }).last().tap()
  expect(await second).toMatchObject(at)
  expect(await phone.wx('getPrivacySetting')).toMatchObject({ needAuthorization: false })
})
