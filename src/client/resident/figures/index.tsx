import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Output } from '../../../contract'
import { figurePeriods, type FigurePeriod } from '../../../domain/figures'
import { useIsDesktop, useParams } from '../../lib/page'
import { useCall } from '../../lib/query'
import { Button } from '../../ui/button'
import { Card, Cards } from '../../ui/card'
import { Choice } from '../../ui/choice'
import { Bar, FiguresTable } from '../../ui/figures'
import { NoticeBar } from '../../ui/notice-bar'
import { Page } from '../../ui/page'
import { heading } from '../../ui/press'
import { useFiguresWords } from '../../words/figures'

type Figures = NonNullable<Output<'figures.open'>['figures']>
type Share = Figures['inTime']

/** 办得怎么样: what everybody may know about the concerns of a congress. The link may be passed on. */
export default function FiguresPage() {
  const { figures: words } = useFiguresWords()
  const asked = useParams().period
  const [period, setPeriod] = useState<FigurePeriod>(figurePeriods.find((each) => each === asked) ?? 'last_12_months')
  const reading = useCall('figures.open', { period }, { keepsPrevious: true })
  const { data } = reading
  return (
    <Page title={words.title} reading={reading}>
      {data && (
        <View className="lx-stack">
          <View className="lx-title" {...heading(1)}>
            {words.title}
          </View>
          <Text className="lx-text">{words.intro(data.congress)}</Text>
          <Choice
            name="period"
            label={words.period}
            isCompact
            options={figurePeriods.map((value) => ({ value, label: words.periods[value] }))}
            value={period}
            onChoose={setPeriod}
          />
          {data.figures && data.span && data.computedAt ? (
            <>
              <View>
                <Text className="lx-small">{words.span(data.span.from, data.span.until)}</Text>
                <Text className="lx-small">{words.computed(data.computedAt)}</Text>
              </View>
              {data.figures.received === 0 ? <NoticeBar title={words.nothing} /> : <Sections figures={data.figures} />}
            </>
          ) : (
            <NoticeBar title={words.notYet} />
          )}
          <Definitions workdays={data.answerWithinWorkdays} />
        </View>
      )}
    </Page>
  )
}

function Sections({ figures }: { figures: Figures }) {
  const { figures: words } = useFiguresWords()
  const { answered, columns } = { answered: figures.answered, columns: words.columns }
  return (
    <>
      <Cards>
        <Card>
          <Text className="lx-figures-head lx-block">{words.received(figures.received)}</Text>
          <Text className="lx-figures-head lx-block">{words.inTime(figures.inTime)}</Text>
          {isShown(figures.inTime) && <Bar share={figures.inTime} />}
        </Card>
        <Card>
          <Text className="lx-figures-head lx-block">{words.settled(figures.settled)}</Text>
          {isShown(figures.settled) && <Bar share={figures.settled} />}
          <Text className="lx-small">{words.silence}</Text>
        </Card>
        <Card>
          <Text className="lx-figures-head lx-block">
            {words.days(figures.days.median, figures.days.p90, figures.workdays.median, figures.workdays.p90)}
          </Text>
        </Card>
      </Cards>
      <View className="lx-section" {...heading(2)}>
        {words.words}
      </View>
      <Card>
        <FiguresTable
          label={words.words}
          columns={[columns.word, columns.count]}
          rows={(Object.keys(words.wordNames) as (keyof Figures['words'])[]).map((word) => {
            const said = figures.words[word]
            return {
              key: word,
              cells: [
                <View key={word}>
                  <Text>{words.wordNames[word]}</Text>
                  {typeof said === 'number' && typeof answered === 'number' && answered > 0 && (
                    <Bar share={{ numerator: said, denominator: answered }} />
                  )}
                </View>,
                typeof said === 'number' && typeof answered === 'number'
                  ? words.of({ numerator: said, denominator: answered })
                  : words.number(said),
              ],
            }
          })}
        />
      </Card>
      <View className="lx-section" {...heading(2)}>
        {words.other}
      </View>
      <Card>
        <Text className="lx-text">{words.withdrawn(figures.withdrawn)}</Text>
        <Text className="lx-text">{words.reopened(figures.reopened)}</Text>
      </Card>
      <Groups title={words.byTopic} name={columns.topic} none={words.noTopic} groups={figures.topics} />
      <Groups title={words.byConstituency} name={columns.constituency} none={words.noConstituency} groups={figures.constituencies} />
    </>
  )
}

const isShown = (share: Share): share is { numerator: number; denominator: number } => share !== null && typeof share !== 'string'

/** A phone has one card a group, a wide window one table. */
function Groups({ title, name, none, groups }: { title: string; name: string; none: string; groups: Figures['topics'] }) {
  const { figures: words } = useFiguresWords()
  const isDesktop = useIsDesktop()
  const { columns } = words
  const nameOf = ({ code, name: known }: Figures['topics'][number]) => known ?? code ?? none
  return (
    <View>
      <View className="lx-section" {...heading(2)}>
        {title}
      </View>
      <View className="lx-stack">
        <Text className="lx-small">{words.order}</Text>
        <Card>
          {groups.every(({ received, inTime, settled }) => received === 'hidden' && !isShown(inTime) && !isShown(settled)) ? (
            <Text className="lx-text">{words.allHidden}</Text>
          ) : isDesktop ? (
            <FiguresTable
              label={title}
              columns={[name, columns.received, columns.inTime, columns.settled]}
              rows={groups.map((group) => ({
                key: group.code ?? '',
                cells: [nameOf(group), words.number(group.received), words.share(group.inTime), words.share(group.settled)],
              }))}
            />
          ) : (
            <FiguresTable
              label={title}
              columns={[name, columns.received]}
              rows={groups.map((group) => ({
                key: group.code ?? '',
                cells: [
                  <View key="name">
                    <Text>{nameOf(group)}</Text>
                    <Shares group={group} />
                  </View>,
                  words.number(group.received),
                ],
              }))}
            />
          )}
        </Card>
      </View>
    </View>
  )
}

/** Both shares of a group, on a phone; one line where neither is shown. */
function Shares({ group: { inTime, settled } }: { group: Figures['topics'][number] }) {
  const { figures: words } = useFiguresWords()
  const { columns } = words
  if (inTime === null && settled === null) return <Text className="lx-small">{words.nothingDue}</Text>
  if (!isShown(inTime) && !isShown(settled)) return <Text className="lx-small">{words.noneShown}</Text>
  return (
    <>
      <Text className="lx-small">{`${columns.inTime} ${words.share(inTime)}`}</Text>
      {isShown(inTime) && <Bar share={inTime} />}
      <Text className="lx-small">{`${columns.settled} ${words.share(settled)}`}</Text>
      {isShown(settled) && <Bar share={settled} />}
    </>
  )
}

/** 怎么算的 */
function Definitions({ workdays }: { workdays: number }) {
  const { figures: words } = useFiguresWords()
  const [isOpen, setOpen] = useState(false)
  return (
    <View className="lx-stack">
      <Button onPress={() => setOpen(!isOpen)}>{isOpen ? words.hideHow : words.how}</Button>
      {isOpen && (
        <Card>
          <View className="lx-stack">
            {words.definitions(workdays).map((definition) => (
              <Text key={definition} className="lx-text">
                {definition}
              </Text>
            ))}
          </View>
        </Card>
      )}
    </View>
  )
}
