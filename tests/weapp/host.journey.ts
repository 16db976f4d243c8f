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

test('the host stops private APIs until the person has agreed, once for all of them', async ({ phoneOf }) => {
  const phone = await phoneOf('oHostPrivacy')
  const at = { longitude: 116.3, latitude: 39.9 }
  await phone.answers({ privacy: 'needed', privacyWindow: { refuses: 'disagree' }, getFuzzyLocation: at, scanCode: { result: 'X' } })
  expect(await phone.wx('getPrivacySetting')).toMatchObject({ needAuthorization: true })
  expect(await phone.wx('getFuzzyLocation')).toMatchObject({ errno: 104 })
  expect(await phone.wx('scanCode')).toMatchObject({ result: 'X' })
  await phone.answers({ privacyWindow: 'agree' })
  expect(await phone.wx('requirePrivacyAuthorize')).toMatchObject({ errMsg: 'requirePrivacyAuthorize:ok' })
  expect(await phone.wx('getFuzzyLocation')).toMatchObject(at)
  expect(await phone.wx('getPrivacySetting')).toMatchObject({ needAuthorization: false })
})
