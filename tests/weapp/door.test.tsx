import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { Input, Output } from '../../src/contract'
import { addDays, dayOf } from '../../src/domain/calendar'
import { call, Refused } from '../../src/client/lib/call'
import { sendCheckIns, walkIn } from '../../src/client/lib/check-ins'
import { StationDay } from '../../src/client/station/today/day'
import { CheckIn } from '../../src/client/ui/door/check-in'
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

describe('the one filled button of 今天的接待', () => {
  const today = dayOf(new Date())
  type Reception = Output<'rota.open'>['receptions'][number]
  const reception = (on: string, state: Reception['state']): Reception => ({
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
  const showDay = (receptions: Reception[]) => {
    const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } })
    client.setQueryData(['rota.open', { stationId: 's1' }], { rotas: [], receptions, deputies: [] })
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
})
