import { normalise, vectorOf, type Message } from './topic-features'
import { confidenceOf, marginOf, NEVER, scoresOf, sharesOf, SURE, type Calibration, type TopicModel } from './topic-model'
import { train, trainingDefaults, type LabelledMessage, type TrainingOptions } from './topic-training'

/** A labelled message that a model was asked about. */
export interface Asked {
  /** Index of the class that a person set; -1 where the model has no such class. */
  of: number
  scores: number[]
}

export interface ClassFigures {
  topic: string
  precision: number
  recall: number
  f1: number
  count: number
}

/** Every figure is a share from 0 to 1. */
export interface Figures {
  count: number
  accuracy: number
  /** F1 averaged over the classes, the small ones counting as much as the large. */
  macroF1: number
  classes: ClassFigures[]
  /** The largest share of messages, the surest first, of which `SURE` are right. */
  coverage: number
  /** What share of the surest 85 % are right. */
  rightOfSurest85: number
  /** Mean distance between confidence and share of right guesses, over ten bands of confidence. */
  calibrationError: number
  bands: { from: number; count: number; confidence: number; right: number }[]
}

/** Which of `folds` parts a message is in. Messages whose letters are the same are in the same part, so that none is on both sides. */
export function foldOf({ title, text }: Message, folds: number, group?: string): number {
  let hash = 0x811c9dc5
  for (const unit of group ?? normalise(text ?? title ?? '')) hash = Math.imul(hash ^ unit.codePointAt(0)!, 0x01000193)
  return (Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) >>> 8) % folds
}

/** What a model answers to labelled messages. */
export const ask = (model: TopicModel, messages: readonly LabelledMessage[], classes = model.classes): Asked[] =>
  messages.map((message) => {
    const scores = scoresOf(model, vectorOf(model.features, message))
    return {
      of: classes.indexOf(message.topic),
      scores: classes.map((topic) => scores[model.classes.indexOf(topic)] ?? Number.NEGATIVE_INFINITY),
    }
  })

export interface HeldOut {
  classes: string[]
  /** Answers about messages with what they have, and about their titles alone. Each class's score has the offset that the other parts' answers ask for. */
  whole: Asked[]
  titles: Asked[]
  /** One a class, for the model of all messages: what all these answers ask for. Zeros where there is one part alone. */
  offsets: number[]
}

/** Asks about every message a model that was not trained on its part, and about its title alone. */
export function crossValidate(
  messages: readonly (LabelledMessage & { group?: string })[],
  { folds = 5, only, options = trainingDefaults, report = () => {} }: CrossValidation = {},
): HeldOut {
  const classes = [...new Set(messages.map(({ topic }) => topic))].sort()
  const parts: { whole: Asked[]; titles: Asked[] }[] = []
  for (const fold of only ?? Array.from({ length: folds }, (_, index) => index)) {
    const isHeldOut = (message: LabelledMessage & { group?: string }) => foldOf(message, folds, message.group) === fold
    const heldOut = messages.filter(isHeldOut)
    const model = train(
      messages.filter((message) => !isHeldOut(message)),
      options,
    )
    const titles = heldOut.filter(({ title }) => title).map((message) => ({ ...message, text: null }))
    parts.push({ whole: ask(model, heldOut, classes), titles: ask(model, titles, classes) })
    report(fold)
  }
  const offsetsWithout = (part?: (typeof parts)[number]) =>
    offsetsFrom(
      parts.filter((each) => each !== part).flatMap(({ whole, titles }) => [...whole, ...titles]),
      classes.length,
    )
  const shifted = parts.map((part) => {
    const offsets = offsetsWithout(part)
    const shift = ({ of, scores }: Asked) => ({ of, scores: scores.map((score, each) => score + offsets[each]!) })
    return { whole: part.whole.map(shift), titles: part.titles.map(shift) }
  })
  return {
    classes,
    whole: shifted.flatMap(({ whole }) => whole),
    titles: shifted.flatMap(({ titles }) => titles),
    offsets: parts.length > 1 ? offsetsWithout() : classes.map(() => 0),
  }
}

