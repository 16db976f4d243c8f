import type { Output } from '../../contract'
import { openFigures } from '../figures/open'
import type { TableOf } from './of'
import { tableOf, type Cell } from './write'

type Figures = NonNullable<Output<'figures.open'>['figures']>
type Shown = Figures['received']
type Share = Figures['inTime']
interface Row {
  group: string
  name: string
  received: Shown
  inTime: Share
  settled: Share
}

/** A number that is hidden is hidden here too. */
const HIDDEN = '不显示'
const number = (of: Shown): Cell => (of === 'hidden' ? HIDDEN : of)
const part = (of: Share, which: 'numerator' | 'denominator'): Cell => (of === 'hidden' ? HIDDEN : (of?.[which] ?? null))

/** 办理情况 of the last twelve months, as everybody may read them. */
export const figuresTable: TableOf = async (scope) => {
  const { figures, congress } = await openFigures(scope, { period: 'last_12_months' })
  const rows: Row[] = figures
    ? [
        { group: '全部', name: congress, ...figures },
        ...figures.topics.map((of) => ({ ...of, group: '类别', name: of.name ?? '没有类别' })),
        ...figures.constituencies.map((of) => ({ ...of, group: '选区', name: of.name ?? '没有选区' })),
      ]
    : []
  return tableOf(rows, [
    { head: '分组', width: 10, of: (row) => row.group },
    { head: '名称', width: 28, of: (row) => row.name },
    { head: '收到', width: 10, of: (row) => number(row.received) },
    { head: '按期答复', width: 12, of: (row) => part(row.inTime, 'numerator') },
    { head: '应答复', width: 12, of: (row) => part(row.inTime, 'denominator') },
    { head: '居民说解决了', width: 14, of: (row) => part(row.settled, 'numerator') },
    { head: '已答复', width: 12, of: (row) => part(row.settled, 'denominator') },
  ])
}
