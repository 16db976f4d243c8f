import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import './figures.css'
import { role } from './press'

/** A share as a bar; the number stands beside it in words, so it says nothing to a screen reader. */
export function Bar({ share }: { share: { numerator: number; denominator: number } }) {
  return (
    <View className="lx-figures-bar" aria-hidden="true">
      <View className="lx-figures-bar-on" style={{ width: `${(100 * share.numerator) / share.denominator}%` }} />
    </View>
  )
}

/** Numbers by name, on a phone too: the first column names the row, the others end at the right. */
export function FiguresTable({
  label,
  columns,
  rows,
  isWords = false,
}: {
  label: string
  columns: readonly string[]
  rows: readonly { key: string; cells: readonly ReactNode[] }[]
  /** Words rather than numbers stand beside the names, and need lines of their own on a phone. */
  isWords?: boolean
}) {
  const classOf = (index: number) => `lx-figures-cell${index > 0 ? ' lx-figures-number' : ''}`
  return (
    <View className={`lx-figures-table${isWords ? ' lx-figures-words' : ''}`} {...role('table', { label })}>
      <View className="lx-figures-row" {...role('row')}>
        {columns.map((name, index) => (
          <View key={name} className={`${classOf(index)} lx-figures-cell-head`} {...role('columnheader')}>
            <Text>{name}</Text>
          </View>
        ))}
      </View>
      {rows.map(({ key, cells }) => (
        <View key={key} className="lx-figures-row" {...role('row')}>
          {cells.map((cell, index) => (
            <View key={columns[index]} className={classOf(index)} {...role('cell')}>
              {typeof cell === 'string' ? <Text>{cell}</Text> : cell}
            </View>
          ))}
        </View>
      ))}
    </View>
  )
}
