import { Text, View } from '@tarojs/components'
import type { Output } from '../../../contract'
import { WHOLE_FILE } from '../../../domain/import'
import { Card } from '../../ui/card'
import { NoticeBar } from '../../ui/notice-bar'
import { useImportWords } from '../../words/import'

/** What bringing a file in would do, or each cell that has to be mended first. */
export function Checked({ check: { added, changed, unchanged, bad, badCount } }: { check: Output<'import.check'> }) {
  const { imports: words } = useImportWords()
  if (badCount === 0) return <NoticeBar title={added + changed === 0 ? words.nothing : words.ready(added, changed, unchanged)} />
  return (
    <>
      <NoticeBar tone="error" title={words.bad(badCount)} />
      {bad.map(({ row, column, value, rule, number }, index) => (
        <Card key={index}>
          <View className="lx-stack">
            <Text className="lx-heading">{words.rules[rule](number ?? 0)}</Text>
            <Text className="lx-small">
              {[row === WHOLE_FILE ? '' : words.row(row), words.cell(column, value)].filter(Boolean).join(' · ')}
            </Text>
          </View>
        </Card>
      ))}
      {badCount > bad.length && <Text className="lx-text">{words.more(badCount - bad.length)}</Text>}
    </>
  )
}
