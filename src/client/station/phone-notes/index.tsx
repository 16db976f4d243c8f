import { Text, View } from '@tarojs/components'
import type { Output } from '../../../contract'
import { noteOutcomes } from '../../../domain/assistance'
import { open } from '../../lib/page'
import { phoneTo } from '../../lib/phone'
import { useCall, useChange } from '../../lib/query'
import { Button } from '../../ui/button'
import { Card, Cards } from '../../ui/card'
import { Empty } from '../../ui/empty'
import { RefusedBar } from '../../ui/error-summary'
import { NoticeBar } from '../../ui/notice-bar'
import { Page } from '../../ui/page'
import { heading } from '../../ui/press'
import { Status } from '../../ui/status'
import { formatMoment } from '../../words'
import { useAssistanceWords } from '../../words/assistance'

type Note = Output<'phoneNote.list'>['items'][number]

/** 电话告知: whom the station has to tell, the longest waiting first. */
export default function PhoneNotesPage() {
  const { assistance } = useAssistanceWords()
  const reading = useCall('phoneNote.list', {}, { isLive: true })
  const items = reading.data?.items ?? []
  return (
    <Page title={assistance.notes} reading={reading}>
      <View className="lx-stack">
        <View className="lx-title" {...heading(1)}>
          {assistance.notes}
        </View>
        <Text className="lx-text">{assistance.notesHint}</Text>
        {items.length === 0 && <Empty icon="done" title={assistance.noNotes} />}
        <Cards>
          {items.map((note) => (
            <NoteCard key={note.id} note={note} />
          ))}
        </Cards>
      </View>
    </Page>
  )
}

function NoteCard({ note: { id, concern, visit, since, tries, hasPhone, mustWrite } }: { note: Note }) {
  const { assistance, general } = useAssistanceWords()
  const opening = useChange('phoneNote.open')
  const closing = useChange('phoneNote.close')
  const contact = opening.data
  const error = opening.error ?? closing.error
  return (
    <Card>
      <View className="lx-stack">
        <View className="lx-heading" {...heading(2)}>
          {concern ? assistance.tell.concern(concern.number) : assistance.tell.visit(visit?.code ?? '')}
        </View>
        {tries.length > 0 && <Status words={assistance.tries(tries.length)} tone="warning" icon="phone" />}
        {mustWrite && <Status words={assistance.mustWrite} tone="warning" icon="letter" />}
        <Text className="lx-time">{assistance.since(formatMoment(since))}</Text>
        {error?.code === 'NOT_FOUND' ? <NoticeBar tone="warning" title={assistance.gone} /> : <RefusedBar error={error} />}
        {contact ? (
          <>
            <Text className="lx-heading">{assistance.callTo(contact.name)}</Text>
            {contact.phone && <Text className="lx-heading">{contact.phone}</Text>}
            {contact.phone && (
              <Button icon="phone" onPress={() => phoneTo(contact.phone)}>
                {general.call}
              </Button>
            )}
          </>
        ) : (
          hasPhone && (
            <Button kind="primary" icon="phone" isBusy={opening.isPending} onPress={() => opening.mutate({ id })}>
              {assistance.openPhone}
            </Button>
          )
        )}
        {noteOutcomes
          .filter((outcome) => (outcome === 'not_reached' ? !mustWrite : true))
          .map((outcome) => (
            <Button key={outcome} isBusy={closing.isPending} onPress={() => closing.mutate({ id, outcome })}>
              {assistance.outcome[outcome]}
            </Button>
          ))}
        {concern && (
          <Button kind="link" onPress={() => open('/station/case/index', { id: concern.id })}>
            {assistance.openCase}
          </Button>
        )}
      </View>
    </Card>
  )
}
