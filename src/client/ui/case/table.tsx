import { Text, View } from '@tarojs/components'
import type { Relation } from '../../../domain/concern'
import { useWords } from '../../words'
import { sideOf } from '../../words/case-states'
import { Status } from '../status'
import { Table } from '../table'
import './case.css'
import { dueLook, stateLook, type CaseItem } from './state'

/** Cases in a desk's window, in the order in which they are given. */
export function CaseTable({
  items,
  as,
  isLeft = () => false,
  onOpen,
}: {
  items: readonly CaseItem[]
  as: Relation
  /** Whether nobody acts for its deputy. */
  isLeft?: (item: CaseItem) => boolean
  onOpen: (id: string) => void
}) {
  const { concern, general } = useWords()
  const { number, excerpt, topic, due, state, none } = concern.column
  return (
    <Table
      label={general.tab.cases[as === 'assignee' ? 'deputy' : 'staff']}
      columns={[number, excerpt, topic, due, state]}
      main={1}
      rows={items.map((item) => ({
        key: item.id,
        onOpen: () => onOpen(item.id),
        cells: [
          <Text key={number}>{item.number}</Text>,
          <View key={excerpt}>
            <Text>{item.excerpt || concern.spoken}</Text>
            <Text className="lx-small">{concern.relay(item.relayName)}</Text>
          </View>,
          item.topic || !item.due ? (
            <Text key={topic}>{item.topic?.name ?? none}</Text>
          ) : (
            <Status key={topic} words={concern.topicOpen} tone="warning" icon="info" />
          ),
          item.due ? <Status key={due} words={concern.due.left(item.due)} {...dueLook(item.due)} /> : <Text key={due}>{none}</Text>,
          <View key={state} className="lx-row-wrap">
            <Status words={concern.state[sideOf(as)][item.state]} {...stateLook[item.state]} />
            {isLeft(item) && <Status words={concern.isLeft} tone="warning" icon="alert" />}
            {item.isSilent && <Status words={concern.silent[sideOf(as)]} tone="warning" />}
            {item.cluster && <Status words={concern.cluster(item.cluster.cases, item.cluster.joined)} icon="persons" />}
            {item.unread > 0 && <Status words={concern.newMessages(item.unread)} tone="info" icon="message" />}
          </View>,
        ],
      }))}
    />
  )
}
