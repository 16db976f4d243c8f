import { glassEasel, type MiniProgramEnv } from 'glass-easel-miniprogram-adapter'
import { controls, type Control, type Emit, type Props } from './controls'

/** Attributes that any element may have. */
const COMMON = [
  'hidden',
  'aria-role',
  'aria-label',
  'aria-hidden',
  'aria-checked',
  'aria-selected',
  'aria-expanded',
  'aria-disabled',
  'aria-live',
]
const camel = (name: string) => name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** Elements by name in the templates: those that have a behaviour, and plain boxes for the rest. */
export function defineBuiltIns(env: MiniProgramEnv, attributes: Record<string, string[]>): (space: glassEasel.ComponentSpace) => void {
  const space = env.getGlobalCodeSpace().getComponentSpace()
  const notElements = new Set(['template', 'block', 'import', 'include', 'wxs', 'slot', 'comp'])
  const tags = [...new Set([...Object.keys(attributes), ...Object.keys(controls)])].filter((tag) => !notElements.has(tag))
  const definitions = tags.map((tag) => [tag, define(space, tag, [...COMMON, ...(attributes[tag] ?? [])])] as const)
  return (using) => {
    for (const [tag, definition] of definitions) using.setGlobalUsingComponent(tag, definition)
  }
}

function define(space: glassEasel.ComponentSpace, tag: string, attributes: string[]): glassEasel.GeneralComponentDefinition {
  const names = [...new Set(attributes.filter((name) => !/^(bind|catch|class$|style$|id$|data-|slot$|wx:|is$)/.test(name)).map(camel))]
  const control: Control | undefined = controls[tag]
  return space.defineComponent({
    is: `built-in/${tag}`,
    properties: Object.fromEntries(names.map((name) => [name, { type: null, value: undefined }])),
    lifetimes: {
      created() {
        const self = this as unknown as glassEasel.GeneralComponent
        const host = hostOf(self)
        const emit: Emit = (name, detail = {}, options = {}) =>
          self.triggerEvent(name, detail, { bubbles: false, composed: false, ...options })
        if (host) control?.make?.(host, emit, () => self.data as Props)
      },
      attached() {
        refresh(this as unknown as glassEasel.GeneralComponent, control)
      },
    },
    observers: {
      '**'() {
        refresh(this as unknown as glassEasel.GeneralComponent, control)
      },
    },
  }) as unknown as glassEasel.GeneralComponentDefinition
}

const hostOf = (component: glassEasel.GeneralComponent) => component.$$ as unknown as HTMLElement | null

function refresh(component: glassEasel.GeneralComponent, control: Control | undefined): void {
  const host = hostOf(component)
  // A page that was left may still be told of changes; WeChat drops them.
  if (!host) return
  const props = component.data as Props
  for (const [name, value] of Object.entries(props)) {
    if (!name.startsWith('aria')) continue
    const attribute = name === 'ariaRole' ? 'role' : `aria-${name.slice(4).toLowerCase()}`
    if (value === undefined || value === null || value === '') host.removeAttribute(attribute)
    else host.setAttribute(attribute, String(value))
  }
  host.toggleAttribute('hidden', Boolean(props.hidden))
  control?.refresh?.(host, props)
}
