import * as v from 'valibot'
import { cursor, day, id, minute, pageSize, point, text } from './field'
import { query } from './operation'

/** 亮身份: what a deputy shows of themselves. Nothing here is private. */
export const deputyCard = v.object({
  id,
  name: v.string(),
  photoUrl: v.nullable(v.string()),
  occupation: v.nullable(v.string()),
  constituency: v.nullable(v.object({ id, name: v.string() })),
  /** Names of the topics they work on. */
  worksOn: v.array(v.string()),
})

export const openDeputy = query({
  summary: "A deputy's page",
  by: 'anyone',
  input: v.strictObject({ id }),
  output: v.object({
    ...deputyCard.entries,
    introduction: v.nullable(v.string()),
    shortCode: v.string(),
    stations: v.array(v.object({ id, name: v.string(), address: v.string() })),
    receptions: v.array(v.object({ on: day, from: minute, to: minute, stationId: id, stationName: v.string() })),
  }),
  errors: ['NOT_FOUND'],
})

export const searchDeputies = query({
  summary: 'Deputies by name (pinyin too), or of the constituency that holds a place',
  by: 'anyone',
  input: v.strictObject({ query: v.optional(text(0, 40)), at: v.optional(point), cursor, limit: pageSize }),
  output: v.object({ items: v.array(deputyCard), next: v.nullable(v.string()) }),
  errors: [],
})
