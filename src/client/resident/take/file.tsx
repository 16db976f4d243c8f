import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { copy, download, pictureAsData, removeFile, shareFile, writeFile } from '../../lib/files'
import { photoSource } from '../../lib/photos'
import { Button } from '../../ui/button'
import { NoticeBar } from '../../ui/notice-bar'
import { heading } from '../../ui/press'
import { useMyDataWords } from '../../words/my-data'
import { htmlOf, textOf, type Paper } from './paper'

const isH5 = process.env.TARO_ENV === 'h5'

interface Taken {
  paper: Paper
  pictures: readonly { id: string; url: string }[]
  data: unknown
}

/** 导出: a browser stores files; WeChat hands one to a chat, or the words to the clipboard. */
export function TakeFile({
  name,
  title,
  intro,
  download: toDownload,
  read,
}: {
  /** Of the file, without its ending. */
  name: string
  title: string
  intro: string
  /** What the button in a browser says. */
  download: string
  read: () => Promise<Taken>
}) {
  const data = useMyDataWords()
  const [isBusy, setBusy] = useState<'readable' | 'data' | null>(null)
  const [said, setSaid] = useState<{ tone: 'success' | 'error'; title: string } | null>(null)
  const [ready, setReady] = useState<{ path: string; text: string } | null>(null)
  // What was written on the phone to be sent is not left lying there.
  useEffect(() => () => (ready ? removeFile(ready.path) : undefined), [ready])

  const take = async (kind: 'readable' | 'data') => {
    setBusy(kind)
    setSaid(null)
    try {
      const { paper, pictures: all, data: machine } = await read()
      if (!isH5) setReady({ path: writeFile(`${name}.html`, htmlOf(paper, data, new Map())), text: textOf(paper) })
      else if (kind === 'data') download(`${name}.json`, 'application/json', JSON.stringify(machine, null, 2))
      else {
        const pictures = new Map<string, string>()
        for (const { id, url } of all) {
          const picture = await pictureAsData(photoSource(url))
          if (picture) pictures.set(id, picture)
        }
        download(`${name}.html`, 'text/html', htmlOf(paper, data, pictures))
      }
      setSaid({ tone: 'success', title: isH5 ? data.downloaded : data.ready })
    } catch {
      setSaid({ tone: 'error', title: data.failed })
    } finally {
      setBusy(null)
    }
  }
  const share = async () => {
    if (ready && !(await shareFile(ready.path, `${name}.html`))) setSaid({ tone: 'error', title: data.failed })
  }
  const copyWords = async () => {
    if (!ready) return
    const isCopied = await copy(ready.text)
    setSaid(isCopied ? { tone: 'success', title: data.copied } : { tone: 'error', title: data.failed })
  }
  return (
    <View className="lx-stack">
      <View className="lx-section" {...heading(2)}>
        {title}
      </View>
      <Text className="lx-text">{intro}</Text>
      {said && <NoticeBar {...said} />}
      {(isH5 || !ready) && (
        <Button isBusy={isBusy === 'readable'} onPress={() => void take('readable')}>
          {isH5 ? toDownload : data.prepare}
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
