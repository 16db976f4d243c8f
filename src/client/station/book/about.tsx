import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../ui/button'
import { VisitAbout, type AboutDraft } from '../../ui/visit-about'
import { useDeskWords } from '../../words/desk'

/** What the visit is about and what help it needs: folded away, since none of it has to be said. */
export function About({ draft, change, error }: { draft: AboutDraft; change: (part: Partial<AboutDraft>) => void; error: string | null }) {
  const { desk } = useDeskWords()
  const [isOpen, setOpen] = useState(draft.about !== '' || draft.topic !== null || draft.needs.length > 0)
  if (!isOpen)
    return (
      <Button kind="link" onPress={() => setOpen(true)}>
        {desk.more}
      </Button>
    )
  return (
    <View className="lx-stack">
      <VisitAbout draft={draft} change={change} error={error} />
      <Button kind="link" onPress={() => setOpen(false)}>
        {desk.less}
      </Button>
    </View>
  )
}
