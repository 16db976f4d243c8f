import { Text, View } from '@tarojs/components'
import { useRef, useState } from 'react'
import type { Input, Output } from '../../../contract'
import { datums, importHeaders, officeImportKinds } from '../../../domain/import'
import { call, isRefused, newRequestId, type Refused } from '../../lib/call'
import { download } from '../../lib/files'
import { open, showElement } from '../../lib/page'
import { useChange } from '../../lib/query'
import { useMe } from '../../lib/session'
import { chooseTable, type TableFile } from '../../lib/table-file'
import { Button } from '../../ui/button'
import { Choice } from '../../ui/choice'
import { RefusedBar } from '../../ui/error-summary'
import { NoticeBar } from '../../ui/notice-bar'
import { Page } from '../../ui/page'
import { heading } from '../../ui/press'
import { useImportWords } from '../../words/import'
import { Checked } from './checked'

/** Each choice is a request of its own; what is tried again after a lost connection is the same. */
type Chosen = Omit<Input<'import.run'>, 'base64'> & { file: TableFile | null }
type Check = Output<'import.check'> | Refused | 'checking' | 'too_large' | 'unreadable' | null

/** 导入表格 */
export default function ImportPage() {
  const { imports: words } = useImportWords()
  const me = useMe()
  return (
    <Page title={words.title} reading={me}>
      <View className="lx-stack">
        <View className="lx-title" {...heading(1)}>
          {words.title}
        </View>
        {process.env.TARO_ENV === 'h5' ? (
          <Bringing />
        ) : (
          <>
            <Text className="lx-text">{words.onComputer}</Text>
            <Button kind="primary" icon="scan" onPress={() => open('/entry/scan/index')}>
              {words.scan}
            </Button>
          </>
        )}
      </View>
    </Page>
  )
}

/** What a file would change is shown first, then it is brought in. */
function Bringing() {
  const { imports: words } = useImportWords()
  const [chosen, setChosen] = useState<Chosen>({ kind: 'deputies', datum: 'gcj02', file: null, requestId: '' })
  const [check, setCheck] = useState<Check>(null)
  const latest = useRef<Chosen>()
  const bring = useChange('import.run')
  const { kind, datum, file, requestId } = chosen
  const isIn = bring.data !== undefined

  const choose = async (choice: Chosen) => {
    const next = { ...choice, requestId: newRequestId() }
    latest.current = next
    setChosen(next)
    bring.reset()
    if (!next.file) return setCheck(null)
    setCheck('checking')
    const answer = await call('import.check', { kind: next.kind, datum: next.datum, base64: next.file.base64 }).catch((error: unknown) => {
      if (isRefused(error)) return error
      throw error
    })
    // Another file, or another kind, may have been chosen meanwhile.
    if (latest.current !== next) return
    setCheck(answer)
    showElement('chosen-file')
  }
  const chooseFile = async () => {
    const answer = await chooseTable()
    if (answer === null) return
    if (typeof answer === 'object') return choose({ ...chosen, file: answer })
    await choose({ ...chosen, file: null })
    setCheck(answer)
  }
  const sample = () => download(`${words.sampleName[kind]}.csv`, 'text/csv', `\uFEFF${importHeaders[kind].join(',')}\r\n`)

  const isChecked = check !== null && typeof check === 'object' && !isRefused(check)
  const isReady = isChecked && check.badCount === 0 && check.added + check.changed > 0 && !isIn
  return (
    <>
      <Text className="lx-text">{words.hint}</Text>
      <Choice
        name="kind"
        label={words.what}
        isCompact
        options={officeImportKinds.map((value) => ({ value, label: words.kind[value] }))}
        value={kind}
        onChoose={(value) => void choose({ ...chosen, kind: value })}
      />
      <Text className="lx-text">{words.about[kind]}</Text>
      {kind === 'stations' && (
        <Choice
          name="datum"
          label={words.datum}
          isCompact
          options={datums.map((value) => ({ value, label: words.datums[value] }))}
          value={datum}
          onChoose={(value) => void choose({ ...chosen, datum: value })}
        />
      )}
      <Button kind="link" onPress={sample}>
        {words.sample}
      </Button>
      {file && (
        <Text id="chosen-file" className="lx-text">
          {words.file(file.name)}
        </Text>
      )}
      <Button kind={isReady ? 'secondary' : 'primary'} icon="list" onPress={() => void chooseFile()}>
        {file ? words.chooseAgain : words.choose}
      </Button>
      {check === 'checking' && <Text className="lx-text">{words.checking}</Text>}
      {check === 'too_large' && <NoticeBar tone="error" title={words.tooLarge} />}
      {check === 'unreadable' && <NoticeBar tone="error" title={words.unreadable} />}
      <RefusedBar error={isRefused(check) ? check : bring.error} />
      {isIn ? (
        <NoticeBar tone="success" title={words.done(bring.data.added, bring.data.changed, bring.data.unchanged)} />
      ) : (
        isChecked && <Checked check={check} />
      )}
      {isReady && (
        <Button
          kind="primary"
          icon="check"
          isBusy={bring.isPending}
          onPress={() => file && bring.mutate({ requestId, kind, datum, base64: file.base64 })}
        >
          {words.run}
        </Button>
      )}
    </>
  )
}
