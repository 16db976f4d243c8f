import { openWindow } from './screen'

type Props = Record<string, unknown>

const wordsOf = (range: unknown, key: unknown): string[] =>
  Array.isArray(range) ? range.map((item: unknown) => String(key ? (item as Record<string, unknown>)[String(key)] : item)) : []

/** Asks in a window at the bottom, as WeChat does; null where the person closed it. */
export function chooseFrom(props: Props, onColumn: (column: number, index: number) => void): Promise<unknown> {
  const { mode = 'selector', range, rangeKey, value, start, end } = props
  return openWindow((box, close) => {
    if (mode === 'selector') {
      for (const [index, words] of wordsOf(range, rangeKey).entries())
        add(box, 'button', words, 'option').onclick = () => close(String(index))
    } else if (mode === 'multiSelector') {
      const chosen = [...((value as number[] | undefined) ?? [])]
      for (const [column, list] of ((range as unknown[]) ?? []).entries()) {
        const select = document.createElement('select')
        select.append(...wordsOf(list, rangeKey).map((words, index) => new Option(words, String(index))))
        select.selectedIndex = chosen[column] ?? 0
        select.onchange = () => {
          chosen[column] = select.selectedIndex
          onColumn(column, select.selectedIndex)
        }
        box.append(select)
      }
      add(box, 'button', '确定').onclick = () => close(chosen)
    } else {
      const input = document.createElement('input')
      input.type = mode === 'time' ? 'time' : 'date'
      input.value = String(value ?? '')
      input.min = String(start ?? '')
      input.max = String(end ?? '')
      box.append(input)
      add(box, 'button', '确定').onclick = () => close(input.value)
    }
    add(box, 'button', '取消').onclick = () => close(null)
  })
}

export function add(parent: HTMLElement, tag: 'button' | 'h2' | 'p', words: string, role?: string): HTMLElement {
  const element = document.createElement(tag)
  element.textContent = words
  if (role) element.setAttribute('role', role)
  parent.append(element)
  return element
}
