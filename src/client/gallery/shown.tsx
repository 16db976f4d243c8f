import { Text, View } from '@tarojs/components'
import { Refused } from '../lib/call'
import { Card, Cards } from '../ui/card'
import { CaseHeader } from '../ui/case/header'
import { CaseCard } from '../ui/case/item'
import { CaseMatter } from '../ui/case/matter'
import { CaseTable } from '../ui/case/table'
import { CaseThread } from '../ui/case/thread'
import { CaseTimeline } from '../ui/case/timeline'
import { DeputyCard, DeputyLines } from '../ui/deputy-card'
import { Empty } from '../ui/empty'
import { Icon } from '../ui/icon'
import { NoticeBar } from '../ui/notice-bar'
import { Waiting } from '../ui/page'
import { PlaceMap } from '../ui/place-map'
import { Receipt } from '../ui/receipt'
import { Skeleton } from '../ui/skeleton'
import { StationCard } from '../ui/station-card'
import { Status } from '../ui/status'
import { Part } from './part'
import { deputies, events, items, LONG, messages, ONE_WORD, receipts, stations, view } from './samples'

const nothing = () => {}
const tones = ['plain', 'info', 'success', 'warning', 'error'] as const

/** What is only looked at, and what leads on. */
export function Shown({ isDesktop }: { isDesktop: boolean }) {
  return (
    <View className="lx-stack">
      <Part name="Card">
        <Cards>
          <Card>
            <Text className="lx-text">幸福路12号</Text>
          </Card>
          <Card tone="brand">
            <Text className="lx-text">{LONG}</Text>
          </Card>
          <Card onPress={nothing} label="打开">
            <Text className="lx-text">{ONE_WORD}</Text>
          </Card>
        </Cards>
      </Part>
      <Part name="Status">
        <View className="lx-row-wrap">
          {tones.map((tone) => (
            <Status key={tone} tone={tone} icon="clock" words="还有3个工作日" />
          ))}
          <Status words={LONG} />
          <Status words={ONE_WORD} tone="info" />
        </View>
      </Part>
      <Part name="NoticeBar">
        {(['info', 'success', 'warning', 'error'] as const).map((tone) => (
          <NoticeBar key={tone} tone={tone} title={tone === 'info' ? ONE_WORD : LONG} />
        ))}
      </Part>
      <Part name="Icon">
        <View className="lx-row-wrap">
          {(['home', 'pin', 'cases', 'person', 'speak', 'stop'] as const).map((name) => (
            <Icon key={name} name={name} size="large" />
          ))}
        </View>
      </Part>
      <Part name="Skeleton">
        <Skeleton rows={2} />
      </Part>
      <Part name="Empty">
        <Empty icon="letter" title="您还没有反映过事情。" action="反映一件事" onAction={nothing} />
        <Waiting reading={{ error: new Refused('OFFLINE'), refetch: nothing }} />
      </Part>
      <Part name="DeputyCard">
        <Cards>
          <DeputyCard deputy={deputies.usual} onPress={nothing} />
          <DeputyCard deputy={deputies.long} onPress={nothing} />
          <Card>
            <DeputyLines deputy={{ ...deputies.bare, name: '李强' }} isLarge />
          </Card>
        </Cards>
      </Part>
      <Part name="StationCard">
        <Cards>
          {Object.values(stations).map((station) => (
            <StationCard key={station.id} station={station} onPress={nothing} />
          ))}
        </Cards>
      </Part>
      <Part name="PlaceMap">
        <PlaceMap
          label="联络站地图"
          centre={stations.open.at}
          places={[{ id: 's1', name: stations.open.name, at: stations.open.at }]}
          onOpen={nothing}
        />
      </Part>
      <Part name="Receipt">
        <Receipt receipt={receipts.deputy} onChoose={nothing} onOpen={nothing} />
        <Receipt receipt={receipts.desk} />
      </Part>
      <Part name="CaseCard">
        <Cards>
          {items.map((item) => (
            <CaseCard key={item.id} item={item} as="reporter" onPress={nothing} />
          ))}
        </Cards>
      </Part>
      <Part name="CaseHeader">
        <CaseHeader view={view} as="reporter" onBelow={nothing} />
      </Part>
      <Part name="CaseMatter">
        <CaseMatter view={view} />
      </Part>
      <Part name="CaseThread">
        <CaseThread messages={messages} />
        <CaseThread messages={[]} />
      </Part>
      <Part name="CaseTimeline">
        <CaseTimeline events={events} as="reporter" relayName="" />
      </Part>
      {isDesktop && (
        <Part name="CaseTable">
          <CaseTable items={items} as="assignee" onOpen={nothing} />
        </Part>
      )}
    </View>
  )
}
