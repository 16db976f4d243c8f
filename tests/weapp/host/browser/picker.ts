import { openWindow } from './screen'
import { noteTap } from './tap'

type Props = Record<string, unknown>

const wordsOf = (range: unknown, key: unknown): string[] =>
  Array.isArray(range) ? range.map((item: unknown) => String(key ? (item as Record<string, unknown>)[String(key)] : item)) : []

/** Asks in a window at the bottom, as WeChat does; null where the person closed it. */
export function chooseFrom(props: Props, onColumn: (column: number, index: number) => void): Promise<unknown> {
  const { mode = 'selector', range, rangeKey, value, start, end } = props
  return openWindow((box, close) => {
    if (mode === 'selector') {
      for (const [index, words] of wordsOf(range, rangeKey).entries()) choice(box, words, () => close(String(index)), 'option')
    } else if (mode === 'multiSelector') {
      const chosen = [...((value as number[] | undefined) ?? [])]
      for (const [column, list] of ((range as unknown[]) ?? []).entries()) {
        const select = document.createElement('select')
        select.append(...wordsOf(list, rangeKey).map((words, index) => new Option(words, String(index))))
        select.selectedIndex = chosen[column] ?? 0
        select.addEventListener('change', () => {
          chosen[column] = select.selectedIndex
          onColumn(column, select.selectedIndex)
        })
        box.append(select)
      }
      choice(box, '确定', () => close(chosen))
    } else {
      const input = document.createElement('input')
      input.type = mode === 'time' ? 'time' : 'date'
      input.value = String(value ?? '')
      input.min = String(start ?? '')
      input.max = String(end ?? '')
      box.append(input)
      choice(box, '确定', () => close(input.value))
    }
    choice(box, '取消', () => close(null))
  })
}

export function add(parent: HTMLElement, tag: 'button' | 'h2' | 'p', words: string, role?: string): HTMLElement {
  const element = document.createElement(tag)
  element.textContent = words
  if (role) element.setAttribute('role', role)
  parent.append(element)
  return element
}

/** A button that settles a window. */
export function choice(parent: HTMLElement, words: string, choose: () => void, role?: string): void {
  add(parent, 'button', words, role).addEventListener('click', () => {
    noteTap()
    choose()
  })
}
