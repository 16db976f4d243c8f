import fc, { type Arbitrary } from 'fast-check'
import { anything, oddTexts, plainValueOf, valueOf, type Schema } from './schema'

export interface ApiDocument {
  paths: Record<
    string,
    {
      post: {
        operationId: string
        requestBody: { content: { 'application/json': { schema: Schema } } }
        responses: Record<string, { description: string }>
      }
    }
  >
}

/** What is sent. `person` counts through those that the runner signed in; the body may still hold names to fill in. */
export interface Request {
  operation: string
  body: Buffer
  /** How the body was spoilt, for the report. */
  spoilt: string
  person: number
  token?: string
  headers: Record<string, string>
}

type Spoiling = { how: string; apply: (value: unknown) => unknown }
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Replaces, takes or adds one field; `at` counts through the fields of the top. */
const spoilings: Arbitrary<Spoiling> = fc.oneof(
  { weight: 70, arbitrary: fc.constant({ how: '', apply: (value: unknown) => value }) },
  {
    weight: 10,
    arbitrary: fc.tuple(fc.nat(20), anything).map(([at, wrong]) => ({
      how: 'wrong type',
      apply: (value: unknown) => {
        if (!isObject(value)) return wrong
        const names = Object.keys(value)
        const name = names[at % Math.max(names.length, 1)]
        return name ? { ...value, [name]: wrong } : wrong
      },
    })),
  },
  {
    weight: 3,
    arbitrary: fc.nat(20).map((at) => ({
      how: 'missing field',
      apply: (value: unknown) =>
        isObject(value) ? Object.fromEntries(Object.entries(value).filter((_, index, { length }) => index !== at % length)) : value,
    })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom('isOffice', 'congressId', 'personId', '', '\u0000', 'constructor', 'toString', '字', ...oddTexts.slice(14, 20)),
        anything,
      )
      .map(([name, wrong]) => ({
        how: 'unknown field',
        apply: (value: unknown) => (isObject(value) ? { ...value, [name]: wrong } : value),
      })),
  },
  { weight: 2, arbitrary: anything.map((wrong) => ({ how: 'another value', apply: () => wrong })) },
)

