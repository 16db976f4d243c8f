import { wordsWith } from '.'
import type { Output } from '../../contract'
import type { Entry, Route } from '../../domain/figures'
import type { AuditDimension } from '../../domain/figures-audit'
import { figures, formatCount } from './figures'

type Audit = NonNullable<Output<'figures.audit'>['audit']>
type Note = Audit['dimensions'][number]['groups'][number]['notes'][number]

const perDeputy = ({ cases, deputies }: { cases: number; deputies: number }) => (cases / deputies).toFixed(1)

const zh = {
  title: '派单审视',
  intro: '哪里收得多、答得慢、居民不认可。只有差别大于偶然、又不是很小的，才写说明。',
  compared: (count: number) =>
    `这一页比较了${formatCount(count)}处。比较得越多，说明的标准越严：写出来的说明里，预计不超过二十分之一是偶然。`,
  caution: '差别不等于谁做得不好：事情的难易、地点都会有影响。请先看案件，再下结论。这里的数字没有隐藏，请勿外传。',
  total: '全部',
  notes: '差别大于偶然的',
  noNotes: '没有发现大于偶然的差别。',
  heads: { constituency: '选区', topic: '类别', entry: '途径', route: '怎样派的' },
  nothing: '还没有到期或答复的',
  dimensions: { constituency: '按选区', topic: '按类别', entry: '按来的途径', route: '按怎样派的' } satisfies Record<
    AuditDimension,
    string
  >,
  entries: { online: '网上', walk_in: '上门', letter: '来信', phone: '电话', visit: '预约接待' } satisfies Record<Entry, string>,
  routes: {
    chosen: '居民指定代表',
    constituency: '按选区',
    side_chosen: '居民选了选区',
    topic: '按居民选的类别',
    model_topic: '按推荐的类别',
    desk: '由联络站分派',
  } satisfies Record<Route, string>,
  none: { constituency: '没有定选区', topic: '没有定类别', entry: '不清楚', route: '不清楚' } satisfies Record<AuditDimension, string>,
  columns: { received: '收到', load: '每位代表', inTime: '按时答复', delay: '用时（工作日）', settled: '居民说解决了' },
  delay: (median: number | null, p90: number | null) => (median === null ? '–' : `中位${median}，九成${p90}`),
  range: (low: number, high: number) => `${Math.round(100 * low)}–${Math.round(100 * high)}%`,
  note: (name: string, note: Note): string => {
    switch (note.measure) {
      case 'inTime':
      case 'settled':
        return `${name}的${note.measure === 'inTime' ? '按时答复率' : '居民认可率'}${note.isLower ? '低于' : '高于'}其他，差别大于偶然（${formatCount(note.own.denominator)}件中${formatCount(note.own.numerator)}件，其余${formatCount(note.others.denominator)}件中${formatCount(note.others.numerator)}件）。`
      case 'delay':
        return `${name}的答复${note.isLower ? '快于' : '慢于'}其他，差别大于偶然（${formatCount(note.own.answers)}件的中位数是${note.own.median}个工作日，其余${formatCount(note.others.answers)}件是${note.others.median}个）。`
      case 'load':
        return `${name}每位代表收到的诉求${note.isLower ? '少于' : '多于'}其他选区，差别大于偶然（平均${perDeputy(note.own)}件，其余${perDeputy(note.others)}件）。`
    }
  },
}
const en: typeof zh = {
  title: 'Routing audit',
  intro:
    'Where much comes in, answers are slow, or residents disagree. A note stands only where a difference is larger than chance and not tiny.',
  compared: (count) =>
    `${formatCount(count)} comparisons on this page. The more there are, the stricter the test: of the notes, no more than one in twenty is expected to be chance.`,
  caution:
    'A difference does not say that anybody does badly: how hard cases are, and where, plays a part. Look at the cases first. Nothing is hidden here; please do not pass it on.',
  total: 'All',
  notes: 'Larger than chance',
  noNotes: 'No difference larger than chance was found.',
  heads: { constituency: 'Constituency', topic: 'Topic', entry: 'Entry', route: 'Routing' },
  nothing: 'Nothing due or answered yet',
  dimensions: { constituency: 'By constituency', topic: 'By topic', entry: 'By way of entry', route: 'By routing' },
  entries: { online: 'Online', walk_in: 'Walk-in', letter: 'Letter', phone: 'Phone', visit: 'Reception' },
  routes: {
    chosen: 'Deputy chosen',
    constituency: 'By constituency',
    side_chosen: 'Constituency chosen',
    topic: "By the resident's topic",
    model_topic: 'By a suggested topic',
    desk: 'Assigned by a desk',
  },
  none: { constituency: 'No constituency', topic: 'No topic', entry: 'Unknown', route: 'Unknown' },
  columns: { received: 'Received', load: 'Per deputy', inTime: 'In time', delay: 'Working days', settled: 'Settled' },
  delay: (median, p90) => (median === null ? '–' : `median ${median}, p90 ${p90}`),
  range: (low, high) => `${Math.round(100 * low)}–${Math.round(100 * high)} %`,
  note: (name, note) => {
    switch (note.measure) {
      case 'inTime':
      case 'settled':
        return `${name}: ${note.measure === 'inTime' ? 'answered in time' : 'settled'} ${note.isLower ? 'less' : 'more'} often than the others, by more than chance (${note.own.numerator} of ${note.own.denominator}; the others ${note.others.numerator} of ${note.others.denominator}).`
      case 'delay':
        return `${name}: answered ${note.isLower ? 'faster' : 'slower'} than the others, by more than chance (median of ${note.own.answers}: ${note.own.median} working days; of the other ${note.others.answers}: ${note.others.median}).`
      case 'load':
        return `${name}: ${note.isLower ? 'fewer' : 'more'} concerns a deputy than elsewhere, by more than chance (${perDeputy(note.own)}; the others ${perDeputy(note.others)}).`
    }
  },
}
/** The words of the routing audit, beside those of the public figures. */
export const useAuditWords = wordsWith({ audit: { 'zh-CN': zh, en }, figures })
