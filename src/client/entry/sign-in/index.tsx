import { Text, View } from '@tarojs/components'
import { openTab } from '../../lib/page'
import { useSignIn } from '../../lib/sign-in'
import { Button } from '../../ui/button'
import { RefusedBar } from '../../ui/error-summary'
import { NoticeBar } from '../../ui/notice-bar'
import { Page } from '../../ui/page'
import { heading, role } from '../../ui/press'
import { Qr } from '../../ui/qr'
import { useEntryWords } from '../../words/entry'

/** A desktop page is signed in by who scans its code with the mini-program. */
export default function SignInPage() {
  const { entry } = useEntryWords()
  const words = entry.signIn
  const { offer, state, error, renew } = useSignIn(() => openTab('home'))
  const isOver = state === 'expired' || state === 'refused'
  return (
    <Page title={words.title}>
      <View className="lx-stack">
        <View className="lx-title" {...heading(1)}>
          {words.title}
        </View>
        <RefusedBar error={error} />
        <Text className="lx-text">{words.how}</Text>
        {/* WeChat's own code opens the mini-program at once; a QR code is read by the mini-program's own scanner. */}
        {offer && !isOver && <Qr {...(offer.image ? { image: offer.image } : { text: offer.text })} label={words.codeLabel} />}
        {state === 'expired' && <NoticeBar tone="warning" title={words.expired} />}
        {state === 'refused' && <NoticeBar tone="error" title={words.refused} />}
        {!isOver && !error && (
          <View {...role('status')}>
            <Text className="lx-text">{state === 'seen' ? words.seen : state === 'confirmed' ? words.done : words.waiting}</Text>
          </View>
        )}
        {(isOver || error) && (
          <Button kind="primary" onPress={renew}>
            {words.renew}
          </Button>
        )}
      </View>
    </Page>
  )
}
