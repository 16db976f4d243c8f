import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** What a journey sends to the renderers of its phones: `setData` calls, and bytes of JSON. */
export interface Spent {
  calls: number
  bytes: number
}

const FILE = path.join(__dirname, 'budget.json')
const MORE = 1.2
/** Of a journey of a few renders one more is no fifth: an answer came a moment later. */
const SLACK: Spent = { calls: 4, bytes: 6_000 }

/** Prints what a journey spent and says what is too much: a fifth above the figure in budget.json. `BUDGET=record` writes the figures anew; a journey without one gets its first. */
export function overBudget(journey: string, spent: Spent): string[] {
  const figures = JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, Spent>
  const figure = figures[journey]
  const said = `${spent.calls} setData calls, ${(spent.bytes / 1000).toFixed(1)} kB`
  if (!figure || process.env.BUDGET === 'record') {
    console.log(`    ${said}, written to budget.json`)
    const all = Object.entries({ ...figures, [journey]: spent }).toSorted(([a], [b]) => (a < b ? -1 : 1))
    writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`)
    return []
  }
  console.log(`    ${said} (budget ${figure.calls}, ${(figure.bytes / 1000).toFixed(1)} kB)`)
  return (['calls', 'bytes'] as const).flatMap((what) =>
    spent[what] > Math.max(figure[what] * MORE, figure[what] + SLACK[what])
      ? [`${what}: ${spent[what]}, and ${figure[what]} is the figure in budget.json`]
      : [],
  )
}