/** What is done to the text or the bytes of a body: things that no JSON.stringify writes. */
const mangles: Arbitrary<{ how: string; apply: (text: string) => Buffer | string }> = fc.oneof(
  { weight: 120, arbitrary: fc.constant({ how: '', apply: (text: string) => text }) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 4 })).map(([at, bytes]) => ({
      how: 'stray bytes',
      apply: (text: string) => {
        const given = Buffer.from(text)
        const cut = given.length ? at % given.length : 0
        return Buffer.concat([given.subarray(0, cut), bytes, given.subarray(cut)])
      },
    })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('c080', 'ff', 'eda080', 'f4908080', 'e28280ff', 'fe', '80').map((hex) => ({
      how: 'broken UTF-8',
      apply: (text: string) => {
        const at = text.indexOf('":"') + 3
        return Buffer.concat([Buffer.from(text.slice(0, at)), Buffer.from(hex, 'hex'), Buffer.from(text.slice(at))])
      },
    })),
  },
  {
    weight: 1,
    arbitrary: fc.nat().map((at) => ({ how: 'cut short', apply: (text: string) => text.slice(0, text.length ? at % text.length : 0) })),
  },
  {
    weight: 2,
    arbitrary: anything.map((value) => ({
      how: 'a key twice',
      apply: (text: string) => {
        const name = /^\{("(?:[^"\\]|\\.)*"):/.exec(text)?.[1]
        return name ? `${text.slice(0, -1)},${name}:${JSON.stringify(value)}}` : text
      },
    })),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('{"isOffice":true}', 'null', '[]', '{"constructor":{"prototype":{"x":1}}}').map((value) => ({
      how: 'prototype key',
      apply: (text: string) => (text.startsWith('{"') ? `{"__proto__":${value},${text.slice(1)}` : `{"__proto__":${value}}`),
    })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('1e400', '-1e400', '1E+9999', '0.1e-400', '9'.repeat(400), '-0', '1.0', '00', '.5', '0x10', 'NaN')
      .map((number) => ({
        how: 'number at the edge',
        apply: (text: string) => (/:-?\d/.test(text) ? text.replace(/:-?[\d.]+(?:e[+-]?\d+)?/, `:${number}`) : `{"limit":${number}}`),
      })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('\ufeff', ' ', '\n\n', '//x\n', '/**/')
      .map((before) => ({ how: 'text before', apply: (text: string) => before + text })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('', '{}', 'null', '[]', '0', '""', '{', '[{}]', '{}{}')
      .map((text) => ({ how: 'another body', apply: () => text })),
  },
)

const deep = (depth: number, how: number): string =>
  how === 0 ? '['.repeat(depth) + ']'.repeat(depth) : how === 1 ? '{"a":'.repeat(depth) + '1' + '}'.repeat(depth) : '['.repeat(depth)
/** Rare, since they are slow to make: very deep and very large. */
const giants: Arbitrary<{ how: string; value: string }> = fc.oneof(
  fc.tuple(fc.constantFrom(1_000, 20_000, 200_000), fc.nat(2)).map(([depth, how]) => ({ how: 'deep', value: deep(depth, how) })),
  fc.constantFrom(100_000, 1_000_000, 3_000_000, 7_000_000).map((length) => ({ how: 'huge text', value: `"${'x'.repeat(length)}"` })),
  fc.constantFrom(10_000, 300_000).map((length) => ({ how: 'huge list', value: `[${'0,'.repeat(length)}0]` })),
  fc.constantFrom(5_000, 60_000).map((length) => ({
    how: 'many keys',
    value: `{${Array.from({ length }, (_, index) => `"k${index}":0`).join(',')}}`,
  })),
  fc.constantFrom(500, 20_000).map((length) => ({ how: 'huge escapes', value: `"${'\\ud800\\u0000'.repeat(length)}"` })),
)

const oddTokens = ['', 'x', 'A'.repeat(64), 'A'.repeat(6_000), 'null', "' or 1=1", '../..', 'AAAA.BBBB.CCCC', '=====']
const oddHeaders: Record<string, string>[] = [
  { congress: '' },
  { congress: 'ABSENT' },
  { congress: "x' or 1=1 --" },
  { congress: '\xe9\xff' },
  { congress: 'x'.repeat(4_000) },
  { congress: '__proto__' },
  { 'content-type': 'text/xml' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { 'x-request-id': '../../x' },
  { 'x-forwarded-for': "1.2.3.4, ' or 1=1" },
  { 'user-agent': 'MicroMessenger\xff iPhone' },
  { 'user-agent': 'x'.repeat(4_000) },
]

/** Requests of every operation that the document names, as many as one asks for: a third as a page sends them, the rest odd. */
export function requestsOf(document: ApiDocument, people: number): Arbitrary<Request> {
  const operations = Object.values(document.paths).map(({ post }) => {
    const schema = post.requestBody.content['application/json'].schema
    return {
      name: post.operationId,
      value: valueOf(schema, 'body'),
      plain: plainValueOf(schema, 'body'),
      fields: Object.keys(schema.properties ?? {}),
    }
  })
  const plain = fc.record({ operation: fc.constantFrom(...operations), person: fc.nat(people - 1) }).chain(({ operation, person }) =>
    operation.plain.map((value) => ({
      operation: operation.name,
      body: Buffer.from(JSON.stringify(value)),
      spoilt: '',
      person,
      headers: {},
    })),
  )
  const odd = fc
    .record({
      operation: fc.constantFrom(...operations),
      person: fc.nat(people - 1),
      token: fc.oneof({ weight: 30, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constantFrom(...oddTokens) }),
      headers: fc.oneof({ weight: 20, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: fc.constantFrom(...oddHeaders) }),
      spoiling: spoilings,
      mangle: mangles,
      giant: fc.oneof({ weight: 400, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.tuple(giants, fc.nat(20)) }),
    })
    .chain(({ operation, person, token, headers, spoiling, mangle, giant }) =>
      operation.value.map((value) => {
        const text = JSON.stringify(spoiling.apply(value)) ?? ''
        let mangled = mangle.apply(text)
        if (giant) {
          const [{ value: large }, at] = giant
          const field = operation.fields[at % Math.max(operation.fields.length, 1)]
          mangled = field ? `${text.startsWith('{"') ? text.slice(0, -1) + ',' : '{'}${JSON.stringify(field)}:${large}}` : large
        }
        return {
          operation: operation.name,
          body: Buffer.from(mangled as string),
          spoilt: giant ? giant[0].how : [spoiling.how, mangle.how].filter(Boolean).join(', '),
          person,
          headers,
          ...(token !== undefined && { token }),
        }
      }),
    )
  return fc.oneof({ weight: 1, arbitrary: plain }, { weight: 2, arbitrary: odd })
}
