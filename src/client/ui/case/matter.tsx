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
export function CaseMatter({ view: { text, topic, topicBy, relations, place, photos, recording, held, number } }: { view: CaseView }) {
  const { concern } = useCaseWords()
  return (
    <View>
      <View className="lx-section lx-case-section" {...heading(2)}>
        {concern.matter}
      </View>
      <Card>
        <View className="lx-stack">
          {topic && (
            <View className="lx-row-wrap">
              <Status words={topic.name} />
              {topicBy === 'model' && !relations.includes('reporter') && <Status words={concern.topicByModel} icon="info" />}
            </View>
          )}
          <Held held={held} />
          {(text || !recording) && (
            <Text className="lx-text" selectable>
              {text || concern.erased}
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
          {place.at && relations.every((relation) => relation === 'desk' || relation === 'office') && (
            <Text className="lx-small">{concern.mapRough}</Text>
          )}
        </View>
      </Card>
    </View>
  )
}
