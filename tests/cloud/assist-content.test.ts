import { randomUUID } from 'node:crypto'
import { pixel } from './photos'
import { granted, inWest, refusal, type Town } from './town'
import { openWechatTown, type WechatTown } from './wechat-town'

let of: WechatTown
beforeEach(async () => {
  of = await openWechatTown()
})
afterEach(() => of.close())

const token = (who: keyof Town['token']) => of.town.token[who]
async function filed() {
  const photo = await granted(of.context, 'photo.add', { requestId: randomUUID(), base64: pixel.toString('base64') }, token('hallDesk'))
  return granted(
    of.context,
    'concern.file',
    {
      requestId: randomUUID(),
      stationId: of.town.hall,
      entry: 'walk_in',
      text: '楼道的灯坏了，晚上上楼看不见。',
      topic: 'lamps',
      place: { at: inWest, address: '' },
      contact: { name: '欧阳阿婆', phone: '', mayCall: false },
      consent: { kind: 'paper', photoIds: [photo.id] },
    },
    token('hallDesk'),
  )
}
const seenByWang = (id: string) => refusal(of.context, 'concern.open', { id }, token('wang'))

describe('what a clerk files for somebody whom WeChat does not know', () => {
  test('is asked about as the clerk’s own, and is with the deputy at once', async () => {
    const { id } = await filed()
    const seen = await granted(of.context, 'concern.open', { id }, token('wang'))
    expect(seen).toMatchObject({ state: 'assigned', held: null })
    const { items } = await granted(of.context, 'notification.mine', {}, token('wang'))
    expect(items.map(({ kind }) => kind)).toEqual(['concern_received'])
  })

  test('that WeChat finds risky waits all the same, and that it is kept back is told to the clerk, or to who has claimed it', async () => {
    of.standIn.judge('楼道', 'risky')
    const first = await filed()
    const second = await filed()
    expect(await seenByWang(first.id)).toBe('NOT_FOUND')
    await granted(
      of.context,
      'concern.claim',
      { requestId: randomUUID(), number: second.number, code: second.claimCode! },
      token('neighbour'),
    )
    for (const { id } of [first, second])
      await granted(
        of.context,
        'content.decide',
        { requestId: randomUUID(), id, decision: 'keep_back', reason: '写了邻居的姓名' },
        token('office'),
      )
    const told = async (who: keyof Town['token']) =>
      (await granted(of.context, 'notification.mine', {}, token(who))).items.flatMap(({ kind, concern }) =>
        kind === 'content_kept_back' ? (concern?.id ?? []) : [],
      )
    expect(await told('hallDesk')).toEqual([first.id])
    expect(await told('neighbour')).toEqual([second.id])
  })
})
