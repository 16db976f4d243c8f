import { createHash } from 'node:crypto'
import type { Evidence } from '../../contract/evidence'
import { LEAF, leafOf, NODE, sha256, type SealedCase } from './root'

type Path = NonNullable<NonNullable<Evidence['seal']>['path']>

/** The way from one case to the root of its day: beside what it is hashed on each level. A node without a neighbour goes up as it is. */
export function pathOf(cases: readonly SealedCase[], index: number): Path {
  const path: Path = []
  let level = cases.map(leafOf)
  for (let at = index; level.length > 1; at = Math.floor(at / 2)) {
    const beside = level[at ^ 1]
    if (beside) path.push({ side: at % 2 === 0 ? 'right' : 'left', hash: beside.toString('hex') })
    level = Array.from({ length: Math.ceil(level.length / 2) }, (_, pair) => {
      const [left, right] = [level[pair * 2]!, level[pair * 2 + 1]]
      return right ? sha256(NODE, left, right) : left
    })
  }
  return path
}

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }

/** The evidence in a file that a resident took along: in its page, its words, or its data. Null where there is none. */
export function evidenceIn(file: string): unknown {
  const inPage = /<pre id="evidence">([^<]*)<\/pre>/.exec(file)?.[1]?.replace(/&(?:amp|lt|gt|quot|#39);/g, (sign) => entities[sign]!)
  try {
    const read = JSON.parse(inPage ?? (file.startsWith('{') ? file : file.slice(file.lastIndexOf('\n\n')))) as { evidence?: unknown }
    return read.evidence ?? read
  } catch {
    return null
  }
}

/** What is wrong with the evidence of one case; empty where all of it holds together. Needs nothing but the file. */
export function flawsOf({ chain, seal }: Evidence): string[] {
  const flaws: string[] = []
  let previous = ''
  for (const [index, { seq, line, hash }] of chain.entries()) {
    if (seq !== index + 1) flaws.push(`event ${index + 1} is missing`)
    if (line !== null && createHash('sha256').update(`${previous}\n${line}`).digest('hex') !== hash) flaws.push(`event ${seq} was changed`)
    previous = hash
  }
  if (!seal) return flaws
  const head = chain.find(({ seq }) => seq === seal.seq)
  if (!head) flaws.push(`event ${seal.seq}, which is sealed, is missing`)
  if (!head || !seal.path) return flaws
  const concernId = chain.find(({ line }) => line !== null)?.line?.split('\n')[1] ?? ''
  const leaf = sha256(LEAF, `${concernId}\n${seal.seq}\n`, Buffer.from(head.hash, 'hex'))
  if (leaf.toString('hex') !== seal.leaf) flaws.push(`event ${seal.seq} is another than the sealed one`)
  const top = seal.path.reduce((below, { side, hash }) => {
    const beside = Buffer.from(hash, 'hex')
    return side === 'left' ? sha256(NODE, beside, below) : sha256(NODE, below, beside)
  }, leaf)
  if (sha256(top, seal.previousRoot ? Buffer.from(seal.previousRoot, 'hex') : '').toString('hex') !== seal.root)
    flaws.push(`the case is not under the root of ${seal.on}`)
  return flaws
}
