import { View } from '@tarojs/components'
import { below, nameOf, useCongress } from '../lib/congress'
import { useCall } from '../lib/query'
import { useSettled } from '../lib/settled'
import { Button } from './button'
import { Choice } from './choice'
import { role } from './press'

export interface TopicChoiceWords {
  label: string
  hint?: string
  sub: (name: string) => string
  anyOf: (name: string) => string
  /** Where it may be left open: what that is called. */
  open?: string
}

/** Two levels of the congress's topics. */
export function TopicChoice({
  topic,
  words,
  error,
  onChoose,
}: {
  topic: string | null
  words: TopicChoiceWords
  error?: string | null
  onChoose: (topic: string | null) => void
}) {
  const { data: congress } = useCongress()
  const topics = (congress?.topics ?? []).filter(({ isRetired }) => !isRetired)
  const roots = below(topics, null)
  if (roots.length === 0) return null
  const chosen = topics.find(({ code }) => code === topic)
  const root = chosen && (roots.some(({ code }) => code === chosen.code) ? chosen.code : chosen.parentCode)
  const children = root ? below(topics, root) : []
  const rootName = nameOf(topics, root) ?? ''
  return (
    <View className="lx-stack">
      <Choice
        name="topic"
        label={words.label}
        isCompact
        options={[
          ...roots.map(({ code, name }) => ({ value: code as string | null, label: name })),
          ...(words.open ? [{ value: null, label: words.open }] : []),
        ]}
        value={root ?? (words.open ? null : undefined)}
        onChoose={onChoose}
        {...(words.hint ? { hint: words.hint } : {})}
        {...(error ? { error } : {})}
      />
      {root && children.length > 0 && (
        <Choice
          name="subtopic"
          label={words.sub(rootName)}
          isCompact
          options={[...children.map(({ code, name }) => ({ value: code, label: name })), { value: root, label: words.anyOf(rootName) }]}
          value={topic ?? undefined}
          onChoose={onChoose}
        />
      )}
    </View>
  )
}

/** Fewer letters say too little to guess from. */
const LEAST_LETTERS = 6
const TEXT_MAX = 2000
/** As long as a pause in writing. */
const PAUSE_MS = 600

/** What a text seems to be about, the likelier first. Asked once the writing pauses; without a connection there is nothing, and no word of it. */
export function useTopicSuggestions(text: string): { code: string; name: string }[] {
  const asked = useSettled(text.trim().slice(0, TEXT_MAX), PAUSE_MS)
  const isLong = asked.length >= LEAST_LETTERS
  // The answer to an earlier wording is dropped; what it said stays until the next is here, so that nothing flickers.
  const { data } = useCall('topic.suggest', { text: asked }, { isEnabled: isLong, keepsPrevious: true })
  return isLong ? (data?.items ?? []) : []
}

/** Suggested topics, each taken with one tap. */
export function TopicSuggestions({
  items,
  label,
  takeWords,
  chosen = null,
  isBusy = false,
  onTake,
}: {
  items: readonly { code: string; name: string }[]
  label: string
  /** What a screen reader says of one. */
  takeWords: (name: string) => string
  chosen?: string | null
  isBusy?: boolean
  onTake: (code: string) => void
}) {
  return (
    <View className="lx-row-wrap" {...role('group', { label })}>
      {items.map(({ code, name }) => (
        <Button
          key={code}
          isInline
          isBusy={isBusy}
          label={takeWords(name)}
          onPress={() => onTake(code)}
          {...(code === chosen ? { icon: 'check' as const } : {})}
        >
          {name}
        </Button>
      ))}
    </View>
  )
}
