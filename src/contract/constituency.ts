import * as v from 'valibot'
import { id, point } from './field'
import { query } from './operation'

const item = v.object({ id, code: v.string(), name: v.string() })

/** 选区 of a place: the one that holds it, and those whose line is within 50 m. */
export const locateConstituency = query({
  summary: 'The constituency that holds a place, and others within 50 m of it',
  by: 'anyone',
  input: v.strictObject({ at: point }),
  output: v.object({ inside: v.nullable(item), near: v.array(item) }),
  errors: [],
})

export const listConstituencies = query({
  summary:
    'Constituencies with their lines (GeoJSON multipolygons, GCJ-02), thinned for drawing: not for deciding on which side a place lies',
  by: 'anyone',
  input: v.strictObject({}),
  output: v.object({ items: v.array(v.object({ ...item.entries, lines: v.array(v.array(v.array(v.tuple([v.number(), v.number()])))) })) }),
  errors: [],
})
