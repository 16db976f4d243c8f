import { Text, View } from '@tarojs/components'
import { useDoorWords } from '../../words/door'
import { Cards } from '../card'
import { heading } from '../press'
import { ReceptionCard, type ReceptionView } from './card'

/** 还没有办完: past days at which somebody is still expected or in the queue. */
export function Unfinished({ receptions, path, isDesk }: { receptions: readonly ReceptionView[]; path: string; isDesk: boolean }) {
  const { door } = useDoorWords()
  if (receptions.length === 0) return null
  return (
    <View className="lx-stack">
      <View className="lx-section" {...heading(2)}>
        {door.unfinished}
      </View>
      <Text className="lx-text">{door.unfinishedHint}</Text>
      <Cards>
        {receptions.map((view) => (
          <ReceptionCard key={view.id} view={view} path={path} isDesk={isDesk} isNext={false} />
        ))}
      </Cards>
    </View>
  )
}
