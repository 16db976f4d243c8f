import * as v from 'valibot'
import { templates, templateValues, type Template, type TemplateValue } from '../../domain/notification'

/** WeChat's id of a template, and which of our values each of its fields (`thing1`, `time2`, …) takes. */
export interface TemplateFields {
  id: string
  fields: Record<string, TemplateValue>
}
export type Templates = Partial<Record<Template, TemplateFields>>

const schema = v.record(v.picklist(templates), v.strictObject({ id: v.string(), fields: v.record(v.string(), v.picklist(templateValues)) }))

/** Reads WECHAT_TEMPLATES: `{"progress":{"id":"…","fields":{"thing1":"title","time2":"time"}}}`. Throws what is wrong with it, at start. */
export function templatesFrom(text: string | undefined): Templates {
  if (!text) return {}
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new Error('WECHAT_TEMPLATES is not JSON')
  }
  const parsed = v.safeParse(schema, json)
  if (parsed.success) return parsed.output
  throw new Error(`WECHAT_TEMPLATES: ${v.getDotPath(parsed.issues[0]) ?? ''} ${parsed.issues[0].message}`)
}
