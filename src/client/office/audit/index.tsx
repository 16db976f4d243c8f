import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Output } from '../../../contract'
import { figurePeriods, type FigurePeriod } from '../../../domain/figures'
import { useIsDesktop } from '../../lib/page'
import { useCall } from '../../lib/query'
import { Card } from '../../ui/card'
import { Choice } from '../../ui/choice'
import { FiguresTable } from '../../ui/figures'
import { NoticeBar } from '../../ui/notice-bar'
import { Page } from '../../ui/page'
import { heading } from '../../ui/press'
import { formatCount } from '../../words/figures'
import { useAuditWords } from '../../words/figures-audit'

type Audit = NonNullable<Output<'figures.audit'>['audit']>
type Dimension = Audit['dimensions'][number]
type Group = Dimension['groups'][number]

/** 派单审视: load, delay and settled share, with a note where a difference is larger than chance. */
export default function AuditPage() {
  const { audit: words, figures } = useAuditWords()
  const [period, setPeriod] = useState<FigurePeriod>('last_12_months')
  const reading = useCall('figures.audit', { period }, { keepsPrevious: true })
  const { data } = reading
  return (
    <Page title={words.title} reading={reading} isWide>
      {data && (
        <View className="lx-stack">
          <View className="lx-title" {...heading(1)}>
            {words.title}
          </View>
          <Text className="lx-text">{words.intro}</Text>
          <Choice
            name="period"
            label={figures.period}
            isCompact
            options={figurePeriods.map((value) => ({ value, label: figures.periods[value] }))}
            value={period}
            onChoose={setPeriod}
          />
          {data.audit && data.span && data.computedAt ? (
            <>
              <View>
                <Text className="lx-small">{figures.span(data.span.from, data.span.until)}</Text>
                <Text className="lx-small">{figures.computed(data.computedAt)}</Text>
              </View>
              <Notes audit={data.audit} />
              {data.audit.dimensions.map((dimension) => (
                <Comparison key={dimension.dimension} audit={data.audit!} of={dimension} />
              ))}
            </>
          ) : (
            <NoticeBar title={figures.notYet} />
          )}
        </View>
      )}
    </Page>
  )
}

function useNameOf() {
  const { audit: words } = useAuditWords()
  return ({ dimension }: Pick<Dimension, 'dimension'>, { code, name }: Group): string => {
    const known: Record<string, string> = dimension === 'entry' ? words.entries : dimension === 'route' ? words.routes : {}
    return name ?? (code === null ? words.none[dimension] : (known[code] ?? code))
  }
}

function Notes({ audit }: { audit: Audit }) {
  const { audit: words } = useAuditWords()
  const nameOf = useNameOf()
  const notes = audit.dimensions.flatMap((of) =>
    of.groups.flatMap((group) => group.notes.map((note) => words.note(nameOf(of, group), note))),
  )
  return (
    <View>
      <View className="lx-section" {...heading(2)}>
        {words.notes}
      </View>
      <Card>
        <View className="lx-stack">
          {notes.length === 0 && <Text className="lx-text">{words.noNotes}</Text>}
          {notes.map((note) => (
            <Text key={note} className="lx-text">
              {note}
            </Text>
          ))}
          <Text className="lx-small">{words.compared(audit.compared)}</Text>
          <Text className="lx-small">{words.caution}</Text>
        </View>
      </Card>
    </View>
  )
}

function Comparison({ audit, of }: { audit: Audit; of: Dimension }) {
  const { audit: words, figures } = useAuditWords()
  const isDesktop = useIsDesktop()
  const nameOf = useNameOf()
  const { columns } = words
  const title = words.dimensions[of.dimension]
  const hasLoad = of.dimension === 'constituency'
  const load = ({ received, deputies }: Group) => (deputies ? (received / deputies).toFixed(1) : '–')
  const share = (ratio: Group['inTime'], range: Group['inTimeRange']) =>
    ratio && range ? (
      <View>
        <Text>{figures.share(ratio)}</Text>
        <Text className="lx-small">{words.range(range.low, range.high)}</Text>
      </View>
    ) : (
      '–'
    )
  /** What there is to say of a group on a phone, a line each. */
  const linesOf = (group: Group): string[] => {
    const { inTime, median, settled } = group
    const lines = [
      inTime && `${columns.inTime} ${figures.share(inTime)}`,
      median !== null && `${columns.delay} ${words.delay(median, group.p90)}`,
      settled && `${columns.settled} ${figures.share(settled)}`,
    ].filter((line) => typeof line === 'string')
    return [...(hasLoad && group.deputies ? [`${columns.load} ${load(group)}`] : []), ...(lines.length > 0 ? lines : [words.nothing])]
  }
  const all = [
    words.total,
    formatCount(audit.received),
    ...(hasLoad ? ['–'] : []),
    figures.share(audit.inTime),
    words.delay(audit.median, audit.p90),
    figures.share(audit.settled),
  ]
  return (
    <View>
      <View className="lx-section" {...heading(2)}>
        {title}
      </View>
      <Card>
        {isDesktop ? (
          <FiguresTable
            label={title}
            columns={[
              words.heads[of.dimension],
              columns.received,
              ...(hasLoad ? [columns.load] : []),
              columns.inTime,
              columns.delay,
              columns.settled,
            ]}
            rows={[
              ...of.groups.map((group) => ({
                key: group.code ?? '',
                cells: [
                  nameOf(of, group),
                  formatCount(group.received),
                  ...(hasLoad ? [load(group)] : []),
                  share(group.inTime, group.inTimeRange),
                  words.delay(group.median, group.p90),
                  share(group.settled, group.settledRange),
                ],
              })),
              { key: 'all', cells: all },
            ]}
          />
        ) : (
          <FiguresTable
            label={title}
            columns={[words.heads[of.dimension], columns.received]}
            rows={of.groups.map((group) => ({
              key: group.code ?? '',
              cells: [
                <View key="name">
                  <Text>{nameOf(of, group)}</Text>
                  {linesOf(group).map((line) => (
                    <Text key={line} className="lx-small">
                      {line}
                    </Text>
                  ))}
                </View>,
                formatCount(group.received),
              ],
            }))}
          />
        )}
      </Card>
    </View>
  )
}
