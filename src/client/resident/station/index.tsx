import { Text, View } from '@tarojs/components'
import { useEffect } from 'react'
import type { Output } from '../../../contract'
import { rememberStation } from '../../lib/known-station'
import { open, useParams } from '../../lib/page'
import { phoneTo, showTheWay } from '../../lib/phone'
import { useCall } from '../../lib/query'
import { useRole } from '../../lib/session'
import { Button } from '../../ui/button'
import { Card, Cards } from '../../ui/card'
import { DeputyCard } from '../../ui/deputy-card'
import { Page } from '../../ui/page'
import { Photos } from '../../ui/photo-field'
import { heading } from '../../ui/press'
import { Status } from '../../ui/status'
import { formatMoment, useWords } from '../../words'
import { useNoticeWords } from '../../words/notice'
import { Follow } from './follow'

type Station = Output<'station.open'>

export default function StationPage() {
  const words = useWords()
  const { id = '' } = useParams()
  const reading = useCall('station.open', { id }, { isLive: true })
  const { data: station } = reading
  useEffect(() => {
    if (station) rememberStation(station)
  }, [station])
  return (
    <Page title={station ? words.station.kind[station.kind] : words.station.title} reading={reading}>
      {station && (
        <View className="lx-stack">
          <Head station={station} />
          <Button kind="primary" icon="edit" onPress={() => open('/resident/report/index', { stationId: station.id })}>
            {words.station.report}
          </Button>
          {station.receptions.length > 0 && (
            <Button icon="calendar" onPress={() => open('/resident/book/index', { stationId: station.id })}>
              {words.station.book}
            </Button>
          )}
          <Edit stationId={station.id} />
          <Follow stationId={station.id} />
          <Whereabouts station={station} />
          <Deputies station={station} />
          <Receptions station={station} />
          <Notices station={station} />
        </View>
      )}
    </Page>
  )
}

/** Its desk and the office set right what residents read here. */
function Edit({ stationId }: { stationId: string }) {
  const words = useWords().station
  const { role, roles } = useRole()
  const isOwn = role === 'staff' && roles.some((held) => held.role === 'staff' && held.id === stationId)
  if (role !== 'office' && !isOwn) return null
  return (
    <Button icon="settings" onPress={() => open('/station/details/index', { stationId })}>
      {words.edit}
    </Button>
  )
}

function Head({ station }: { station: Station }) {
  const words = useWords().station
  return (
    <View className="lx-stack">
      <View className="lx-title" {...heading(1)}>
        {station.name}
      </View>
      <View className="lx-row-wrap">
        <Status words={words.kind[station.kind]} />
        <Status words={station.isOpen ? words.open : words.closed} tone={station.isOpen ? 'success' : 'plain'} icon="clock" />
      </View>
      {station.onDuty.length > 0 && <Status tone="success" icon="person" words={words.onDuty(station.onDuty.map(({ name }) => name))} />}
      <Photos photos={station.photos} />
      {station.introduction && <Text className="lx-text">{station.introduction}</Text>}
    </View>
  )
}

function Whereabouts({ station }: { station: Station }) {
  const words = useWords().station
  const { hours, phone, name, address, at } = station
  return (
    <Card>
      <View className="lx-stack">
        <View>
          <Text className="lx-small">{words.hours}</Text>
          {hours.length === 0 && <Text className="lx-text">{words.noHours}</Text>}
          {hours.map(({ weekdays, from, to }, index) => (
            <Text key={index} className="lx-text">
              {words.period(weekdays, from, to)}
            </Text>
          ))}
          {hours.length > 0 && <Text className="lx-small">{words.holidays}</Text>}
        </View>
        <View>
          <Text className="lx-small">{words.address}</Text>
          <Text className="lx-text">{address}</Text>
        </View>
        <Button icon="route" onPress={() => showTheWay({ at, name, address })}>
          {words.way}
        </Button>
        {phone && (
          <View>
            <Text className="lx-small">{words.phone}</Text>
            <Text className="lx-text">{phone}</Text>
          </View>
        )}
        {phone && (
          <Button icon="phone" onPress={() => phoneTo(phone)}>
            {words.callStation}
          </Button>
        )}
      </View>
    </Card>
  )
}

function Deputies({ station: { deputies, shortCode } }: { station: Station }) {
  const words = useWords().station
  return (
    <View>
      <View className="lx-section" {...heading(2)}>
        {words.deputies}
      </View>
      {deputies.length === 0 && <Text className="lx-text">{words.noDeputies}</Text>}
      <Cards>
        {deputies.map((deputy) => (
          <DeputyCard key={deputy.id} deputy={deputy} onPress={() => open('/resident/deputy/index', { id: deputy.id })} />
        ))}
      </Cards>
      <Text className="lx-small">{words.code(shortCode)}</Text>
    </View>
  )
}

function Receptions({ station: { receptions } }: { station: Station }) {
  const words = useWords()
  return (
    <View>
      <View className="lx-section" {...heading(2)}>
        {words.station.receptions}
      </View>
      {receptions.length === 0 && <Text className="lx-text">{words.station.noReceptions}</Text>}
      <Cards>
        {receptions.map(({ on, from, to, deputies }) => (
          <Card key={`${on}-${from}`}>
            <Text className="lx-heading">{words.station.reception(on, from, to)}</Text>
            <Text className="lx-small">{deputies.map(({ name }) => name).join(words.general.comma)}</Text>
          </Card>
        ))}
      </Cards>
    </View>
  )
}

function Notices({ station: { id: stationId, notices } }: { station: Station }) {
  const { station: words, notice } = useNoticeWords()
  if (notices.length === 0) return null
  return (
    <View>
      <View className="lx-section" {...heading(2)}>
        {words.notices}
      </View>
      <Cards>
        {notices.map(({ id, title, text, publishedAt }) => (
          <Card key={id} label={title} onPress={() => open('/resident/notice/index', { id })}>
            <Text className="lx-heading">{title}</Text>
            <Text className="lx-text">{shortened(text)}</Text>
            <Text className="lx-time">{formatMoment(publishedAt)}</Text>
          </Card>
        ))}
      </Cards>
      <Button icon="bell" onPress={() => open('/resident/notices/index', { stationId })}>
        {notice.ofStation}
      </Button>
    </View>
  )
}

const EXCERPT = 80
const shortened = (text: string) => (text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text)
