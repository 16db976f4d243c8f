/**
 * Roles and states for screen readers on both platforms. WeChat reads `aria-role`; a browser reads `role`, needs a
 * tab stop and the keys, and loses an aria-* whose value is the boolean false.
 */
const isH5 = process.env.TARO_ENV === 'h5'

type Role =
  | 'button'
  | 'link'
  | 'radio'
  | 'checkbox'
  | 'tab'
  | 'heading'
  | 'list'
  | 'listitem'
  | 'alert'
  | 'status'
  | 'img'
  | 'group'
  | 'radiogroup'
  | 'tablist'
  | 'navigation'
  | 'main'
  | 'region'
  | 'table'
  | 'row'
  | 'columnheader'
  | 'cell'

export function role(
  name: Role,
  states: Partial<
    Record<
      'label' | 'checked' | 'selected' | 'expanded' | 'hidden' | 'live' | 'level' | 'disabled' | 'current',
      string | number | boolean | undefined
    >
  > = {},
) {
  const aria = Object.fromEntries(
    Object.entries(states).flatMap(([state, value]) =>
      value === undefined || (state === 'level' && !isH5) ? [] : [[`aria-${state}`, String(value)]],
    ),
  )
  return { [isH5 ? 'role' : 'aria-role']: name, ...aria }
}

export const heading = (level: 1 | 2 | 3) => role('heading', { level })

/** What makes anything pressable: by finger, by keyboard, by screen reader. */
export function press(
  onPress: () => void,
  {
    as = 'button',
    isDisabled = false,
    ...states
  }: {
    as?: Role
    isDisabled?: boolean
    label?: string
    checked?: boolean
    selected?: boolean
    expanded?: boolean
    current?: 'page' | undefined
  } = {},
) {
  const go = () => {
    if (!isDisabled) onPress()
  }
  return {
    ...role(as, { ...states, ...(isDisabled ? { disabled: true } : {}) }),
    onClick: go,
    ...(isH5
      ? {
          tabIndex: 0,
          onKeyDown: (event: { key: string; preventDefault(): void }) => {
            if (event.key !== 'Enter' && event.key !== ' ') return
            event.preventDefault()
            go()
          },
        }
      : {}),
  }
}
