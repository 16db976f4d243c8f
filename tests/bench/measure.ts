/** What was measured in one go: how long each took, and how long all of them together. */
export interface Round {
  /** Milliseconds. Empty where only the whole was measured, as pgbench does. */
  times: number[]
  done: number
  seconds: number
}

/** Keeps `clients` busy with one thing after another for so long. */
export async function keepBusy(clients: number, seconds: number, once: () => Promise<void>): Promise<Round> {
  const times: number[] = []
  const from = performance.now()
  const until = from + seconds * 1000
  const client = async () => {
    while (performance.now() < until) {
      const begun = performance.now()
      await once()
      times.push(performance.now() - begun)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return { times, done: times.length, seconds: (performance.now() - from) / 1000 }
}

/** The same thing so many times, one after another. */
export async function oneByOne(count: number, once: () => Promise<void>): Promise<Round> {
  const times: number[] = []
  const from = performance.now()
  for (let index = 0; index < count; index += 1) {
    const begun = performance.now()
    await once()
    times.push(performance.now() - begun)
  }
  return { times, done: count, seconds: (performance.now() - from) / 1000 }
}

export const together = (rounds: readonly Round[]): Round => ({
  times: rounds.flatMap(({ times }) => times),
  done: rounds.reduce((sum, { done }) => sum + done, 0),
  seconds: rounds.reduce((sum, { seconds }) => sum + seconds, 0),
})

export const rateOf = ({ done, seconds }: Round) => done / seconds

/** Milliseconds below which this part of all lies; null where single times were not taken. */
export function timeAt({ times }: Round, part: number): number | null {
  if (times.length === 0) return null
  const sorted = Float64Array.from(times).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]!
}
