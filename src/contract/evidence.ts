import * as v from 'valibot'
import { concernView } from './concern-view'
import { cursor, day, id, instant, pageSize } from './field'
import { query } from './operation'

/** sha256, 64 letters. */
const hex = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

/** What proves that the log of one case is as it was written; `cloud/audit/proof.ts` checks it. */
export const evidence = v.object({
  chain: v.array(
    v.object({
      seq: v.number(),
      /** What is hashed after the hash before and a line break; null where it would name another resident. */
      line: v.nullable(v.string()),
      hash: hex,
    }),
  ),
  /** The last seal that the case is under; null before the first night. */
  seal: v.nullable(
    v.object({
      on: day,
      root: hex,
      previousRoot: v.nullable(hex),
      /** The event whose hash is under it. */
      seq: v.number(),
      leaf: hex,
      /** From the leaf to the root; null where the day has too many cases to be read for one of them. */
      path: v.nullable(v.array(v.object({ side: v.picklist(['left', 'right']), hash: hex }))),
    }),
  ),
})
export type Evidence = v.InferOutput<typeof evidence>

/** 导出一件诉求: for its reporter alone. */
export const exportConcern = query({
  summary: 'One case with everything that its reporter may read, and what proves its log',
  by: 'person',
  input: v.strictObject({ id }),
  output: v.object({
    format: v.literal('lianxinqiao.case.1'),
    exportedAt: instant,
    congress: v.string(),
    concern: concernView,
    evidence,
  }),
  errors: ['NOT_FOUND'],
})

/** 封存记录: whoever keeps a copy can tell later whether the log was changed. */
export const listSeals = query({
  summary: 'The seals of a congress, one a day (Asia/Shanghai), the newest first',
  by: 'anyone',
  input: v.strictObject({ cursor, limit: pageSize }),
  output: v.object({
    items: v.array(v.object({ on: day, root: hex, previousRoot: v.nullable(hex), cases: v.number(), sealedAt: instant })),
    next: v.nullable(v.string()),
  }),
  errors: [],
})
