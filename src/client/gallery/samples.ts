import type { Output } from '../../contract'
import type { CaseItem, CaseView } from '../ui/case/state'
import type { DeputyCardData } from '../ui/deputy-card'
import type { ReceiptData } from '../ui/receipt'
import type { StationItem } from '../ui/station-card'

/** What components are shown with; all of it invented. */
export const LONG =
  '望月湾南门到菜场的这一段路，路灯坏了三个多星期，晚上什么也看不见，上个月已经有两位老人在这里摔倒，请尽快派人来修，也请告诉我们大概什么时候能修好。'
/** No place to break it in. */
export const ONE_WORD = 'https://example.invalid/wangyuewan/luDengSunHuaiZhaoPian-2026-11-23-0001-0002-0003.jpg'
const AT = '2026-11-20T01:30:00.000Z'

export const deputies: Record<'usual' | 'long' | 'bare', DeputyCardData> = {
  usual: {
    id: 'd1',
    name: '王敏',
    photoUrl: null,
    occupation: '小学教师',
    constituency: { id: 'c8', name: '第8选区' },
    worksOn: ['路灯', '教育'],
  },
  long: {
    id: 'd2',
    name: '古丽米热·阿卜杜热合曼',
    photoUrl: null,
    occupation: '临江新城综合社会事务服务中心（第三分中心）主任',
    constituency: { id: 'c9', name: '临江新城经济技术开发区第十二选区' },
    worksOn: ['路灯', '教育', '无障碍设施', '老旧小区加装电梯', '公共交通', '垃圾分类'],
  },
  bare: { id: 'd3', name: '', photoUrl: null, occupation: null, constituency: null, worksOn: [] },
}

const reception = { on: '2026-11-30', from: 540, to: 690, deputies: [{ id: 'd1', name: '王敏' }] }
const station: StationItem = {
  id: 's1',
  kind: 'station',
  name: '望月湾社区人大代表联络站',
  address: '幸福路12号社区服务中心2楼',
  at: { lon: 119.5, lat: 29.8 },
  distanceM: 320,
  isOpen: true,
  onDuty: [{ id: 'd1', name: '王敏' }],
  nextReception: reception,
}
export const stations: Record<'open' | 'closed' | 'long', StationItem> = {
  open: station,
  closed: { ...station, id: 's2', isOpen: false, onDuty: [], distanceM: 12_400, nextReception: null },
  long: { ...station, id: 's3', kind: 'home', name: `${LONG.slice(0, 40)}人大代表之家`, address: ONE_WORD },
}

export const receipts: Record<'deputy' | 'desk', ReceiptData> = {
  deputy: {
    deputy: deputies.usual,
    station: null,
    sides: [],
    alternatives: [deputies.long],
    reasons: [
      { kind: 'constituency', constituency: { id: 'c8', name: '第8选区' } },
      { kind: 'topic', topic: { code: '01-02', name: '路灯' } },
    ],
  },
  desk: {
    deputy: null,
    station: { id: 's1', name: station.name },
    sides: [],
    alternatives: [],
    reasons: [{ kind: 'no_place' }],
  },
}

const item: CaseItem = {
  id: 'k1',
  number: '2026-0123',
  relayName: '青松3827',
  state: 'accepted',
  excerpt: '望月湾南门的路灯坏了两周，晚上一片漆黑。',
  topic: { code: '01-02', name: '路灯' },
  address: '望月湾南门',
  receivedAt: AT,
  due: { on: '2026-12-04', workdaysLeft: 9, isProvisional: false },
  verdict: null,
  isSilent: false,
  deputyName: '王敏',
  stationName: null,
  unread: 0,
  cluster: null,
}
export const items: readonly CaseItem[] = [
  item,
  { ...item, id: 'k2', number: '2026-0124', state: 'assigned', due: { on: '2026-11-16', workdaysLeft: -5, isProvisional: false } },
  {
    ...item,
    id: 'k3',
    number: '2026-0125',
    state: 'answered',
    due: null,
    verdict: 'partly',
    unread: 2,
    cluster: { cases: 12, joined: 5, people: 17 },
  },
  { ...item, id: 'k4', number: '2026-0126', state: 'settled', due: null, verdict: 'settled' },
  { ...item, id: 'k7', number: '2026-0129', state: 'answered', due: null, isSilent: true },
  { ...item, id: 'k8', number: '2026-0130', state: 'in_review', due: null },
  { ...item, id: 'k5', number: '2026-0127', excerpt: LONG, topic: null },
  { ...item, id: 'k6', number: '2026-0128', excerpt: ONE_WORD, due: { on: '2027-03-01', workdaysLeft: 1, isProvisional: true } },
]

const message: CaseView['messages'][number] = {
  id: 'm1',
  kind: 'said',
  by: 'reporter',
  authorName: null,
  isMine: true,
  text: '昨晚又黑了一段，请看看。',
  photos: [],
  recording: null,
  held: null,
  at: AT,
  readAt: AT,
}
export const messages: CaseView['messages'] = [
  message,
  { ...message, id: 'm2', readAt: null, text: ONE_WORD },
  { ...message, id: 'm3', kind: 'answered', by: 'assignee', authorName: '王敏', isMine: false, text: LONG },
]
export const events: CaseView['events'] = [
  { kind: 'submitted', by: 'reporter', at: AT, deputyName: null, verdict: null, level: null, topicName: null },
  { kind: 'routed', by: null, at: AT, deputyName: '王敏', verdict: null, level: null, topicName: null },
  { kind: 'accepted', by: 'assignee', at: AT, deputyName: '王敏', verdict: null, level: null, topicName: null },
  { kind: 'judged', by: 'reporter', at: AT, deputyName: null, verdict: 'not_settled', level: null, topicName: null },
  { kind: 'topic_set', by: 'desk', at: AT, deputyName: null, verdict: null, level: null, topicName: '路灯' },
]

export const view: Output<'concern.open'> = {
  id: item.id,
  number: item.number,
  relayName: item.relayName,
  isMasked: false,
  reveal: null,
  state: item.state,
  relations: ['reporter'],
  steps: ['say', 'withdraw'],
  text: LONG,
  topic: item.topic,
  topicBy: 'desk',
  place: { at: station.at, address: item.address },
  photos: [],
  recording: null,
  held: null,
  receivedAt: AT,
  due: item.due,
  verdict: null,
  cluster: null,
  isSilent: false,
  needsOffice: false,
  referrals: [],
  splitFrom: null,
  deputy: { id: 'd1', name: '王敏' },
  receipt: receipts.deputy,
  messages,
  events,
  contact: null,
}
