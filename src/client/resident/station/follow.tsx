import { Text, View } from '@tarojs/components'
import { useCall, useChange } from '../../lib/query'
import { useMe } from '../../lib/session'
import { Button } from '../../ui/button'
import { RefusedBar } from '../../ui/error-summary'
import { useNoticeWords } from '../../words/notice'

/** 关注: shown to whom we know, since a follower has to be told. */
export function Follow({ stationId }: { stationId: string }) {
  const words = useNoticeWords().notice
  const { data: me } = useMe()
  const { data } = useCall('station.followed', {}, { isEnabled: me !== undefined })
  const { mutate, isPending, error } = useChange('station.follow')
  if (!data) return null
  const isFollowed = data.items.some(({ id }) => id === stationId)
  return (
    <View className="lx-stack">
      <RefusedBar error={error} />
      <Button icon={isFollowed ? 'check' : 'bell'} isBusy={isPending} onPress={() => mutate({ id: stationId, isFollowed: !isFollowed })}>
        {isFollowed ? words.unfollow : words.follow}
      </Button>
      {!isFollowed && <Text className="lx-small">{words.followHint}</Text>}
    </View>
  )
}
