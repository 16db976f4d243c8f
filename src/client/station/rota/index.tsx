import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Output } from '../../../contract'
import { dayOf } from '../../../domain/calendar'
import { useParams } from '../../lib/page'
import { useCall } from '../../lib/query'
import { useMe } from '../../lib/session'
import { Button } from '../../ui/button'
import { Card, Cards } from '../../ui/card'
import { Choice } from '../../ui/choice'
import { NoticeBar } from '../../ui/notice-bar'
import { Page, Waiting } from '../../ui/page'
import { heading } from '../../ui/press'
import { formatDate, formatList } from '../../words'
import { useRotaWords } from '../../words/rota'
import { RotaForm, type Saved } from './form'
import { Week } from './week'

type Rota = Output<'rota.open'>['rotas'][number]

/** 排班: the weeks of a station (`?stationId=`), and the rotas that they come from. */
export default function RotaPage() {
  const { rota: words, station } = useRotaWords()
  const me = useMe()
  const params = useParams()
  const stations = (me.data?.roles ?? []).flatMap(({ role, id, name }) => (role === 'staff' && id ? [{ id, name }] : []))
  const [chosen, choose] = useState<string | null>(null)
  const stationId = chosen ?? params.stationId ?? stations[0]?.id
  return (
    <Page title={words.title} reading={me} isWide>
      <View className="lx-stack">
        <View className="lx-title" {...heading(1)}>
          {words.title}
        </View>
        {stations.length > 1 && (
          <Choice
            name="station"
            label={station.title}
            isCompact
            options={stations.map(({ id, name }) => ({ value: id, label: name }))}
            value={stationId}
            onChoose={choose}
          />
        )}
        {stationId && <StationRotas key={stationId} stationId={stationId} />}
      </View>
    </Page>
  )
}

function StationRotas({ stationId }: { stationId: string }) {
  const { rota: words } = useRotaWords()
  const reading = useCall('rota.open', { stationId }, { isLive: true })
  /** A rota that is being changed; null for a new one. */
  const [editing, edit] = useState<Rota | null | undefined>()
  const [saved, setSaved] = useState<Saved | null>(null)
  if (!reading.data) return <Waiting reading={reading} />
  const { rotas, receptions, deputies } = reading.data
  const today = dayOf(new Date(reading.dataUpdatedAt))
  const start = (rota: Rota | null) => {
    setSaved(null)
    edit(rota)
  }
  if (editing !== undefined)
    return (
      <RotaForm
        stationId={stationId}
        rota={editing}
        deputies={deputies}
        today={today}
        onDone={(output) => {
          edit(undefined)
          setSaved(output)
        }}
        onCancel={() => edit(undefined)}
      />
    )
  return (
    <View className="lx-stack">
      {saved && <NoticeBar tone="success" title={words.saved(saved.added, saved.removed)} />}
      {saved && saved.kept > 0 && <NoticeBar tone="warning" title={words.kept(saved.kept)} />}
      <Week receptions={receptions} today={today} />
      <View className="lx-section" {...heading(2)}>
        {words.rotas}
      </View>
      {rotas.length === 0 && <Text className="lx-text">{words.none}</Text>}
      <Cards>
        {rotas.map((rota) => (
          <Card key={rota.id}>
            <View className="lx-stack">
              <Text className="lx-heading">{words.ruleOf(rota.rule)}</Text>
              <Text className="lx-text">{words.times(rota.from, rota.to, rota.slotMinutes, rota.capacity)}</Text>
              <Text className="lx-text">{words.turns(formatList(rota.deputies.map(({ name }) => name)))}</Text>
              <Text className="lx-small">
                {[
                  words.holiday[rota.onHoliday],
                  rota.until ? (rota.until < today ? words.over(formatDate(rota.until)) : words.until(formatDate(rota.until))) : '',
                ]
                  .filter(Boolean)
                  .join('；')}
              </Text>
              <Button isInline label={words.changeOf(words.ruleOf(rota.rule))} onPress={() => start(rota)}>
                {words.change}
              </Button>
            </View>
          </Card>
        ))}
      </Cards>
      {deputies.length === 0 ? (
        <NoticeBar title={words.noDeputies} />
      ) : (
        <Button kind={rotas.length === 0 ? 'primary' : 'secondary'} icon="plus" onPress={() => start(null)}>
          {words.add}
        </Button>
      )}
    </View>
  )
}
