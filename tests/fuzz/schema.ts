import fc, { type Arbitrary } from 'fast-check'
import { pixel } from '../cloud/photos'

/** As much of JSON Schema as /openapi.json uses; anything else is told at the start. */
export interface Schema {
  type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null'
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: false
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  enum?: unknown[]
  const?: unknown
  format?: string
  pattern?: string
  contentEncoding?: string
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  minimum?: number
  maximum?: number
}

/** Stands for something that the host has named in an answer: filled in when the request is sent. */
export const NAMED = '\u0001named'
const named = (key: string): Arbitrary<string> => fc.nat({ max: 9999 }).map((index) => `${NAMED}:${key}:${index}`)

/** Text that somebody once broke something with: markup, SQL, formulas of a spreadsheet, paths, templates, what no screen shows. */
export const oddTexts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff字',
  'x\ud83d',
  '\u202e反向\u202c',
  '\u200b\u200d\ufeff零宽',
  '\u2066\u2069\u061c',
  'مرحبا بالعالم',
  '👨‍👩‍👧‍👦🇨🇳',
  'é'.normalize('NFD').repeat(40),
  `a${'\u0300'.repeat(500)}`,
  '𠮷野家',
  "'; drop table concerns; --",
  "' or 1=1 --",
  '$1',
  '%',
  '_%\\',
  "E'\\x27'",
  '<script>alert(1)</script>',
  '<svg onload=alert(1)>',
  '"><img src=x onerror=alert(1)>',
  '=cmd|calc!A0',
  '+1+1',
  '-2+3',
  '@SUM(1)',
  '\t=1+1',
  '../../etc/passwd',
  '..\\..\\windows',
  '%2e%2e%2f%00',
  '/dev/null',
  '{{name}}',
  '${process.exit()}',
  '{居民}',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  '-0',
  '1e309',
  'true',
  '[]',
  '{}',
  '\r\n\r\nHTTP/1.1 200 OK',
  '\u2028\u2029',
  '\u0085\u00a0\u3000',
  '２０２６-１１-２７',
  '2026-02-30',
  '0000-00-00',
  '9999-12-31',
  '+275760-09-13',
  '2026-11-27T24:00:00Z',
  '2026-11-27T10:00:00+99:99',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '{00000000-0000-0000-0000-000000000000}',
  '我叫张三，电话13800138000，身份证11010519491231002X',
  '(a+)+$',
  'a'.repeat(5_001),
  '路'.repeat(5_000),
  '1'.repeat(400),
  '张'.repeat(64),
  ' '.repeat(4_000),
  '，'.repeat(2_000),
  '@'.repeat(3_000),
]
export const oddNumbers = [
  0,
  -0,
  -1,
  1,
  1.5,
  -1.5,
  0.1 + 0.2,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53 - 1,
  2 ** 53,
  -(2 ** 53),
  2 ** 63,
  1e21,
  1e308,
  -1e308,
  5e-324,
  1e-7,
]

/** Whatever type is asked for, of another one. */
export const anything: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], [{}], { '': '' }, { length: 3 }, { toString: 1 }, { valueOf: 1 }),
  fc.constantFrom(...oddTexts),
  fc.constantFrom(...oddNumbers),
  fc.jsonValue({ maxDepth: 3 }),
  fc.array(fc.constant('x'), { minLength: 400, maxLength: 900 }),
)

const soon = fc.date({ min: new Date('2026-06-01'), max: new Date('2027-12-31'), noInvalidDate: true })
const writtenAs = (format: 'date' | 'date-time') => (date: Date) =>
  format === 'date' ? date.toISOString().slice(0, 10) : date.toISOString()
const chinese = fc.constantFrom(...'西街路口的灯坏了两个星期晚上看不见请尽快修好谢谢办理居民代表联络站，。！？12345')

const PIXEL = pixel.toString('base64')

