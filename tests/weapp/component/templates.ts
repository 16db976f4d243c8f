import path from 'node:path'

/** Where the run's templates lie; written anew for each run. */
export const TEMPLATES = path.resolve(__dirname, '../../../.cache/weapp-components')

const ARIA = ['role', 'label', 'hidden', 'checked', 'selected', 'expanded', 'disabled', 'live'].map((name) => [`aria-${name}`, "''"])
const LABELLED = ['View', 'Text', 'Image', 'Button', 'Input', 'Textarea', 'ScrollView', 'Switch']

/** As config/index.ts adds it to every build, since Taro's templates drop aria-* otherwise. Templates and runtime must agree on it. */
export const aria = (): Record<string, Record<string, string>> =>
  Object.fromEntries(LABELLED.map((name) => [name, Object.fromEntries(ARIA) as Record<string, string>]))
