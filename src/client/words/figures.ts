import { wordsWith } from '.'
import type { Output } from '../../contract'
import type { FigurePeriod } from '../../domain/figures'
import { formatDate, formatMoment } from './format'

type Figures = NonNullable<Output<'figures.open'>['figures']>
type Count = Figures['received']
type Share = Figures['inTime']

/** 1,204 */
export const formatCount = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',')
/** Whole percent, down to the nearest below 100 so that "all" is never said of almost all. */
export const percentOf = ({ numerator, denominator }: { numerator: number; denominator: number }): number =>
  numerator === denominator ? 100 : Math.min(99, Math.round((100 * numerator) / denominator))

const zh = {
  title: '办得怎么样',
  intro: (congress: string) => `${congress}收到的诉求，后来怎样了。`,
  period: '看哪一段时间',
  periods: {
    last_12_months: '近12个月',
    month: '本月',
    last_month: '上月',
    quarter: '本季度',
    last_quarter: '上季度',
    year: '今年',
    last_year: '去年',
  } satisfies Record<FigurePeriod, string>,
  span: (from: string, until: string) => `${formatDate(from, 'zh-CN')}至${formatDate(until, 'zh-CN')}收到的诉求`,
  computed: (at: string) => `截至${formatMoment(at, 'zh-CN')}`,
  notYet: '数字还没有算好，请过几分钟再来看。',
  nothing: '这段时间没有收到诉求。',
  hidden: '不显示',
  number: (count: Count) => (count === 'hidden' ? zh.hidden : formatCount(count)),
  received: (count: Count) => (typeof count === 'number' ? `收到${formatCount(count)}件。` : '收到了多少件，不显示。'),
  inTime: (share: Share) => {
    if (share === null) return '还没有到期要答复的。'
    if (typeof share === 'string') return '多少件按时答复，不显示。'
    return `${formatCount(share.denominator)}件到期，其中${formatCount(share.numerator)}件按时答复（${percentOf(share)}%）。`
  },
  settled: (share: Share) => {
    if (share === null) return '还没有答复的。'
    if (typeof share === 'string') return '多少件居民说解决了，不显示。'
    return `${formatCount(share.denominator)}件已答复，其中${formatCount(share.numerator)}件居民自己说解决了（${percentOf(share)}%）。`
  },
  days: (median: number | null, p90: number | null, workMedian: number | null, workP90: number | null) =>
    median === null || p90 === null
      ? '答复少于5件，用时不显示。'
      : `一半的诉求在${median}天内得到答复（${workMedian}个工作日），九成在${p90}天内（${workP90}个工作日）。`,
  words: '答复以后，居民怎么说',
  wordNames: {
    settled: '解决了',
    partly: '部分解决',
    notSettled: '没解决或答非所问',
    silent: '没有评价（超过21天）',
    waiting: '等待评价（21天内）',
  } satisfies Record<keyof Figures['words'], string>,
  silence: '没有评价的，不算满意。',
  other: '撤回和退回重办',
  withdrawn: (share: Share) => `居民自己撤回：${shareWords(share, zh.hidden)}`,
  reopened: (share: Share) => `居民不认可、重新办理：${shareWords(share, zh.hidden)}`,
  byTopic: '按类别',
  byConstituency: '按选区',
  order: '按编号排列，不按成绩。',
  columns: {
    topic: '类别',
    constituency: '选区',
    received: '收到',
    inTime: '按时答复',
    settled: '居民说解决了',
    word: '居民的话',
    count: '件数',
  },
  noTopic: '没有定类别',
  noConstituency: '没有定选区',
  share: (share: Share) => shareWords(share, zh.hidden),
  nothingDue: '还没有到期要答复的。',
  noneShown: '按时答复、解决了：不显示',
  allHidden: '各项的数字都不显示，原因见“怎么算的”。',
  of: (share: { numerator: number; denominator: number }) => `${formatCount(share.numerator)}/${formatCount(share.denominator)}`,
  how: '怎么算的',
  hideHow: '收起说明',
  definitions: (workdays: number) => [
    '收到：按收到的那一天（北京时间）算在哪一段时间里。数字包括后来撤回的。',
    `按时答复：第一次答复不晚于期限当天（收到后${workdays}个工作日；请居民补充期间停止计算）。分母是已经答复的和已经过期没有答复的；还没答复、也没到期的，不算在内。期限之前就撤回的，也不算在内。`,
    '居民说解决了：只看居民自己最后一次评价。分母是全部已答复的，没有评价的也在分母里。',
    '没有评价：答复满21天，居民没有评价。答复不到21天的，是“等待评价”。',
    '用时：从收到到第一次答复，扣除等居民补充的时间。中位数就是一半的诉求用的天数。',
    '少于5的数字不显示，免得认出是谁。能把它算出来的数字（例如用本季度减本月、用总数减其他各项），也不显示。',
    '这里没有代表的名字，也不排名。',
  ],
}
const en: typeof zh = {
  title: 'How it went',
  intro: (congress) => `What became of the concerns that ${congress} received.`,
  period: 'Period',
  periods: {
    last_12_months: 'Last 12 months',
    month: 'This month',
    last_month: 'Last month',
    quarter: 'This quarter',
    last_quarter: 'Last quarter',
    year: 'This year',
    last_year: 'Last year',
  },
  span: (from, until) => `Received from ${formatDate(from, 'en')} to ${formatDate(until, 'en')}`,
  computed: (at) => `As of ${formatMoment(at, 'en')}`,
  notYet: 'The figures are being computed. Please come back in a few minutes.',
  nothing: 'Nothing was received in this period.',
  hidden: 'not shown',
  number: (count) => (count === 'hidden' ? en.hidden : formatCount(count)),
  received: (count) => (typeof count === 'number' ? `${formatCount(count)} received.` : 'How many were received is not shown.'),
  inTime: (share) => {
    if (share === null) return 'No answer has been due yet.'
    if (typeof share === 'string') return 'How many were answered in time is not shown.'
    return `${formatCount(share.denominator)} were due, ${formatCount(share.numerator)} of them answered in time (${percentOf(share)} %).`
  },
  settled: (share) => {
    if (share === null) return 'None has been answered yet.'
    if (typeof share === 'string') return 'How many residents call settled is not shown.'
    return `${formatCount(share.denominator)} were answered; of ${formatCount(share.numerator)} the resident says: settled (${percentOf(share)} %).`
  },
  days: (median, p90, workMedian, workP90) =>
    median === null || p90 === null
      ? 'Fewer than 5 answers: the time they took is not shown.'
      : `Half were answered within ${median} days (${workMedian} working days), nine in ten within ${p90} (${workP90}).`,
  words: 'What residents say of the answers',
  wordNames: {
    settled: 'Settled',
    partly: 'Partly',
    notSettled: 'Not settled, or beside the point',
    silent: 'Silent (over 21 days)',
    waiting: 'Not said yet (within 21 days)',
  },
  silence: 'Silence is not counted as satisfaction.',
  other: 'Withdrawn and reopened',
  withdrawn: (share) => `Withdrawn by residents: ${shareWords(share, en.hidden)}`,
  reopened: (share) => `Not accepted and taken up again: ${shareWords(share, en.hidden)}`,
  byTopic: 'By topic',
  byConstituency: 'By constituency',
  order: 'In the order of their codes, not of results.',
  columns: {
    topic: 'Topic',
    constituency: 'Constituency',
    received: 'Received',
    inTime: 'In time',
    settled: 'Settled, residents say',
    word: 'Their word',
    count: 'Cases',
  },
  noTopic: 'No topic',
  noConstituency: 'No constituency',
  share: (share) => shareWords(share, en.hidden),
  nothingDue: 'No answer has been due yet.',
  noneShown: 'In time, settled: not shown',
  allHidden: 'None of these numbers is shown; “How this is counted” says why.',
  of: (share) => `${formatCount(share.numerator)}/${formatCount(share.denominator)}`,
  how: 'How this is counted',
  hideHow: 'Hide',
  definitions: (workdays) => [
    'Received: in the period in which the day of receipt falls (Beijing time), those withdrawn later included.',
    `In time: first answered no later than the day it was due (${workdays} working days after receipt; the clock stops while the resident is asked for more). Of those that are answered or past due. What is open and not due yet, or was withdrawn before it was due, is in neither number.`,
    'Settled: by the last word of the resident alone. Of all that were answered, silent ones included.',
    'Silent: answered 21 days ago or longer, and the resident has not said anything.',
    'Days: from receipt to the first answer, without the time in which the resident was asked for more.',
    'Numbers under 5 are not shown, so that nobody is recognised. Nor are numbers from which one could be worked out, such as this quarter less this month, or a total less all others.',
    'No deputy is named here, and nothing is ranked.',
  ],
}

function shareWords(share: Share, hidden: string): string {
  if (share === null) return '–'
  if (share === 'hidden') return hidden
  return `${formatCount(share.numerator)}/${formatCount(share.denominator)}（${percentOf(share)}%）`
}

/** The words of the public figures; the main package does not carry them. */
export const figures = { 'zh-CN': zh, en }
export const useFiguresWords = wordsWith({ figures })
