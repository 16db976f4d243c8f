import { confidenceOf, marginOf, NEVER, sharesOf, SURE, type Calibration } from './topic-model'

/** An answer about a message, whoever gave it. */
export interface Answer {
  /** Index of the class that a person set; -1 where the model has no such class. */
  of: number
  scores: number[]
}

export type Confidence = Pick<Calibration, 'slope' | 'offset'>

interface Ranked {
  confidence: number
  isRight: boolean
}

const TURNS = 60
const STRIDE = 4

/**
 * What to add to each class's score so that what people set is likeliest (vector scaling, Guo et al., 2017; its slope is
 * confidence's business): seven machines, each trained against the rest, do not agree where a class begins.
 */
export function offsetsFrom(asked: readonly Answer[], classes: number): number[] {
  const known = asked.filter(({ of }) => of >= 0)
  let slope = 1
  let offsets = Array.from({ length: classes }, () => 0)
  for (let turn = 0; known.length > 0 && turn < TURNS; turn += 1) {
    let steep = 0
    const pulls = offsets.map(() => 0)
    for (const { of, scores } of known) {
      const shares = sharesOf(
        scores.map((score, each) => slope * score + offsets[each]!),
        1,
      )
      shares.forEach((share, each) => {
        const off = share - Number(each === of)
        pulls[each]! += off
        // A class that a part does not know has no score.
        if (Number.isFinite(scores[each])) steep += off * scores[each]!
      })
    }
    slope = Math.max(slope - (STRIDE * steep) / known.length, LEAST_SLOPE)
    offsets = offsets.map((offset, each) => offset - (STRIDE * pulls[each]!) / known.length)
  }
  return offsets.map((offset) => offset / slope)
}

const guessedRight = ({ of, scores }: Answer) => scores.indexOf(Math.max(...scores)) === of

/** The surest first. */
export const rankedBy = <A extends Answer>(asked: readonly A[], calibrationOf: (answer: A) => Confidence): Ranked[] =>
  asked
    .map((answer) => ({ confidence: confidenceOf(calibrationOf(answer), marginOf(answer.scores)), isRight: guessedRight(answer) }))
    .sort((a, b) => b.confidence - a.confidence)

/** How many of the surest may be taken so that `SURE` of them are right. */
export function surest(ranked: readonly Ranked[]): number {
  let right = 0
  let count = 0
  ranked.forEach(({ isRight }, index) => {
    right += Number(isRight)
    if (right >= SURE * (index + 1)) count = index + 1
  })
  return count
}

/** So little is against a steep slope that it only matters where all guesses are right, or all wrong. */
const RIDGE = 0.01
const STEPS = 50
/** A larger distance is never less sure, whatever a few messages say. */
const LEAST_SLOPE = 0.001

/** Slope and offset under which what was right and wrong is likeliest (Platt, 1999), by Newton's steps. */
function confidenceFrom(guesses: readonly { margin: number; isRight: boolean }[]): Confidence {
  const surprise = (at: Confidence) =>
    guesses.reduce(
      (sum, { margin, isRight }) => {
        const share = confidenceOf(at, margin)
        return sum - Math.log(Math.max(isRight ? share : 1 - share, 1e-12))
      },
      RIDGE * (at.slope ** 2 + at.offset ** 2),
    )
  let now: Confidence = { slope: 0, offset: 0 }
  for (let step = 0; step < STEPS; step += 1) {
    let [slope, offset] = [2 * RIDGE * now.slope, 2 * RIDGE * now.offset]
    let [steep, both, flat] = [2 * RIDGE, 0, 2 * RIDGE]
    for (const { margin, isRight } of guesses) {
      const share = confidenceOf(now, margin)
      const off = share - Number(isRight)
      const weight = share * (1 - share)
      slope += off * margin
      offset += off
      steep += weight * margin * margin
      both += weight * margin
      flat += weight
    }
    const area = steep * flat - both * both
    const to = { slope: (flat * slope - both * offset) / area, offset: (steep * offset - both * slope) / area }
    const before = surprise(now)
    let part = 1
    const after = () => ({ slope: now.slope - part * to.slope, offset: now.offset - part * to.offset })
    while (part > 1e-6 && surprise(after()) > before) part /= 2
    if (before - surprise(after()) < 1e-9) break
    now = after()
  }
  return { slope: Math.max(now.slope, LEAST_SLOPE), offset: now.offset }
}

/** How scores become a confidence, and from where on guesses are right often enough. */
export function calibrate(asked: readonly Answer[]): Calibration {
  const confidence = confidenceFrom(asked.map((answer) => ({ margin: marginOf(answer.scores), isRight: guessedRight(answer) })))
  const ranked = rankedBy(asked, () => confidence)
  const count = surest(ranked)
  return { ...confidence, sureFrom: count === 0 ? NEVER : ranked[count - 1]!.confidence }
}
