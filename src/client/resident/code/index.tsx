import { Text, View } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'
import * as v from 'valibot'
import { openCode } from '../../../contract/code'
import type { FieldError } from '../../../contract/operation'
import { call, isRefused, type Refused } from '../../lib/call'
import { replaceWith, useParams } from '../../lib/page'
import { canScan, scanCode } from '../../lib/phone'
import { Button } from '../../ui/button'
import { errorAt, RefusedBar } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { NoticeBar } from '../../ui/notice-bar'
import { Page } from '../../ui/page'
import { heading } from '../../ui/press'
import { useCodeWords } from '../../words/code'

/** A short code, scanned (`scene` on WeChat, `/c/<code>` on the web) or typed: goes on to the deputy or the station. */
export default function CodePage() {
  const words = useCodeWords()
  const { code, scene } = useParams()
  const typed = useRef(code ?? scene ?? '')
  const [isBusy, setBusy] = useState(false)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [absent, setAbsent] = useState<string | null>(null)
  const [refused, setRefused] = useState<Refused | null>(null)

  const resolve = async (from: string) => {
    setAbsent(null)
    setRefused(null)
    const { success, issues, output } = v.safeParse(openCode.input, { code: codeIn(from) })
    setErrors(success ? [] : issues.map(({ message }) => ({ path: 'code', rule: message })))
    if (!success) return
    setBusy(true)
    try {
      const { kind, id } = await call('code.open', output)
      replaceWith(kind === 'deputy' ? '/resident/deputy/index' : '/resident/station/index', { id })
    } catch (error) {
      if (!isRefused(error)) throw error
      if (error.code === 'NOT_FOUND') setAbsent(output.code)
      else setRefused(error)
    } finally {
      setBusy(false)
    }
  }
  useEffect(() => {
    if (typed.current) void resolve(typed.current)
  }, [])

  return (
    <Page title={words.code.title}>
      <View className="lx-stack">
        <View className="lx-title" {...heading(1)}>
          {words.code.title}
        </View>
        <RefusedBar error={refused} />
        {absent && <NoticeBar tone="error" title={words.code.none(absent)} />}
        <Field
          name="code"
          label={words.code.label}
          hint={words.code.hint}
          defaultValue={typed.current}
          error={errorAt(words, errors, 'code')}
          onChange={(value) => {
            typed.current = value
          }}
          onDone={() => void resolve(typed.current)}
        />
        <Button kind="primary" isBusy={isBusy} onPress={() => void resolve(typed.current)}>
          {words.code.open}
        </Button>
        {canScan && (
          <Button icon="scan" onPress={() => void scanCode().then((found) => (found ? resolve(found) : undefined))}>
            {words.code.scan}
          </Button>
        )}
        {isBusy && <Text className="lx-small">{words.code.opening}</Text>}
      </View>
    </Page>
  )
}

/** The code in what a camera read: an address that ends in it, a mini-program's path with a scene, or the code alone. */
function codeIn(read: string): string {
  const text = read.trim()
  return /(?:scene=|code=|\/c\/)([0-9A-Za-z]{6})(?![0-9A-Za-z])/.exec(text)?.[1] ?? text.replace(/[\s-]/g, '')
}
