import { Text, View } from '@tarojs/components'
import type { FieldError } from '../../contract/operation'
import type { Refused } from '../lib/call'
import { showElement } from '../lib/page'
import { useWords, type Dictionary } from '../words'
import './error-summary.css'
import { Icon } from './icon'
import { NoticeBar } from './notice-bar'
import { press, role } from './press'

/** Words of a form's own for `<path>.<rule>`, where the general ones say too little. */
type OwnWords = Partial<Record<string, string>>

/** The words for one rule. */
export function wordsOfRule(words: Dictionary, { path, rule }: FieldError, own: OwnWords = {}): string {
  if (rule === 'used') return words.error.arrived
  return own[`${path}.${rule}`] ?? (words.error.rule as Record<string, string>)[rule] ?? words.error.unknownRule
}

/** What is wrong at a field, in the same words as in the summary; null where nothing is. */
export function errorAt(words: Dictionary, errors: readonly FieldError[], path: string, own?: OwnWords): string | null {
  const found = errors.find((error) => error.path === path || error.path.startsWith(`${path}.`))
  return found ? wordsOfRule(words, found, own) : null
}

/**
 * Everything to be changed, at the top of the page; each line leads to its field, whose element is
 * `field-<path>`. `names` gives each path its label.
 */
export function ErrorSummary({
  errors,
  names,
  own,
}: {
  errors: readonly FieldError[]
  names: Partial<Record<string, string>>
  own?: OwnWords
}) {
  const words = useWords()
  if (errors.length === 0) return null
  return (
    <View className="lx-errors" {...role('alert')}>
      <View className="lx-errors-title">
        <Icon name="alert" />
        <Text className="lx-grow">{words.error.summary(errors.length)}</Text>
      </View>
      {errors.map((error) => (
        <View
          key={error.path + error.rule}
          className="lx-errors-line lx-press"
          {...press(() => showElement(`field-${error.path.replace(/\./g, '-')}`), { as: 'link' })}
        >
          <Text>{(names[error.path] ? `${names[error.path]}：` : '') + wordsOfRule(words, error, own)}</Text>
        </View>
      ))}
    </View>
  )
}

const minutesOf = (seconds: number) => Math.ceil(seconds / 60)

/** The words for a refusal; where time alone helps, how long. */
export const wordsOfRefusal = (words: Dictionary['error'], { code, retryAfterS }: Refused): string =>
  retryAfterS === undefined ? (words.code[code] ?? words.code.INTERNAL) : words.tooMany(minutesOf(retryAfterS))

const isOurs = (code: Refused['code']) => code === 'INTERNAL' || code === 'UNAVAILABLE'

/** The first eight characters of the id of a call that failed on our side; null where somebody can set it right alone. */
export const shortCallId = ({ code, callId }: Pick<Refused, 'code' | 'callId'>): string | null =>
  callId && isOurs(code) ? callId.slice(0, 8) : null

/** The same where what somebody wrote is kept on their device. */
function wordsOfKept(words: Dictionary['error'], error: Refused): string {
  if (error.code === 'OFFLINE') return words.draftKept
  if (isOurs(error.code)) return words.draftKeptBusy
  return error.retryAfterS === undefined ? wordsOfRefusal(words, error) : words.tooManyKept(minutesOf(error.retryAfterS))
}

/**
 * Why a call failed, in words; what was wrong at single fields is left to the summary. Of what somebody wrote it speaks only
 * where it is said that they did: `hasDraft`, and it is kept on their device; `hasText`, and it still stands on the page.
 */
export function RefusedBar({
  error,
  hasDraft = false,
  hasText = false,
}: {
  error: Refused | null | undefined
  hasDraft?: boolean
  hasText?: boolean
}) {
  const { error: words } = useWords()
  if (!error) return null
  const id = shortCallId(error)
  const said = wordsOfRefusal(words, error) + (hasText && isOurs(error.code) ? words.kept : '')
  return (
    <NoticeBar tone="error" title={hasDraft ? wordsOfKept(words, error) : said}>
      {id && <Text className="lx-small">{words.callId(id)}</Text>}
    </NoticeBar>
  )
}