export interface CrossValidation {
  folds?: number
  /** Only these of the folds. */
  only?: readonly number[]
  options?: TrainingOptions
  report?: (fold: number) => void
}

const TURNS = 60
const STRIDE = 4

/**
 * What to add to each class's score so that what people set is likeliest (vector scaling, Guo et al., 2017; its slope is
 * confidence's business): seven machines, each trained against the rest, do not agree where a class begins.
 */
export function offsetsFrom(asked: readonly Asked[], classes: number): number[] {
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

type Confidence = Pick<Calibration, 'slope' | 'offset'>

interface Ranked {
  confidence: number
  isRight: boolean
}

/** The surest first: those whose best score lies farthest from the next. */
const rankedBy = (asked: readonly Asked[], calibration: Confidence): Ranked[] =>
  asked
    .map(({ of, scores }) => ({ margin: marginOf(scores), isRight: scores.indexOf(Math.max(...scores)) === of }))
    .sort((a, b) => b.margin - a.margin)
    .map(({ margin, isRight }) => ({ confidence: confidenceOf(calibration, margin), isRight }))

/** How many of the surest may be taken so that `SURE` of them are right. */
function surest(ranked: readonly Ranked[]): number {
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
export function calibrate(asked: readonly Asked[]): Calibration {
  const confidence = confidenceFrom(
    asked.map(({ of, scores }) => ({ margin: marginOf(scores), isRight: scores.indexOf(Math.max(...scores)) === of })),
  )
  const ranked = rankedBy(asked, confidence)
  const count = surest(ranked)
  return { ...confidence, sureFrom: count === 0 ? NEVER : ranked[count - 1]!.confidence }
}

/** A model of all messages, with what the answers about held-back ones teach: where classes begin, and how sure it may be. */
export function trainAfter(messages: readonly LabelledMessage[], { offsets, whole }: HeldOut): TopicModel {
  const model = train(messages)
  return { ...model, biases: model.biases.map((bias, each) => bias + offsets[each]!), calibration: calibrate(whole) }
}

/** How well a model did. */
export function measure(classes: readonly string[], asked: readonly Asked[], calibration: Confidence): Figures {
  const guesses = asked.map(({ of, scores }) => ({ of, guess: scores.indexOf(Math.max(...scores)) }))
  const perClass = classes.map((topic, each) => {
    const count = guesses.filter(({ of }) => of === each).length
    const guessed = guesses.filter(({ guess }) => guess === each).length
    const right = guesses.filter(({ of, guess }) => of === each && guess === each).length
    return { topic, precision: share(right, guessed), recall: share(right, count), f1: share(2 * right, count + guessed), count }
  })
  const ranked = rankedBy(asked, calibration)
  const surest85 = ranked.slice(0, Math.round(ranked.length * 0.85))
  const BANDS = 10
  const bands = Array.from({ length: BANDS }, (_, band) => {
    const inBand = ranked.filter(({ confidence }) => Math.min(Math.floor(confidence * BANDS), BANDS - 1) === band)
    return {
      from: band / BANDS,
      count: inBand.length,
      confidence: share(
        inBand.reduce((sum, { confidence }) => sum + confidence, 0),
        inBand.length,
      ),
      right: share(inBand.filter(({ isRight }) => isRight).length, inBand.length),
    }
  })
  const asking = perClass.filter(({ count }) => count > 0)
  return {
    count: asked.length,
    accuracy: share(guesses.filter(({ of, guess }) => of === guess).length, guesses.length),
    macroF1: share(
      asking.reduce((sum, { f1 }) => sum + f1, 0),
      asking.length,
    ),
    classes: perClass,
    coverage: share(surest(ranked), ranked.length),
    rightOfSurest85: share(surest85.filter(({ isRight }) => isRight).length, surest85.length),
    calibrationError: share(
      bands.reduce((sum, { count, confidence, right }) => sum + count * Math.abs(confidence - right), 0),
      asked.length,
    ),
    bands,
  }
}

const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)
