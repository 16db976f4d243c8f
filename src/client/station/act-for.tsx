import { View } from '@tarojs/components'
import { open } from '../lib/page'
import { Button } from '../ui/button'
import { useAssistanceWords } from '../words/assistance'
import { useDeskWords } from '../words/desk'

/** What a station does for somebody who cannot: books, files, tells by phone, and what it has filed. */
export function ActFor() {
  const { desk } = useDeskWords()
  const { assistance } = useAssistanceWords()
  return (
    <View className="lx-row-wrap">
      <Button isInline icon="calendar" onPress={() => open('/station/book/index')}>
        {desk.book}
      </Button>
      <Button isInline icon="edit" onPress={() => open('/station/file/index')}>
        {assistance.title}
      </Button>
      <Button isInline icon="phone" onPress={() => open('/station/phone-notes/index')}>
        {assistance.notes}
      </Button>
      <Button isInline icon="list" onPress={() => open('/station/filed/index')}>
        {desk.filed}
      </Button>
    </View>
  )
}
