import { normalise, vectorOf, type Message } from './topic-features'
import { NEVER, scoresOf, sharesOf, SURE, type Calibration, type TopicModel } from './topic-model'
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

/** Asks about every message a model that was not trained on its part, and about its title alone. */
export function crossValidate(
  messages: readonly (LabelledMessage & { group?: string })[],
  { folds = 5, only, options = trainingDefaults, report = () => {} }: CrossValidation = {},
): { classes: string[]; whole: Asked[]; titles: Asked[] } {
  const classes = [...new Set(messages.map(({ topic }) => topic))].sort()
  const whole: Asked[] = []
  const titles: Asked[] = []
  for (const fold of only ?? Array.from({ length: folds }, (_, index) => index)) {
    const isHeldOut = (message: LabelledMessage & { group?: string }) => foldOf(message, folds, message.group) === fold
    const heldOut = messages.filter(isHeldOut)
    const model = train(
      messages.filter((message) => !isHeldOut(message)),
      options,
    )
    whole.push(...ask(model, heldOut, classes))
    titles.push(
      ...ask(
        model,
        heldOut.filter(({ title }) => title).map((message) => ({ ...message, text: null })),
        classes,
      ),
    )
    report(fold)
  }
  return { classes, whole, titles }
}

export interface CrossValidation {
  folds?: number
  /** Only these of the folds. */
  only?: readonly number[]
  options?: TrainingOptions
  report?: (fold: number) => void
}

interface Ranked {
  confidence: number
  isRight: boolean
}

/** The surest first. */
function rankedBy(asked: readonly Asked[], sharpness: number): Ranked[] {
  return asked
    .map(({ of, scores }) => {
      const shares = sharesOf(scores, sharpness)
      const confidence = Math.max(...shares)
      return { confidence, isRight: shares.indexOf(confidence) === of }
    })
    .sort((a, b) => b.confidence - a.confidence)
}

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

/** The sharpness under which what was asked is likeliest, and from where on guesses are right often enough. */
export function calibrate(asked: readonly Asked[]): Calibration {
  const surprise = (sharpness: number) =>
    asked.reduce((sum, { of, scores }) => sum - Math.log(Math.max(sharesOf(scores, sharpness)[of] ?? 0, 1e-12)), 0)
  // The surprise has one valley, so a golden search finds its bottom.
  const GOLDEN = (Math.sqrt(5) - 1) / 2
  let [low, high] = [0.1, 20]
  while (high - low > 0.01) {
    const left = high - GOLDEN * (high - low)
    const right = low + GOLDEN * (high - low)
    if (surprise(left) < surprise(right)) high = right
    else low = left
  }
  const sharpness = (low + high) / 2
  const ranked = rankedBy(asked, sharpness)
  const count = surest(ranked)
  return { sharpness, sureFrom: count === 0 ? NEVER : ranked[count - 1]!.confidence }
}

/** How well a model did. */
export function measure(classes: readonly string[], asked: readonly Asked[], sharpness: number): Figures {
  const guesses = asked.map(({ of, scores }) => ({ of, guess: scores.indexOf(Math.max(...scores)) }))
  const perClass = classes.map((topic, each) => {
    const count = guesses.filter(({ of }) => of === each).length
    const guessed = guesses.filter(({ guess }) => guess === each).length
    const right = guesses.filter(({ of, guess }) => of === each && guess === each).length
    return { topic, precision: share(right, guessed), recall: share(right, count), f1: share(2 * right, count + guessed), count }
  })
  const ranked = rankedBy(asked, sharpness)
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
