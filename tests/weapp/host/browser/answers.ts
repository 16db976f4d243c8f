/** What a person or WeChat's own windows answer; the test says it, since there is nobody to ask. */
export type Answer = { gives: unknown } | { refuses: string }

const answers = new Map<string, Answer>()

export function setAnswer(name: string, answer: Answer): void {
  answers.set(name, answer)
}

export const hasAnswer = (name: string) => answers.has(name)

export async function answerOf(name: string): Promise<unknown> {
  const answer = answers.get(name)
  if (!answer) throw new Error('the test gave no answer')
  if ('refuses' in answer) throw new Error(answer.refuses)
  return answer.gives
}

/** A refusal as WeChat words it, with the numbers that it gives beside the words. */
export const refusal = (words: string, numbers: { errno?: number; errCode?: number } = {}) => Object.assign(new Error(words), { numbers })
