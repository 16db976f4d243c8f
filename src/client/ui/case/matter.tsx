import { Text, View } from '@tarojs/components'
import { showTheWay } from '../../lib/phone'
import { useCaseWords } from '../../words/concern'
import { Button } from '../button'
import { Card } from '../card'
import { Photos } from '../photo-field'
import { heading } from '../press'
import { RecordingPlayer } from '../recording'
import { Status } from '../status'
import './case.css'
import { Held } from './held'
import type { CaseView } from './state'

/** What the resident wrote, where it is, and the photos. */
export function CaseMatter({ view: { text, topic, place, photos, recording, held, number } }: { view: CaseView }) {
  const { concern } = useCaseWords()
  return (
    <View>
      <View className="lx-section lx-case-section" {...heading(2)}>
        {concern.matter}
      </View>
      <Card>
        <View className="lx-stack">
          {topic && (
            <View>
              <Status words={topic.name} />
            </View>
          )}
          <Held held={held} />
          {text && (
            <Text className="lx-text" selectable>
              {text}
            </Text>
          )}
          {recording && <RecordingPlayer recording={recording} />}
          <Photos photos={photos} />
          <Text className="lx-small">{`${concern.place}：${place.address || (place.at ? concern.map : concern.noPlace)}`}</Text>
          {place.at && (
            <Button
              kind="link"
              icon="map"
              onPress={() =>
                place.at && showTheWay({ at: place.at, name: place.address || concern.number(number), address: place.address })
              }
            >
              {concern.map}
            </Button>
          )}
        </View>
      </Card>
    </View>
  )
}
