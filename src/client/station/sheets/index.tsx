import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { addDays, dayOf } from '../../../domain/calendar'
import { sheetKinds, type SheetKind } from '../../../domain/sheet'
import { call, isRefused, type Refused } from '../../lib/call'
import { openWorkbook } from '../../lib/files'
import { useMe, useRole } from '../../lib/session'
import { Button } from '../../ui/button'
import { Choice } from '../../ui/choice'
import { errorAt, RefusedBar } from '../../ui/error-summary'
import { Field } from '../../ui/field'
import { NoticeBar } from '../../ui/notice-bar'
import { Page } from '../../ui/page'
import { heading } from '../../ui/press'
import { useSheetsWords } from '../../words/sheets'
import { StationField, useOwnStations } from '../own'

const DAYS = 30

/** A month back and a month ahead. */
function monthAround(): { from: string; until: string } {
  const today = dayOf(new Date())
  return { from: addDays(today, -DAYS), until: addDays(today, DAYS) }
}

/** 导出表格: of a station of this clerk, or of the whole congress for the office. */
export default function SheetsPage() {
  const words = useSheetsWords()
  const { sheets } = words
  const me = useMe()
  const { role } = useRole()
  const stations = useOwnStations()
  const [kind, setKind] = useState<SheetKind>('visits')
  const [chosen, choose] = useState<string | null>(null)
  const [span, setSpan] = useState(monthAround)
  const [isBusy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<'taken' | 'failed' | Refused | null>(null)
  const isOffice = role === 'office'
  const stationId = isOffice ? null : (chosen ?? stations[0]?.id ?? null)
  const refused = outcome !== null && typeof outcome === 'object' ? outcome : null
  const at = (path: string) => (refused ? errorAt(words, refused.fields, path, sheets.own) : null)
  const asNow = sheets.asNow[kind]
  const take = async () => {
    setOutcome(null)
    setBusy(true)
    // What is as it is now asks for no days; whatever was typed for another table does not matter.
    const { from, until } = asNow ? monthAround() : span
    try {
      const { fileName, base64 } = await call('sheet.take', { kind, stationId, from: from.trim(), until: until.trim() })
      setOutcome((await openWorkbook(fileName, base64)) ? 'taken' : 'failed')
    } catch (error) {
      if (!isRefused(error)) throw error
      setOutcome(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Page title={sheets.title} reading={me}>
      <View className="lx-stack">
        <View className="lx-title" {...heading(1)}>
          {sheets.title}
        </View>
        <Text className="lx-text">{sheets.hint}</Text>
        {!isOffice && <StationField stationId={stationId ?? ''} onChoose={choose} />}
        <Choice
          name="kind"
          label={sheets.what}
          isCompact
          options={sheetKinds.map((value) => ({ value, label: sheets.kind[value] }))}
          value={kind}
          onChoose={setKind}
        />
        {asNow ? (
          <Text className="lx-text">{asNow}</Text>
        ) : (
          (['from', 'until'] as const).map((name) => (
            <Field
              key={name}
              name={name}
              label={sheets[name]}
              hint={sheets.dayHint[name]}
              defaultValue={span[name]}
              error={at(name)}
              onChange={(value) => setSpan((before) => ({ ...before, [name]: value }))}
            />
          ))
        )}
        <RefusedBar error={refused && refused.fields.length === 0 ? refused : null} />
        {outcome === 'failed' && <NoticeBar tone="error" title={sheets.failed} />}
        {outcome === 'taken' && <NoticeBar tone="success" title={sheets.taken} />}
        <Button kind="primary" icon="list" isBusy={isBusy} onPress={() => void take()}>
          {sheets.take}
        </Button>
        <Text className="lx-small">{sheets.again}</Text>
      </View>
    </Page>
  )
}
