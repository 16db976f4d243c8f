/** What a reply template may leave open; each is filled from the case. */
export const placeholders = ['居民称呼', '编号', '提交日期', '地点', '类别', '代表姓名', '联络站', '期限'] as const
export type Placeholder = (typeof placeholders)[number]

/** Who a template is for: the whole congress, the deputies of a station, one deputy. */
export const templateScopes = ['congress', 'station', 'deputy'] as const
export type TemplateScope = (typeof templateScopes)[number]

const isPlaceholder = (name: string): name is Placeholder => (placeholders as readonly string[]).includes(name)
const braces = /\{([^{}\n]{0,40})\}/g

/** What stands in braces and is no placeholder, as it is written. */
export function unknownPlaceholders(text: string): string[] {
  return [...new Set([...text.matchAll(braces)].map(([, name]) => name!).filter((name) => !isPlaceholder(name)))]
}

/** A template with the values of a case; what the case does not say stays marked as 〔地点〕. */
export function fillTemplate(text: string, values: Partial<Record<Placeholder, string | null>>): string {
  return text.replace(braces, (whole, name: string) => (isPlaceholder(name) ? values[name] || `〔${name}〕` : whole))
}

const unfilledMarks = new RegExp(`〔(?:${placeholders.join('|')})〕|\\{(?:${placeholders.join('|')})\\}`, 'g')

/** The marks that nobody has filled yet. Other things in 〔〕, such as 国发〔2024〕5号, are none. */
export function unfilled(text: string): string[] {
  return [...new Set(text.match(unfilledMarks) ?? [])]
}

/** The steps whose half-written words are kept on the server. */
export const draftSteps = ['ask', 'reply', 'answer', 'say'] as const
export type DraftStep = (typeof draftSteps)[number]

/** A draft that nobody has touched for so many days is thrown away. Our choice. */
export const DRAFT_DAYS = 30
