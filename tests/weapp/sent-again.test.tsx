import { randomUUID } from 'node:crypto'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import Taro from '@tarojs/taro'
import type { ReactElement } from 'react'
import type { Input } from '../../src/contract'
import { agreementVersion } from '../../src/domain/privacy'
import { keepAgreement } from '../../src/client/lib/agreement'
import { call, Refused } from '../../src/client/lib/call'
import { useChange } from '../../src/client/lib/query'
import { keep } from '../../src/client/lib/storage'
import ReportPage from '../../src/client/resident/report'
import { emptyDraft } from '../../src/client/resident/report/draft'
import FilePage from '../../src/client/station/file'
import { Button } from '../../src/client/ui/button'
import { ErrorSummary } from '../../src/client/ui/error-summary'
import { render, type Shown } from './component/render'

jest.mock('../../src/client/lib/call', () => ({
  ...jest.requireActual<object>('../../src/client/lib/call'),
  call: jest.fn(),
}))
jest.mock('../../src/client/assets/tabs/stations-on.png', () => 'pin.png')

const done = () => Promise.resolve()
const wx = { switchTab: jest.fn(done), navigateTo: jest.fn(done), pageScrollTo: done, setNavigationBarTitle: done }
const stored = new Map<string, unknown>()
Object.assign(Taro, wx, {
  getStorageSync: (key: string) => stored.get(key),
  setStorageSync: (key: string, value: unknown) => void stored.set(key, value),
  removeStorageSync: (key: string) => void stored.delete(key),
})

type Sent = Input<'concern.submit'> & Input<'concern.file'>
/** How each sending ends; past these none is answered. */
let fates: ('lost' | 'used')[]
let sent: Sent[]
let shown: Shown

beforeEach(() => {
  sent = []
  const changes = ['concern.submit', 'concern.file', 'station.follow']
  jest.mocked(call).mockImplementation(((name: string, input: Sent) => {
    if (name === 'person.me') return Promise.resolve({ id: 'p1', name: null, roles: [{ role: 'staff', id: STATION, name: '西街联络站' }] })
    if (!changes.includes(name)) return new Promise(() => {})
    sent.push(input)
    const fate = fates.shift()
    if (fate === 'lost') return Promise.reject(new Refused('OFFLINE'))
    if (fate === 'used') return Promise.reject(new Refused('BAD_INPUT', [{ path: 'requestId', rule: 'used' }]))
    return new Promise(() => {})
  }) as never)
})
afterEach(() => shown.close())

const STATION = randomUUID()
const show = (element: ReactElement) => render(<QueryClientProvider client={new QueryClient()}>{element}</QueryClientProvider>)
const ids = () => new Set(sent.map(({ requestId }) => requestId)).size

describe('what is sent again after its answer was lost', () => {
  const Follow = () => {
    const { mutate } = useChange('station.follow')
    return (
      <>
        <Button onPress={() => mutate({ id: STATION, isFollowed: true } as never)}>关注</Button>
        <Button onPress={() => mutate({ id: STATION, isFollowed: false } as never)}>不关注</Button>
      </>
    )
  }

  it('is one request while it is the same, and another once anything in it differs', async () => {
    fates = ['lost', 'lost', 'lost']
    shown = await show(<Follow />)
    await shown.tap('button', '关注')
    await shown.tap('button', '关注')
    expect([sent.length, ids()]).toEqual([2, 1])
    await shown.tap('button', '不关注')
    expect([sent.length, ids()]).toEqual([3, 2])
  })
})

describe('a change to what had arrived after all', () => {
  const arrived = '上一次已经交上去了，刚才改的没有交。'

  it('is said wherever a form lists what is wrong', async () => {
    shown = await render(<ErrorSummary errors={[{ path: 'requestId', rule: 'used' }]} names={{}} />)
    expect(shown.words()).toContain(arrived)
  })

  it('is said to a resident, with the way to their cases, and is sent as a new one only where they say so', async () => {
    fates = ['used', 'lost']
    keepAgreement({ version: agreementVersion, agreedAt: new Date().toISOString(), requestId: randomUUID(), isSent: true })
    keep('draft.report', {
      requestId: randomUUID(),
      value: { ...emptyDraft, step: 'check', text: '西街路口的路灯坏了三个星期。', address: '西街路口' },
    })
    shown = await show(<ReportPage />)
    await shown.tap('button', '提交')
    expect(shown.words()).toContain(arrived)
    expect(shown.words()).toContain('西街路口的路灯坏了三个星期。')
    expect(shown.all('alert')).toEqual([])
    await shown.tap('button', '我的诉求')
    expect(wx.switchTab).toHaveBeenCalledWith({ url: '/tabs/cases/index' })
    expect(sent).toHaveLength(1)
    await shown.tap('button', '作为新的一件提交')
    expect([sent.length, ids()]).toEqual([2, 2])
    expect({ ...sent[1], requestId: '' }).toEqual({ ...sent[0], requestId: '' })
    expect(shown.words()).not.toContain(arrived)
    // What is new now stays one, however often it is tried.
    await shown.tap('button', '重新提交')
    expect([sent.length, ids()]).toEqual([3, 2])
  })

  it('is said to a clerk the same way', async () => {
    fates = ['used']
    keep('draft.station.file', {
      requestId: randomUUID(),
      value: {
        stationId: STATION,
        text: '楼道的灯坏了',
        name: '欧阳阿婆',
        consent: 'spoken',
        consentRecording: { id: randomUUID(), url: '/r', seconds: 7 },
      },
    })
    shown = await show(<FilePage />)
    await shown.tap('button', '念给居民听')
    await shown.tap('button', '本人同意，提交')
    expect(shown.words()).toContain(arrived)
    expect(shown.all('alert')).toEqual([])
    await shown.tap('button', '看代办的诉求')
    expect(wx.navigateTo).toHaveBeenCalledWith({ url: '/station/filed/index' })
    await shown.tap('button', '作为新的一件提交')
    expect([sent.length, ids()]).toEqual([2, 2])
    expect(sent[1]!.text).toBe('楼道的灯坏了')
  })
})
