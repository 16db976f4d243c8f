import { featuresOf, gramsOf, vectorOf, type Features, type Message, type Vector } from './topic-features'
import { NEVER, type TopicModel } from './topic-model'

/** A message whose class a person has set. */
export interface LabelledMessage extends Message {
  topic: string
}

export interface TrainingOptions {
  /** A feature must occur in so many messages: what fewer people wrote is noise, and theirs. */
  minMessages: number
  /** How much an error costs against a large weight. */
  cost: number
  /** 0: every feature may weigh as much; 1: as it tells the class from the others by itself (naive Bayes). */
  prior: number
  rounds: number
}

export const trainingDefaults: TrainingOptions = { minMessages: 4, cost: 0.5, prior: 0.4, rounds: 10 }

/** The features of a corpus. */
export function learnFeatures(messages: readonly Message[], minMessages: number): Features {
  const seenIn = new Map<number, number>()
  for (const { title, text } of messages) {
    const codes = new Set([...gramsOf(title ?? '').keys(), ...gramsOf(text ?? '').keys()])
    for (const code of codes) seenIn.set(code, (seenIn.get(code) ?? 0) + 1)
  }
  const codes = Uint32Array.from([...seenIn].filter(([, count]) => count >= minMessages).map(([code]) => code)).sort()
  const idf = Float32Array.from(codes, (code) => Math.log((messages.length + 1) / (seenIn.get(code)! + 1)) + 1)
  return featuresOf(codes, idf)
}

/** So many UTF-16 units of a text are how far somebody has come who is still writing. */
const BEGUN_UNITS = 150

/** A message stands for itself, its beginning, its title and its text, so that one model reads all four. */
const readings = ({ title, text }: Message): Message[] =>
  title && text
    ? [
        { title, text },
        { title, text: text.slice(0, BEGUN_UNITS) },
        { title, text: null },
        { title: null, text },
      ]
    : [{ title, text }]

/** Trains one support vector machine a class against the rest. The same messages in the same order give the same model. */
export function train(messages: readonly LabelledMessage[], options: TrainingOptions = trainingDefaults): TopicModel {
  const features = learnFeatures(messages, options.minMessages)
  const classes = [...new Set(messages.map(({ topic }) => topic))].sort()
  const examples = messages.flatMap((message) =>
    readings(message).map((reading) => ({ vector: vectorOf(features, reading), of: classes.indexOf(message.topic) })),
  )
  const size = features.codes.length
  const weights = new Float32Array(size * classes.length)
  const biases = classes.map((_, each) => {
    const strength = strengths(examples, each, size, options.prior)
    const scaled = examples.map(({ vector: { ids, values }, of }) => ({
      ids,
      values: values.map((value, index) => value * strength[ids[index]!]!),
      side: of === each ? 1 : -1,
    }))
    const { ours, bias } = separate(scaled, size, options)
    for (let id = 0; id < size; id += 1) weights[id * classes.length + each] = ours[id]! * strength[id]!
    return bias
  })
  return {
    classes,
    features,
    weights,
    scales: classes.map(() => 1),
    biases,
    calibration: { sharpness: 1, sureFrom: NEVER },
  }
}

interface Example {
  vector: Vector
  /** Index of its class. */
  of: number
}

/** How far each feature tells a class from the rest: the log of how much likelier it is in one than in the other, whichever way. */
function strengths(examples: readonly Example[], each: number, size: number, prior: number): Float32Array {
  const SMOOTHING = 0.1
  const inside = new Float64Array(size).fill(SMOOTHING)
  const outside = new Float64Array(size).fill(SMOOTHING)
  for (const { vector, of } of examples) {
    const sums = of === each ? inside : outside
    vector.ids.forEach((id, index) => {
      sums[id]! += vector.values[index]!
    })
  }
  const total = (sums: Float64Array) => sums.reduce((all, one) => all + one, 0)
  const evens = Math.log(total(inside) / total(outside))
  return Float32Array.from(inside, (one, id) => 1 - prior + prior * Math.abs(Math.log(one / outside[id]!) - evens))
}

/** So far beyond its margin an example has no say. */
const EASY = 0.3

/**
 * A linear support vector machine with squared hinge loss by dual coordinate descent
 * (Hsieh et al., 2008, algorithm 1), the bias as a feature that every example has.
 */
function separate(
  examples: readonly (Vector & { side: number })[],
  size: number,
  { cost, rounds }: TrainingOptions,
): { ours: Float64Array; bias: number } {
  const ours = new Float64Array(size)
  let bias = 0
  const alphas = new Float64Array(examples.length)
  const diagonal = 0.5 / cost
  const curvature = examples.map(({ values }) => values.reduce((all, value) => all + value * value, 1) + diagonal)
  let order = Int32Array.from(examples, (_, index) => index)
  const random = randomFrom(1)
  for (let round = 0; round < rounds; round += 1) {
    shuffle(order, random)
    const isEasy = new Uint8Array(examples.length)
    for (const index of order) {
      const { ids, values, side } = examples[index]!
      let score = bias
      for (let at = 0; at < ids.length; at += 1) score += ours[ids[at]!]! * values[at]!
      const before = alphas[index]!
      const slope = side * score - 1 + diagonal * before
      const after = Math.max(0, before - slope / curvature[index]!)
      isEasy[index] = Number(before === 0 && slope > EASY)
      if (after === before) continue
      alphas[index] = after
      const step = (after - before) * side
      for (let at = 0; at < ids.length; at += 1) ours[ids[at]!]! += step * values[at]!
      bias += step
    }
    // What lies far on its own side is looked at again in the last round only.
    order = round === rounds - 2 ? Int32Array.from(examples, (_, index) => index) : order.filter((index) => !isEasy[index])
  }
  return { ours, bias }
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    const kept = order[last]!
    order[last] = order[other]!
    order[other] = kept
  }
}

/** mulberry32: numbers from 0 up to 1 that are the same on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    const once = Math.imul(state ^ (state >>> 15), 1 | state)
    const twice = (once + Math.imul(once ^ (once >>> 7), 61 | once)) ^ once
    return ((twice ^ (twice >>> 14)) >>> 0) / 2 ** 32
  }
}
