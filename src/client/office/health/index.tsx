import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Output } from '../../../contract'
import { useCall } from '../../lib/query'
import { Card } from '../../ui/card'
import { FiguresTable } from '../../ui/figures'
import { NoticeBar } from '../../ui/notice-bar'
import { Page } from '../../ui/page'
import { heading } from '../../ui/press'
import { formatDate, formatList, formatMoment } from '../../words'
import { formatCount } from '../../words/figures'
import { useHealthWords } from '../../words/health'
import { Letters } from './letters'

type Health = Output<'health.open'>

/** 运行情况: what somebody should look at, messages that WeChat did not take, what is slow, when the timer and the backup were last there. */
export default function HealthPage() {
  const { health: words } = useHealthWords()
  const reading = useCall('health.open', {})
  const { data } = reading
  return (
    <Page title={words.title} reading={reading} isWide>
      {data && (
        <View className="lx-stack">
          <View className="lx-title" {...heading(1)}>
            {words.title}
          </View>
          <Text className="lx-small">{words.as(formatMoment(data.at))}</Text>
          {data.alarms.length === 0 && <NoticeBar tone="success" title={words.fine} />}
          {data.alarms.map((alarm) => (
            <NoticeBar key={alarm} tone="warning" title={words.alarms[alarm]} />
          ))}
          <Sending health={data} />
          <Letters health={data} />
          <Slow health={data} />
          <System health={data} />
        </View>
      )}
    </Page>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <View>
      <View className="lx-section" {...heading(2)}>
        {title}
      </View>
      <Card>{children}</Card>
    </View>
  )
}

/** A fact a row. */
function Facts({ title, facts }: { title: string; facts: readonly (readonly [string, string])[] }) {
  const { health: words } = useHealthWords()
  return (
    <Part title={title}>
      <FiguresTable
        label={title}
        isWords
        columns={[words.item, words.state]}
        rows={facts.map(([name, state]) => ({ key: name, cells: [name, state] }))}
      />
    </Part>
  )
}

function Sending({ health: { queue } }: { health: Health }) {
  const { health: words } = useHealthWords()
  return (
    <Facts
      title={words.sending}
      facts={[
        [words.waiting, words.count(queue.waiting)],
        [words.oldest, queue.oldestAt ? formatMoment(queue.oldestAt) : words.none],
        [words.dead, words.count(queue.dead)],
      ]}
    />
  )
}

function Slow({ health: { slow, calls } }: { health: Health }) {
  const { health: words } = useHealthWords()
  return (
    <Part title={words.slow}>
      <View className="lx-stack">
        <Text className="lx-small">{words.slowHint(calls.all, calls.failures)}</Text>
        {slow.map(({ operation, calls: count, p99 }) => (
          <View key={operation}>
            {/* A phone breaks no word by itself. */}
            <Text className="lx-text">{operation.replace('.', '.\u200b')}</Text>
            <Text className="lx-small">{words.took(formatCount(count), p99)}</Text>
          </View>
        ))}
      </View>
    </Part>
  )
}

function System({ health: { lastTick, lastBackupAt, lastSeal, database, version } }: { health: Health }) {
  const { health: words } = useHealthWords()
  return (
    <Facts
      title={words.system}
      facts={[
        [words.tick, lastTick ? words.ticked(formatMoment(lastTick.at), lastTick.ms) : words.never],
        ...(lastTick && lastTick.failed.length > 0 ? [[words.tickFailed, formatList(lastTick.failed)] as const] : []),
        ...(lastTick?.failedAt ? [[words.tickFailedAt, formatMoment(lastTick.failedAt)] as const] : []),
        [words.backup, lastBackupAt ? formatMoment(lastBackupAt) : words.never],
        [words.seal, lastSeal ? words.sealed(formatDate(lastSeal.on), lastSeal.cases) : words.never],
        [words.database, words.size((database.bytes / 1e6).toFixed(0), database.version)],
        [words.version, version],
      ]}
    />
  )
}
