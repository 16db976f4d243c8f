import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { press, role } from './press'
import './table.css'

/** Rows of a desk's window, where a phone shows cards. The column `main` takes the room that the others leave, and leads to the row's page. */
export function Table({
  label,
  columns,
  main,
  rows,
}: {
  label: string
  columns: readonly string[]
  main: number
  /** One cell a column. */
  rows: readonly { key: string; cells: readonly ReactNode[]; onOpen: () => void }[]
}) {
  const classOf = (index: number) => `lx-table-cell${index === main ? ' lx-table-main' : ''}`
  return (
    <View className="lx-table" {...role('table', { label })}>
      <View className="lx-table-row lx-table-head" {...role('row')}>
        {columns.map((name, index) => (
          <View key={name} className={classOf(index)} {...role('columnheader')}>
            <Text>{name}</Text>
          </View>
        ))}
      </View>
      {rows.map(({ key, cells, onOpen }) => (
        <View key={key} className="lx-table-row" {...role('row')}>
          {cells.map((cell, index) => (
            <View key={columns[index]} className={classOf(index)} {...role('cell')}>
              {index === main ? (
                <View className="lx-table-link lx-press" {...press(onOpen, { as: 'link' })}>
                  {cell}
                </View>
              ) : (
                cell
              )}
            </View>
          ))}
        </View>
      ))}
    </View>
  )
}
