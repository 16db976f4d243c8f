import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { Input } from '../../src/contract'
import { addDays, dayOf } from '../../src/domain/calendar'
import { call, Refused } from '../../src/client/lib/call'
import { checkIn, sendCheckIns, walkIn } from '../../src/client/lib/check-ins'
import { StationDay } from '../../src/client/station/today/day'
import type { ReceptionView } from '../../src/client/ui/door/card'
import { CheckIn } from '../../src/client/ui/door/check-in'
import { Slots, type Reception } from '../../src/client/ui/visit-slots'
import { render, type Shown } from './component/render'

jest.mock('../../src/client/lib/call', () => ({
  ...jest.requireActual<object>('../../src/client/lib/call'),
  call: jest.fn(),
}))
const answers = (code: Refused['code']) => jest.mocked(call).mockRejectedValue(new Refused(code))

let shown: Shown
afterEach(() => shown.close())

const show = (element: React.ReactElement, client = new QueryClient()) =>
  render(<QueryClientProvider client={client}>{element}</QueryClientProvider>)

describe('walk-ins without a network that are refused afterwards', () => {
  const visitor = (about: string): Omit<Input<'visit.walkIn'>, 'requestId' | 'at'> => ({
    receptionId: 'r1',
    topic: null,
    about,
    people: 1,
    needs: [],
  })

  it('say each whose it is, and are dismissed one by one', async () => {
    answers('OFFLINE')
    await walkIn(visitor('养老金'))
    await walkIn(visitor('路灯'))
    answers('CONFLICT')
    await sendCheckIns()
    shown = await show(<CheckIn isNext />)
    const dismissals = () => shown.all('button').flatMap(({ label }) => (label?.startsWith('知道了') ? [label] : []))
    expect(dismissals()).toEqual([expect.stringMatching(/到，养老金$/), expect.stringMatching(/到，路灯$/)])
    await shown.tap('button', '养老金')
    expect(dismissals()).toEqual([expect.stringMatching(/到，路灯$/)])
    expect(shown.all('alert').map(({ words }) => words)).toEqual([expect.stringContaining('路灯')])
    await shown.tap('button', '路灯')
    expect(shown.all('alert')).toEqual([])
  })
})

test('what was kept without a network is sent when the app starts, on whatever page', async () => {
  answers('OFFLINE')
  await checkIn('QRSTUV')
  await jest.isolateModulesAsync(async () => {
    const { call: sent } = await import('../../src/client/lib/call')
    jest.mocked(sent).mockRejectedValue(new Refused('OFFLINE'))
    await import('../../src/client/app')
    expect(sent).toHaveBeenCalledWith('visit.checkIn', expect.objectContaining({ code: 'QRSTUV' }))
  })
  // By somebody who is not of the desk: kept for who is.
  answers('FORBIDDEN')
  await sendCheckIns()
  jest.mocked(call).mockClear()
  answers('NOT_FOUND')
  await sendCheckIns()
  expect(call).toHaveBeenCalledTimes(1)
})

describe('the slots of a reception', () => {
  const reception = (state: Reception['slots'][number]['state']): Reception => ({
    receptionId: 'r1',
    on: '2026-12-03',
    from: 540,
    to: 560,
    deputy: { id: 'd1', name: '王敏' },
    station: { id: 's1', name: '望月湾联络站', address: '望月路1号', at: { lon: 112.9, lat: 28.2 } },
    distanceM: null,
    slotMinutes: 20,
    slots: [{ startsAt: '2026-12-03T01:00:00.000Z', free: 0, state }],
    free: 0,
    waiting: 0,
  })
  const showSlots = (one: Reception) => show(<Slots receptions={[one]} onChoose={() => {}} onNone={() => {}} />)

  test('where it is about to begin they say to come, and not that it is full', async () => {
    shown = await showSlots(reception('over'))
    expect(shown.words()).toContain('可以直接来，现场登记')
    expect(shown.words()).not.toContain('已约满')
    expect(shown.all('button')).toEqual([])
  })

  test('where it is full one may wait', async () => {
    shown = await showSlots(reception('full'))
    expect(shown.words()).toContain('已约满')
    expect(shown.all('button').map(({ words }) => words)).toEqual(['排候补'])
  })
})

describe('the one filled button of 今天的接待', () => {
  const today = dayOf(new Date())
  const reception = (on: string, state: ReceptionView['state']): ReceptionView => ({
    id: `${on} ${state}`,
    state,
    relations: ['desk'],
    steps: state === 'planned' ? ['confirm', 'move', 'close'] : ['move', 'close'],
    on,
    from: 540,
    to: 690,
    slotMinutes: 30,
    capacity: 1,
    station: { id: 's1', name: '望月湾联络站' },
    deputy: { id: 'd1', name: '王敏' },
    successor: null,
    isLate: false,
    isProvisional: false,
    taken: 0,
    waiting: 0,
    reason: null,
  })
  const planned = [reception(addDays(today, 7), 'planned'), reception(addDays(today, 14), 'planned')]
  const showDay = (receptions: ReceptionView[], unfinished: ReceptionView[] = []) => {
    const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } })
    client.setQueryData(['rota.open', { stationId: 's1' }], { rotas: [], receptions, unfinished, deputies: [] })
    return show(<StationDay stationId="s1" />, client)
  }

  test.each([
    ['signs in who comes, while there is a reception', [reception(today, 'confirmed'), ...planned], '签到'],
    ['confirms the first that is not yet public', planned, '代表已在电话里确认'],
    ['confirms it too where that of today is called off', [reception(today, 'closed'), ...planned], '代表已在电话里确认'],
    ['plans receptions where there are none', [], '一周日历和排班'],
  ])('%s', async (_what, receptions, words) => {
    answers('OFFLINE')
    shown = await showDay(receptions)
    expect(shown.styled('lx-button-primary').map((button) => button.words)).toEqual([words])
  })

  test('what is unsent is said on a day without a reception too', async () => {
    answers('OFFLINE')
    await checkIn('abcdef')
    shown = await showDay([])
    expect(shown.words()).toContain('1条登记等待补交')
    answers('NOT_FOUND')
    await sendCheckIns()
  })

  test('a past day that is not finished comes first, and is opened and nothing else', async () => {
    answers('OFFLINE')
    shown = await showDay([], [{ ...reception(addDays(today, -1), 'confirmed'), steps: [] }])
    expect(shown.words()).toContain('还没有办完')
    expect(shown.all('button')[0]!.words).toBe('打开这一场')
    expect(shown.all('button').map(({ words }) => words)).not.toContain('改期')
  })
})
