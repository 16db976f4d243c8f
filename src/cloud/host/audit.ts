import { readFile } from 'node:fs/promises'
import * as v from 'valibot'
import { evidence } from '../../contract/evidence'
import { evidenceIn, flawsOf } from '../audit/proof'
import { verify, type Flaw } from '../audit/verify'
import { allCongresses } from '../congress/find'
import { withDatabase } from './database'

const usage = `npm run audit -- verify [CONGRESS]
  Proves the event log of every congress, or of one: each event by the hash of the one before, each day by its seal.
  Ends with 1 where something was changed, and names it. Compare the last root with a copy that you keep elsewhere.
npm run audit -- prove FILE
  Proves the file of one case that a resident took along, without any database. Compare the root that it prints with a copy of the seals.`

const words = ({ kind, concernId, seq, on }: Flaw) => [kind, concernId, seq && `event ${seq}`, on].filter(Boolean).join(' ')

async function prove(file: string, say: (line: string) => void): Promise<number> {
  const found = v.safeParse(evidence, evidenceIn(await readFile(file, 'utf8')))
  if (!found.success) throw new Error(`${file} holds no evidence of a case`)
  const flaws = flawsOf(found.output)
  const { chain, seal } = found.output
  say(`${chain.length} events${seal ? `, sealed on ${seal.on} up to event ${seal.seq}, root ${seal.root}` : ', not sealed yet'}`)
  for (const flaw of flaws) say(flaw)
  say(flaws.length === 0 ? 'nothing was changed' : `${flaws.length} flaws`)
  return flaws.length === 0 ? 0 : 1
}

async function main(): Promise<number> {
  const [command, code] = process.argv.slice(2)
  const say = (line: string) => process.stdout.write(`${line}\n`)
  if (command === 'prove' && code) return prove(code, say)
  if (command !== 'verify') throw new Error(usage)
  return withDatabase(async (context) => {
    const congresses = (await allCongresses(context)).filter((congress) => !code || congress.code === code)
    if (congresses.length === 0) throw new Error(`There is no congress ${code}`)
    let flaws = 0
    for (const congress of congresses) {
      const from = performance.now()
      const found = await verify(context, congress, (events) => say(`${congress.code}: ${events} events …`))
      const seconds = (performance.now() - from) / 1000
      say(
        `${congress.code}: ${found.events} events of ${found.cases} cases under ${found.seals} seals, ${Math.round(found.events / seconds)} a second`,
      )
      if (found.root) say(`${congress.code}: sealed until ${found.root.on}, root ${found.root.hex}`)
      for (const flaw of found.flaws) say(`${congress.code}: ${words(flaw)}`)
      flaws += found.flaws.length
    }
    say(flaws === 0 ? 'nothing was changed' : `${flaws} flaws`)
    return flaws === 0 ? 0 : 1
  })
}

// Node ends with 0 where nothing is left to wait for, even if the work has not come to its end.
process.exitCode = 1
main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  },
)
