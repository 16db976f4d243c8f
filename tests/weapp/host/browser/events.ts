import { glassEasel } from 'glass-easel-miniprogram-adapter'
import { noteTap } from './tap'

interface Node {
  id: string
  dataset: Record<string, unknown> | null
  $$?: unknown
}

/** glass-easel's EventBubbleStatus is a const enum that its bundle does not export. */
const STATUS = { normal: 0, noDefault: 1 } as const

/** What the browser itself tells a page; the rest (input, change, scroll, load …) comes from the built-in components, with WeChat's detail. */
const NATIVE = /^(tap|canceltap|touch.*|animation.*|transitionend)$/

/** From the browser into the tree of components. A disabled button hears no tap. */
export function eventListener(target: glassEasel.Element, type: string, detail: unknown, options: glassEasel.EventOptions) {
  if (!NATIVE.test(type)) return STATUS.normal
  const host = target.$$ as unknown as Element | null
  if (type === 'tap' && host instanceof Element && host.closest('wx-button[data-off]')) return STATUS.normal
  if (type === 'tap') noteTap()
  const event = new glassEasel.Event(type, detail, options)
  glassEasel.Event.dispatchEvent(target, event)
  return event.defaultPrevented() ? STATUS.noDefault : STATUS.normal
}

export const plainArguments = (parts: unknown[]) => parts.map((part) => (part instanceof glassEasel.Event ? plain(part as Shadowed) : part))

type Shadowed = glassEasel.ShadowedEvent<unknown>

function plain(event: Shadowed): unknown {
  const original = event.getOriginalEvent() as (Event & { touches?: TouchList; changedTouches?: TouchList }) | undefined
  const isTap = event.type === 'tap'
  return {
    type: event.type,
    timeStamp: event.timeStamp,
    target: node(event.target as unknown as Node),
    currentTarget: node(event.currentTarget as unknown as Node),
    mark: { ...event.mark },
    // What the browser's own events carry is full of the browser's objects.
    detail: original && !isTap ? {} : (JSON.parse(JSON.stringify(event.detail ?? {})) as unknown),
    ...(original ? { touches: touches(original.touches), changedTouches: touches(original.changedTouches) } : {}),
  }
}

const node = ({ id, dataset }: Node) => ({ id, dataset: { ...dataset }, offsetLeft: 0, offsetTop: 0 })

const touches = (list: TouchList | undefined) =>
  [...(list ?? [])].map(({ identifier, pageX, pageY, clientX, clientY }) => ({ identifier, pageX, pageY, clientX, clientY }))
