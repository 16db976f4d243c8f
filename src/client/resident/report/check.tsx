import { Text, View } from '@tarojs/components'
import { nameOf, useCongress } from '../../lib/congress'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Check } from '../../ui/choice'
import { Waiting } from '../../ui/page'
import { Photos } from '../../ui/photo-field'
import { heading } from '../../ui/press'
import { ReadAloud } from '../../ui/read-aloud'
import { Receipt } from '../../ui/receipt'
import { RecordingPlayer } from '../../ui/recording'
import { useReportWords } from '../../words/report'
import { useSimilarWords } from '../../words/similar'
import type { ReportDraft, Step } from './draft'
import { Offers } from './offers'
import { useRoute } from './recipient'

/** Step 4: everything once more, with a way back to each part. */
export function CheckStep({
  draft,
  change,
  onChange,
}: {
  draft: ReportDraft
  change: (part: Partial<ReportDraft>) => void
  onChange: (step: Step) => void
}) {
  const { similar } = useSimilarWords()
  const { report, general } = useReportWords()
  const { data: congress } = useCongress()
  const reading = useRoute(draft)
  const field = (path: string) => report.field[path] ?? ''
  const place = [draft.address, draft.at ? (draft.nearName ? report.markedNear(draft.nearName) : report.marked) : report.noPlace].filter(
    Boolean,
  )
  const topic = congress && nameOf(congress.topics, draft.topic)
  const contact = [draft.name, draft.phone].filter((part) => part.trim() !== '')
  const entries: { step: Step; name: string; lines: string[] }[] = [
    {
      step: 'matter',
      name: field('text'),
      lines: [draft.text.trim(), draft.recording ? report.withRecording(draft.recording.seconds) : '', topic ?? ''].filter(Boolean),
    },
    { step: 'place', name: field('place'), lines: draft.photos.length > 0 ? [...place, report.photoCount(draft.photos.length)] : place },
    {
      step: 'contact',
      name: field('contact'),
      lines: contact.length > 0 ? [contact.join(general.comma), draft.mayCall ? report.withCall : report.withoutCall] : [report.none],
    },
  ]
  return (
    <View className="lx-report-part">
      <Offers draft={draft} />
      <ReadAloud words={entries.map(({ name, lines }) => [name, ...lines].join('：')).join('。\n')} />
      <Card>
        <View className="lx-report-group">
          {entries.map(({ step, name, lines }) => (
            <View key={step} className="lx-report-entry">
              <Text className="lx-small">{name}</Text>
              {lines.map((line, index) => (
                <Text key={index} className="lx-text">
                  {line}
                </Text>
              ))}
              {step === 'matter' && draft.recording && <RecordingPlayer recording={draft.recording} />}
              {step === 'place' && <Photos photos={draft.photos} />}
              <Button kind="link" label={report.changeOf(name)} onPress={() => onChange(step)}>
                {general.change}
              </Button>
            </View>
          ))}
        </View>
      </Card>
      <View className="lx-section" {...heading(2)}>
        {report.who}
      </View>
      {reading.data ? <Receipt receipt={reading.data} /> : <Waiting reading={reading} />}
      {congress && reading.data?.deputy && <Text className="lx-small">{report.answerWithin(congress.settings.answerWithinWorkdays)}</Text>}
      <Check label={similar.mayOffer} hint={similar.mayOfferHint} value={draft.mayOffer} onChange={(mayOffer) => change({ mayOffer })} />
    </View>
  )
}
