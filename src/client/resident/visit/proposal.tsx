import { Text, View } from '@tarojs/components'
import { TEXT_MAX } from '../../../domain/content'
import { useDraft } from '../../lib/draft'
import { useChange } from '../../lib/query'
import { useSubscription } from '../../lib/subscribe'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { errorAt, RefusedBar } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { heading } from '../../ui/press'
import { useVisitWords } from '../../words/visit'
import type { VisitView } from './state'

/** A concern that was written down at the reception: the visitor puts it right and confirms it, once. */
export function Proposal({ view: { id, steps, proposal } }: { view: VisitView }) {
  const words = useVisitWords()
  const { visit } = words
  const draft = useDraft(`proposal.${id}`, { text: proposal!.text })
  const { ask } = useSubscription('progress')
  const { mutate, isPending, error } = useChange('visit.confirmConcern', { onDone: draft.clear })
  if (!steps.includes('confirmConcern')) return null
  return (
    <Card tone="brand">
      <View className="lx-stack">
        <View className="lx-heading" {...heading(2)}>
          {visit.proposal}
        </View>
        <Text className="lx-text">{visit.proposalHint}</Text>
        <Field
          name="text"
          kind="lines"
          label={visit.proposalText}
          max={TEXT_MAX}
          defaultValue={draft.value.text}
          error={error ? errorAt(words, error.fields, 'text', visit.own) : null}
          onChange={(text) => draft.change({ text })}
        />
        <RefusedBar error={error && error.fields.length === 0 ? error : null} hasDraft />
        <Button
          kind="primary"
          isBusy={isPending}
          onPress={() => {
            ask()
            mutate({ id, text: draft.value.text })
          }}
        >
          {visit.step.confirmConcern}
        </Button>
      </View>
    </Card>
  )
}
