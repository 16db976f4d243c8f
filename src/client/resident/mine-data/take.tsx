import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { call } from '../../lib/call'
import { copy, download, pictureAsData, removeFile, shareFile, writeFile } from '../../lib/files'
import { photoSource } from '../../lib/photos'
import { Button } from '../../ui/button'
import { NoticeBar } from '../../ui/notice-bar'
import { heading } from '../../ui/press'
import { useWords } from '../../words'
import { picturesIn, toHtml, toText, type Everything } from './everything'

const isH5 = process.env.TARO_ENV === 'h5'
const NAME = 'lianxinqiao'

/** Everything of the person, page by page. */
async function readEverything(): Promise<Everything> {
  const { next, ...first } = await call('person.export', {})
  const concerns = [...first.concerns]
  for (let cursor = next; cursor;) {
    const page = await call('person.export', { cursor })
    concerns.push(...page.concerns)
    cursor = page.next
  }
  return { ...first, concerns }
}

/** 导出: a browser stores files; WeChat hands one to a chat, or the words to the clipboard. */
export function Take() {
  const words = useWords()
  const { privacy } = words
  const [isBusy, setBusy] = useState<'readable' | 'data' | null>(null)
  const [said, setSaid] = useState<{ tone: 'success' | 'error'; title: string } | null>(null)
  const [ready, setReady] = useState<{ path: string; text: string } | null>(null)
  // What was written on the phone to be sent is not left lying there.
  useEffect(() => () => (ready ? removeFile(ready.path) : undefined), [ready])

  const take = async (kind: 'readable' | 'data') => {
    setBusy(kind)
    setSaid(null)
    try {
      const everything = await readEverything()
      if (!isH5) setReady({ path: writeFile(`${NAME}.html`, toHtml(everything, words, new Map())), text: toText(everything, words) })
      else if (kind === 'data') download(`${NAME}.json`, 'application/json', JSON.stringify(everything, null, 2))
      else {
        const pictures = new Map<string, string>()
        for (const { id, url } of picturesIn(everything)) {
          const data = await pictureAsData(photoSource(url))
          if (data) pictures.set(id, data)
        }
        download(`${NAME}.html`, 'text/html', toHtml(everything, words, pictures))
      }
      setSaid({ tone: 'success', title: isH5 ? privacy.downloaded : privacy.ready })
    } catch {
      setSaid({ tone: 'error', title: privacy.failed })
    } finally {
      setBusy(null)
    }
  }
  const share = async () => {
    if (ready && !(await shareFile(ready.path, `${NAME}.html`))) setSaid({ tone: 'error', title: privacy.failed })
  }
  const copyWords = async () => {
    if (!ready) return
    const isCopied = await copy(ready.text)
    setSaid(isCopied ? { tone: 'success', title: privacy.copied } : { tone: 'error', title: privacy.failed })
  }
  return (
    <View className="lx-stack">
      <View className="lx-section" {...heading(2)}>
        {privacy.take}
      </View>
      <Text className="lx-text">{privacy.takeWords}</Text>
      {said && <NoticeBar {...said} />}
      {(isH5 || !ready) && (
        <Button isBusy={isBusy === 'readable'} onPress={() => void take('readable')}>
          {isH5 ? privacy.readable : privacy.prepare}
        </Button>
      )}
      {isH5 && (
        <Button isBusy={isBusy === 'data'} onPress={() => void take('data')}>
          {privacy.data}
        </Button>
      )}
      {ready && (
        <>
          <Button icon="send" onPress={() => void share()}>
            {privacy.share}
          </Button>
          <Button onPress={() => void copyWords()}>{privacy.copy}</Button>
        </>
      )}
    </View>
  )
}
