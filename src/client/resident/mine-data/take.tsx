import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { call } from '../../lib/call'
import { copy, download, pictureAsData, removeFile, shareFile, writeFile } from '../../lib/files'
import { photoSource } from '../../lib/photos'
import { Button } from '../../ui/button'
import { NoticeBar } from '../../ui/notice-bar'
import { heading } from '../../ui/press'
import { useWords } from '../../words'
import { useMyDataWords } from '../../words/my-data'
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
  const data = useMyDataWords()
  const words = { ...useWords(), data }
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
          const picture = await pictureAsData(photoSource(url))
          if (picture) pictures.set(id, picture)
        }
        download(`${NAME}.html`, 'text/html', toHtml(everything, words, pictures))
      }
      setSaid({ tone: 'success', title: isH5 ? data.downloaded : data.ready })
    } catch {
      setSaid({ tone: 'error', title: data.failed })
    } finally {
      setBusy(null)
    }
  }
  const share = async () => {
    if (ready && !(await shareFile(ready.path, `${NAME}.html`))) setSaid({ tone: 'error', title: data.failed })
  }
  const copyWords = async () => {
    if (!ready) return
    const isCopied = await copy(ready.text)
    setSaid(isCopied ? { tone: 'success', title: data.copied } : { tone: 'error', title: data.failed })
  }
  return (
    <View className="lx-stack">
      <View className="lx-section" {...heading(2)}>
        {data.take}
      </View>
      <Text className="lx-text">{data.takeWords}</Text>
      {said && <NoticeBar {...said} />}
      {(isH5 || !ready) && (
        <Button isBusy={isBusy === 'readable'} onPress={() => void take('readable')}>
          {isH5 ? data.readable : data.prepare}
        </Button>
      )}
      {isH5 && (
        <Button isBusy={isBusy === 'data'} onPress={() => void take('data')}>
          {data.data}
        </Button>
      )}
      {ready && (
        <>
          <Button icon="send" onPress={() => void share()}>
            {data.share}
          </Button>
          <Button onPress={() => void copyWords()}>{data.copy}</Button>
        </>
      )}
    </View>
  )
}