function textOf({ format, pattern, contentEncoding, minLength = 0, maxLength = 60 }: Schema, key: string): Arbitrary<string> {
  const most = Math.min(maxLength, 5_000)
  const of = (unit: 'grapheme' | 'binary' | Arbitrary<string>) =>
    fc.string({ unit, minLength: Math.min(minLength, most), maxLength: Math.min(most, minLength + 80) })
  const strange = fc.constantFrom(...oddTexts)
  if (format === 'uuid')
    return fc.oneof({ weight: 16, arbitrary: named(key) }, { weight: 3, arbitrary: fc.uuid() }, { weight: 1, arbitrary: strange })
  if (format === 'date' || format === 'date-time') {
    const far = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    const written = writtenAs(format)
    return fc.oneof(
      { weight: 12, arbitrary: soon.map(written) },
      { weight: 4, arbitrary: named(key) },
      { weight: 2, arbitrary: far.map(written) },
      { weight: 1, arbitrary: strange },
    )
  }
  if (pattern)
    return fc.oneof(
      { weight: 5, arbitrary: fc.stringMatching(new RegExp(pattern)) },
      { weight: 5, arbitrary: named(key) },
      { weight: 1, arbitrary: strange },
    )
  if (contentEncoding === 'base64') {
    const heads = [
      '\xff\xd8\xff\xe0',
      '\x89PNG\r\n\x1a\n',
      'RIFF\x10\0\0\0WEBP',
      'RIFF\x10\0\0\0WAVE',
      'ID3',
      '<svg>',
      '<html>',
      'GIF89a',
      'PK\x03\x04',
    ]
    return fc.oneof(
      fc
        .tuple(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 300 }))
        .map(([head, rest]) => Buffer.concat([Buffer.from(head, 'latin1'), rest]).toString('base64')),
      fc.constant(PIXEL),
      fc.base64String({ minLength: 4, maxLength: 400 }),
      strange,
    )
  }
  return fc.oneof(
    { weight: 8, arbitrary: of(chinese) },
    { weight: 8, arbitrary: named(key) },
    { weight: 2, arbitrary: of('grapheme') },
    { weight: 1, arbitrary: of('binary') },
    { weight: 2, arbitrary: strange },
    { weight: 1, arbitrary: fc.constant('字'.repeat(most)) },
  )
}

function numberOf({ minimum, maximum }: Schema, isWhole: boolean): Arbitrary<number> {
  const [min, max] = [minimum ?? -1e6, maximum ?? 1e6]
  const edges = [min, max, min - 1, max + 1, ...oddNumbers]
  const within = isWhole ? fc.integer({ min: Math.ceil(min), max: Math.floor(max) }) : fc.double({ min, max, noNaN: true })
  return fc.oneof({ weight: 16, arbitrary: within }, { weight: 2, arbitrary: fc.constantFrom(...edges) })
}

/** What a page would send: names that the host has given, plain words. */
function plainTextOf(schema: Schema, key: string): Arbitrary<string> {
  const { format, pattern, contentEncoding, minLength = 0, maxLength = 60 } = schema
  if (format === 'uuid') return named(key)
  if (format === 'date' || format === 'date-time') return fc.oneof(named(key), soon.map(writtenAs(format)))
  if (pattern) return fc.oneof(named(key), fc.stringMatching(new RegExp(pattern)))
  if (contentEncoding === 'base64') return fc.constant(PIXEL)
  return fc.oneof(fc.string({ unit: chinese, minLength, maxLength: Math.min(maxLength, minLength + 80) }), named(key))
}

function plainNumberOf({ minimum, maximum }: Schema, isWhole: boolean): Arbitrary<number> {
  const [min, max] = [minimum ?? 0, maximum ?? 1_000]
  return isWhole ? fc.integer({ min: Math.ceil(min), max: Math.floor(max) }) : fc.double({ min, max, noNaN: true })
}

interface Manner {
  text(schema: Schema, key: string): Arbitrary<string>
  number(schema: Schema, isWhole: boolean): Arbitrary<number>
  /** How many items more than must be. */
  moreItems: number
  /** How often, of ten, the fields that may be left out are all left out. */
  bareOfTen: number
}
const odd: Manner = { text: textOf, number: numberOf, moreItems: 6, bareOfTen: 0 }
const plain: Manner = { text: plainTextOf, number: plainNumberOf, moreItems: 1, bareOfTen: 8 }

/** Values of the schema's own type, most of them good, some at and beyond its edges. `key` is the field that holds it. */
export const valueOf = (schema: Schema, key: string): Arbitrary<unknown> => made(odd, schema, key)
/** Values as a page sends them, so that steps are taken and there is something for the odd values to meet. */
export const plainValueOf = (schema: Schema, key: string): Arbitrary<unknown> => made(plain, schema, key)

function made(manner: Manner, schema: Schema, key: string): Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const variants = schema.anyOf ?? schema.oneOf
  if (variants) return fc.oneof(...variants.map((each) => made(manner, each, key)))
  switch (schema.type) {
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return manner.number(schema, true)
    case 'number':
      return manner.number(schema, false)
    case 'string':
      return manner.text(schema, key)
    case 'array': {
      const { minItems = 0, maxItems = 20, items = {} } = schema
      const item = made(manner, items, key.replace(/s$/, ''))
      return fc.array(item, { minLength: minItems, maxLength: Math.min(maxItems, minItems + manner.moreItems) })
    }
    case 'object': {
      const { properties = {}, required = [] } = schema
      const fields = Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, made(manner, each, name)]))
      const bare = fc.record(Object.fromEntries(Object.entries(fields).filter(([name]) => required.includes(name))))
      return fc.oneof(
        { weight: manner.bareOfTen, arbitrary: bare },
        { weight: 10 - manner.bareOfTen, arbitrary: fc.record(fields, { requiredKeys: required }) },
      )
    }
    default:
      throw new Error(`A schema that is not known here: ${JSON.stringify(schema)}`)
  }
}
