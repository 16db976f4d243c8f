import { Text, View } from '@tarojs/components'
import { useParams } from '../../lib/page'
import { canPrint, print, usePaper } from '../../lib/print'
import { useCall } from '../../lib/query'
import { Button } from '../../ui/button'
import { NoticeBar } from '../../ui/notice-bar'
import { Page } from '../../ui/page'
import { heading } from '../../ui/press'
import { Qr } from '../../ui/qr'
import { formatList } from '../../words'
import { usePosterWords } from '../../words/poster'
import './index.css'

const MARGIN_MM = 15
/** More names do not fit: what is too long for the paper would be cut off at its end. */
const NAMED = 20

/** 海报: what hangs at a station's door (`?stationId=`), on A3. */
export default function PosterPage() {
  const { poster: words, station: of } = usePosterWords()
  const { stationId = '' } = useParams()
  const reading = useCall('station.open', { id: stationId })
  const code = useCall('code.draw', { id: stationId })
  usePaper('A3', MARGIN_MM)
  const station = reading.data
  return (
    <Page title={words.title} reading={reading.data ? code : reading} isWide>
      {station && code.data && (
        <View className="lx-stack">
          <View className="lx-stack lx-poster-off">
            <View className="lx-title" {...heading(1)}>
              {words.title}
            </View>
            {canPrint ? (
              <>
                <Text className="lx-text">{words.hint}</Text>
                <Button kind="primary" onPress={print}>
                  {words.print}
                </Button>
              </>
            ) : (
              <NoticeBar title={words.onComputer} />
            )}
          </View>
          <View className="lx-poster">
            <Text className="lx-poster-small">{of.kind[station.kind]}</Text>
            <Text className="lx-poster-name">{station.name}</Text>
            <Text className="lx-poster-call">{words.call}</Text>
            <Qr label={words.codeOf(station.name)} {...(code.data.image ? { image: code.data.image } : { text: code.data.text })} />
            <Text className="lx-poster-text">{words.orType}</Text>
            <Text className="lx-poster-code">{code.data.code.split('').join(' ')}</Text>
            <View className="lx-poster-facts">
              {station.hours.map(({ weekdays, from, to }) => (
                <Text key={`${weekdays.join()}${from}`} className="lx-poster-text">
                  {of.period(weekdays, from, to)}
                </Text>
              ))}
              <Text className="lx-poster-text">{station.address}</Text>
              {station.phone && <Text className="lx-poster-text">{words.phone(station.phone)}</Text>}
              {station.deputies.length > 0 && (
                <Text className="lx-poster-text">
                  {words.deputies(formatList(station.deputies.slice(0, NAMED).map(({ name }) => name)), station.deputies.length > NAMED)}
                </Text>
              )}
            </View>
            <Text className="lx-poster-small">{words.privacy}</Text>
          </View>
        </View>
      )}
    </Page>
  )
}
