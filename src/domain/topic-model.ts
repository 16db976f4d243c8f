import { vectorOf, type Features, type Message, type Vector } from './topic-features'

/** What reads letters, and what reads a title alone. */
export type Reader = 'whole' | 'titles'

export interface TopicModel {
  classes: readonly string[]
  whole: LinearModel
  /** Null where there was nothing to learn titles from that the letters' reader had not learned: that reads them too. */
  titles: LinearModel | null
}

/** For each class a weight for every feature. */
export interface LinearModel {
  features: Features
  /** Feature by feature, one weight a class: whole numbers from -127 to 127 where packed. */
  weights: Float32Array | Int8Array
  /** What a weight of 1 stands for, for each class. */
  scales: readonly number[]
  biases: readonly number[]
  calibration: Calibration
}

/** How scores become a confidence (`confidenceOf`), found on messages that the model was not trained on. */
export interface Calibration {
  /** What each step of distance between the best score and the next is worth. */
  slope: number
  /** What a guess is worth where there is no distance; below 0 where it is oftener wrong than right. */
  offset: number
  /** At this confidence and above `SURE` of the guesses are right; `NEVER` where no confidence was high enough. */
  sureFrom: number
}

/** A confidence that none reaches. */
export const NEVER = 2

/** What share of the guesses that are taken without asking must be right. */
export const SURE = 0.97

/** The best class for a message, and the next. Confidences lie between 0 and 1. */
export interface Guess {
  topic: string
  confidence: number
  /** Whether it may be taken without asking anybody. */
  isSure: boolean
  second: string | null
  secondConfidence: number
}

/** What reads this message. The first words of a text are read no better by what reads titles. */
export const readerOf = ({ titles }: Pick<TopicModel, 'titles'>, { title, text }: Message): Reader =>
  titles && title && !text ? 'titles' : 'whole'

export const readBy = (model: TopicModel, reader: Reader): LinearModel => (reader === 'titles' && model.titles) || model.whole

/** How well each class fits; only their order and distances mean something. */
export function scoresOf(
  { weights, scales, biases }: Pick<LinearModel, 'weights' | 'scales' | 'biases'>,
  { ids, values }: Vector,
): number[] {
  const classes = biases.length
  const sums = new Float64Array(classes)
  for (let index = 0; index < ids.length; index += 1) {
    const from = ids[index]! * classes
    for (let each = 0; each < classes; each += 1) sums[each]! += weights[from + each]! * values[index]!
  }
  return biases.map((bias, each) => sums[each]! * scales[each]! + bias)
}

/** Scores as shares of 1. */
export function sharesOf(scores: readonly number[], sharpness: number): number[] {
  const best = Math.max(...scores)
  const raised = scores.map((score) => Math.exp((score - best) * sharpness))
  const sum = raised.reduce((all, each) => all + each, 0)
  return raised.map((each) => each / sum)
}

/** Past it a distance says no more: a model of one class has no next score. */
const FAR = 50

/** How far the best score lies from the next. */
export function marginOf(scores: readonly number[]): number {
  const [best, next] = scores.toSorted((a, b) => b - a)
  return Math.min(best! - (next ?? Number.NEGATIVE_INFINITY), FAR)
}

/** The share of guesses of such a distance that are right. How far the best lies from the next tells right from wrong better than its part in the sum of all. */
export const confidenceOf = ({ slope, offset }: Pick<Calibration, 'slope' | 'offset'>, margin: number): number =>
  1 / (1 + Math.exp(-(slope * margin + offset)))

/** Null where the message has nothing that the model has ever seen. */
export function classify(model: TopicModel, message: Message): Guess | null {
  const reader = readBy(model, readerOf(model, message))
  const vector = vectorOf(reader.features, message)
  if (vector.ids.length === 0) return null
  const scores = scoresOf(reader, vector)
  const [best, second, ...others] = scores.map((_, index) => index).sort((a, b) => scores[b]! - scores[a]!)
  const confidence = confidenceOf(reader.calibration, marginOf(scores))
  // What the best leaves is divided among the others by their scores.
  const [share] =
    second === undefined
      ? [0]
      : sharesOf(
          [second, ...others].map((each) => scores[each]!),
          reader.calibration.slope,
        )
  return {
    topic: model.classes[best!]!,
    confidence,
    isSure: confidence >= reader.calibration.sureFrom,
    second: second === undefined ? null : model.classes[second]!,
    secondConfidence: Math.min(confidence, (1 - confidence) * share!),
  }
}
