import * as v from 'valibot'
import { roles } from '../domain/actor'
import { id } from './field'
import { query } from './operation'

/** 我的: who I am here. */
export const openMe = query({
  summary: 'Who the caller is in this congress, with every role they hold',
  by: 'person',
  input: v.strictObject({}),
  output: v.object({
    id,
    name: v.nullable(v.string()),
    roles: v.array(
      v.object({
        role: v.picklist(roles),
        /** Of the deputy, or of the station. */
        id: v.nullable(id),
        name: v.string(),
      }),
    ),
  }),
  errors: [],
})
