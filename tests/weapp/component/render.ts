/**
 * Renders a component of ours the way a phone does: React → Taro's own runtime → setData → templates compiled by WeChat's compiler →
 * exparser, in jsdom (miniprogram-simulate). It has no layout, and no WeChat around it.
 */
import path from 'node:path'
import type { ReactElement } from 'react'
import { aria, TEMPLATES } from './templates'

/** An element as the templates made it. */
interface Tree {
  tagName: string
  attrs: { name: string; value: unknown }[]
  children: (Tree | string)[]
}

interface Simulated {
  toJSON(): Tree
  attach(parent: Element): void
  detach(): void
  querySelector(selector: string): { dispatchEvent(name: string, options?: { detail: unknown }): void } | undefined
}

/** What a person, or their screen reader, finds on the screen. */
export interface Part {
  tag: string
  words: string
  /** `aria-role`, `aria-label`, `aria-checked` …, which WeChat's compiler writes as `ariaRole`. */
  role?: string
  label?: string
  [state: string]: string | undefined
}

export interface Shown {
  words(): string
  /** Every element with this role, in the order of the screen. */
  all(role: string): Part[]
  /** Every element with this class of the style sheets. */
  styled(name: string): Part[]
  /** How many elements a screen reader passes over. */
  hidden(): number
  tap(role: string, name: string): Promise<void>
  /** Types into the only input or text area. */
  type(words: string): Promise<void>
  close(): void
}

const attribute = (tree: Tree, name: string) => tree.attrs.find((attr) => attr.name === name)?.value
const flat = (tree: Tree): Tree[] => [tree, ...tree.children.flatMap((child) => (typeof child === 'string' ? [] : flat(child)))]
const wordsIn = (tree: Tree): string => tree.children.map((child) => (typeof child === 'string' ? child : wordsIn(child))).join('')

function partOf(tree: Tree): Part {
  const states = tree.attrs.filter(({ name, value }) => name.startsWith('aria') && value !== undefined && value !== '')
  return {
    tag: tree.tagName.replace(/^wx-/, ''),
    words: wordsIn(tree),
    ...Object.fromEntries(states.map(({ name, value }) => [name.slice('aria'.length).toLowerCase(), String(value)])),
  }
}

/** More turns than React and Taro take before they hand on what has changed: each begins once the one before has run, however slow the machine. */
const settled = async () => {
  for (let turn = 0; turn < 25; turn += 1) await new Promise((resolve) => setTimeout(resolve, 2))
}

// Taro reads its globals when it is loaded, so it is loaded here and not before the environment is made.
const start = lazily(() => {
  const { mergeInternalComponents } = require('@tarojs/shared') as { mergeInternalComponents(components: unknown): void }
  mergeInternalComponents(aria())
  require('@tarojs/plugin-platform-weapp/dist/runtime')
  const React = require('react') as typeof import('react')
  const { createNativeComponentConfig } = require('@tarojs/plugin-framework-react/dist/runtime') as {
    createNativeComponentConfig(component: unknown, react: unknown, taro: unknown, config: unknown): object
  }
  const simulate = require('miniprogram-simulate') as { load(path: string, options: object): string; render(id: string): Simulated }
  const next: { element: ReactElement | null } = { element: null }
  const Host = () => React.useState(next.element)[0]
  const definition = createNativeComponentConfig(Host, React, require('@tarojs/react'), { component: true })
  Object.assign(globalThis, { shownDefinition: { ...definition, data: { root: { cn: [] } } } })
  // miniprogram-simulate runs a component's script once only under jest, so there is one and it shows whatever is next.
  const id = simulate.load(path.join(TEMPLATES, 'shown'), { compiler: 'official', rootPath: TEMPLATES })
  return (element: ReactElement) => {
    next.element = element
    return simulate.render(id)
  }
})

function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => (made ??= { value: make() }).value
}

export async function render(element: ReactElement): Promise<Shown> {
  const component = start()(element)
  const parent = document.body.appendChild(document.createElement('div'))
  component.attach(parent)
  await settled()
  const trees = () => flat(component.toJSON())
  const happens = async (tree: Tree | undefined, event: string, detail: unknown) => {
    const target = tree && component.querySelector(`#${String(attribute(tree, 'id'))}`)
    if (!target) throw new Error(`Nothing to ${event} on: the screen says "${wordsIn(component.toJSON())}"`)
    target.dispatchEvent(event, { detail })
    await settled()
  }
  const named = ({ label, words }: Part, name: string) => (label ?? words).includes(name)
  return {
    words: () => wordsIn(component.toJSON()),
    all: (role) =>
      trees()
        .map(partOf)
        .filter((part) => part.role === role),
    styled: (name) =>
      trees()
        .filter((tree) => String(attribute(tree, 'class')).split(' ').includes(name))
        .map(partOf),
    hidden: () =>
      trees()
        .map(partOf)
        .filter((part) => part.hidden === 'true').length,
    tap: (role, name) =>
      happens(
        trees().find((tree) => partOf(tree).role === role && named(partOf(tree), name)),
        'tap',
        { x: 0, y: 0 },
      ),
    type: (words) =>
      happens(
        trees().find(({ tagName }) => /^(wx-)?(input|textarea)$/.test(tagName)),
        'input',
        { value: words, cursor: words.length },
      ),
    close: () => {
      component.detach()
      parent.remove()
    },
  }
}
