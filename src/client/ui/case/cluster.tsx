import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Output } from '../../../contract'
import { verdicts } from '../../../domain/concern'
import { open } from '../../lib/page'
import { useCall, useChange } from '../../lib/query'
import { useSimilarWords } from '../../words/similar'
import { Button } from '../button'
import { Card } from '../card'
import { RefusedBar } from '../error-summary'
import { heading } from '../press'
import './case.css'
import type { CasePageName, CaseView } from './state'

/** 同一件事: for who holds the case, its cluster and what may belong to it; for its resident, how many said the same. */
export function CaseCluster({ view, page }: { view: CaseView; page: CasePageName }) {
  const { similar } = useSimilarWords()
  if (page !== 'resident') return <Held id={view.id} page={page} />
  if (!view.cluster) return null
  return <Text className="lx-small">{similar.people(view.cluster.people)}</Text>
}

function Held({ id, page }: { id: string; page: CasePageName }) {
  const { similar, concern } = useSimilarWords()
  const { data } = useCall('concern.cluster', { id })
  const merge = useChange('concern.merge')
  const detach = useChange('concern.detach')
  const [listed, setListed] = useState(LISTED_FIRST)
  if (!data) return null
  const { head, cases, joined, members, alike, near, mayMerge } = data
  if (!head && cases + joined === 1 && alike.length + near.length === 0) return null
  const path = page === 'deputy' ? '/deputy/case/index' : '/station/case/index'
  const said = verdicts.filter((verdict) => data.verdicts[verdict] > 0)
  return (
    <View className="lx-stack">
      <View className="lx-section lx-case-section" {...heading(2)}>
        {similar.cluster}
      </View>
      <RefusedBar error={merge.error ?? detach.error} />
      {cases + joined > 1 && <Text className="lx-text">{similar.clusterSize(cases, joined)}</Text>}
      {said.length > 0 && (
        <Text className="lx-small">
          {said.map((verdict) => similar.verdictCount(concern.verdict[verdict], data.verdicts[verdict])).join(' · ')}
        </Text>
      )}
      {head ? (
        <>
          <Text className="lx-small">{similar.underHead(head.number)}</Text>
          <Button onPress={() => open(path, { id: head.id })}>{similar.openHead}</Button>
          <Button kind="link" isBusy={detach.isPending} onPress={() => detach.mutate({ id })}>
            {similar.detach}
          </Button>
        </>
      ) : (
        cases + joined > 1 && <Text className="lx-small">{similar.answerHint}</Text>
      )}
      {!head && members.slice(0, listed).map((each) => <Line key={each.id} each={each} path={path} />)}
      {!head && members.length > listed && (
        <Button kind="link" onPress={() => setListed(members.length)}>
          {similar.listRest(members.length - listed)}
        </Button>
      )}
      {!head && members.length <= listed && cases - 1 > members.length && (
        <Text className="lx-small">{similar.firstListed(members.length)}</Text>
      )}
      {mayMerge && alike.length > 0 && (
        <>
          <Text className="lx-field-label">{similar.alike}</Text>
          {alike.slice(0, ALIKE_SHOWN).map((each) => (
            <Line key={each.id} each={each} path={path} />
          ))}
          <Button
            icon="persons"
            isBusy={merge.isPending}
            onPress={() => merge.mutate({ id, ids: alike.slice(0, MERGED_AT_ONCE).map((each) => each.id) })}
          >
            {similar.merge(Math.min(alike.length, MERGED_AT_ONCE))}
          </Button>
        </>
      )}
      {mayMerge && near.length > 0 && (
        <>
          <Text className="lx-field-label">{similar.near}</Text>
          {near.slice(0, ALIKE_SHOWN).map((each) => (
            <View key={each.id} className="lx-stack">
              <Line each={each} path={path} />
              <Button kind="link" isBusy={merge.isPending} onPress={() => merge.mutate({ id, ids: [each.id] })}>
                {similar.mergeOne(each.number)}
              </Button>
            </View>
          ))}
        </>
      )}
    </View>
  )
}

/** Another case, by its first words. */
function Line({ each, path }: { each: Output<'concern.cluster'>['alike'][number]; path: string }) {
  const { concern } = useSimilarWords()
  return (
    <Card label={concern.number(each.number)} onPress={() => open(path, { id: each.id })}>
      <Text className="lx-text">{each.excerpt || concern.spoken}</Text>
      <Text className="lx-time">{[concern.number(each.number), concern.state.holder[each.state]].join(' · ')}</Text>
    </Card>
  )
}

/** How many cases of a cluster stand there unasked: the answer is for all of them. */
const LISTED_FIRST = 5
/** Enough to see what they are about; the button counts them all. */
const ALIKE_SHOWN = 5
/** The contract's most in one go. */
const MERGED_AT_ONCE = 500
