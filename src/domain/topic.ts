/** A topic (类别) of the congress's tree. */
export interface Topic {
  code: string
  parentCode: string | null
  name: string
  isRetired: boolean
}

/** Who said what a case is about. `desk`: whoever corrected it. */
export const topicBys = ['resident', 'model', 'desk'] as const
export type TopicBy = (typeof topicBys)[number]

/** A topic and those above it, the nearest first. Stops at a circle, which an import could bring in. */
export function lineOf(code: string, topics: readonly Topic[]): string[] {
  const line: string[] = []
  for (let at: string | null = code; at !== null && !line.includes(at);) {
    const topic = topics.find((candidate) => candidate.code === at)
    if (!topic) break
    line.push(at)
    at = topic.parentCode
  }
  return line
}
