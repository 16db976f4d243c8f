import { featuresOf, gramsOf, vectorOf, type Features, type Message, type Vector } from './topic-features'
import { NEVER, scoresOf, type TopicModel } from './topic-model'

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
  /** The same for the machines that see the sequences of one or two characters alone. */
  shortPrior: number
  /** How much each has to say: the machine on all sequences, that on short ones, that on short ones of titles and first words, naive Bayes. */
  shares: { all: number; short: number; brief: number; bayes: number }
  rounds: number
}

export const trainingDefaults: TrainingOptions = {
  minMessages: 4,
  cost: 0.5,
  prior: 0.4,
  shortPrior: 0.6,
  shares: { all: 0.5, short: 1, brief: 1.5, bayes: 0.5 },
  rounds: 10,
}

/** The features of a corpus. */
export function learnFeatures(messages: readonly Message[], minMessages: number): Features {
  const seenIn = new Map<number, number>()
  for (const { title, text } of messages) {
    const codes = new Set([title, text].flatMap((part) => gramsOf(part ?? '').flatMap((grams) => [...grams.keys()])))
    for (const code of codes) seenIn.set(code, (seenIn.get(code) ?? 0) + 1)
  }
  const codes = Uint32Array.from([...seenIn].filter(([, count]) => count >= minMessages).map(([code]) => code)).sort()
  const idf = Float32Array.from(codes, (code) => Math.log((messages.length + 1) / (seenIn.get(code)! + 1)) + 1)
  return featuresOf(codes, idf)
}

/** So many UTF-16 units of a text are how far somebody has come who is still writing. */
const BEGUN_UNITS = 150

/** So many are as much as a title says. */
const BRIEF_UNITS = 60

/** A message as a title would say it. */
const briefReadings = ({ title, text }: Message): Message[] => [
  ...(title ? [{ title, text: null }] : []),
  ...(text ? [{ title: null, text: text.slice(0, BRIEF_UNITS) }] : []),
]

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

/**
 * Trains four linear models and adds them up, each by how far its scores spread: a support vector machine a class on all
 * sequences, one on those of one or two characters alone, one on these in titles and first words alone, and naive Bayes.
 * They err differently, and their sum is as quick as one.
 * The same messages in the same order give the same model.
 */
export function train(messages: readonly LabelledMessage[], options: TrainingOptions = trainingDefaults): TopicModel {
  const features = learnFeatures(messages, options.minMessages)
  const classes = [...new Set(messages.map(({ topic }) => topic))].sort()
  const read = (readingsOf: (message: Message) => Message[]): Example[] =>
    messages.flatMap((message) =>
      readingsOf(message).map((reading) => ({ vector: vectorOf(features, reading), of: classes.indexOf(message.topic) })),
    )
  const examples = read(readings)
  const size = features.codes.length
  const isShort = shortOnes(features, messages)
  const short = (of: readonly Example[]) =>
    of.map(({ vector, of: each }) => ({ vector: keep(vector, (id) => isShort[id] === 1), of: each }))
  const { shares, shortPrior } = options
  // Without the longer sequences a message is shorter than 1, and an error must cost as much more.
  const separateShort = (of: readonly Example[]) =>
    separateClasses(of, classes.length, size, { ...options, prior: shortPrior, cost: options.cost / meanSquare(of) })
  const members: { share: number; linear: Linear }[] = [
    { share: shares.all, linear: separateClasses(examples, classes.length, size, options) },
    { share: shares.short, linear: separateShort(short(examples)) },
    { share: shares.brief, linear: separateShort(short(read(briefReadings))) },
    { share: shares.bayes, linear: naiveBayes(examples, classes.length, size) },
  ]
  const said = members.reduce((sum, { share }) => sum + share, 0)
  const weights = new Float32Array(size * classes.length)
  const biases = classes.map(() => 0)
  for (const { share, linear } of members) {
    const scale = share / said / (spread(examples, linear) || 1)
    linear.weights.forEach((weight, at) => {
      weights[at]! += weight * scale
    })
    linear.biases.forEach((bias, each) => {
      biases[each]! += bias * scale
    })
  }
  return {
    classes,
    features,
    weights,
    scales: classes.map(() => 1),
    biases,
    calibration: { slope: 1, offset: 0, sureFrom: NEVER },
  }
}

interface Linear {
  /** Feature by feature, one weight a class. */
  weights: Float32Array
  biases: number[]
}

/** Marks the features that are sequences of one or two characters. */
function shortOnes({ codes }: Features, messages: readonly Message[]): Uint8Array {
  const short = new Set<number>()
  for (const { title, text } of messages)
    for (const part of [title, text]) for (const code of gramsOf(part ?? '')[0].keys()) short.add(code)
  return Uint8Array.from(codes, (code) => Number(short.has(code)))
}

function keep({ ids, values }: Vector, isKept: (id: number) => boolean): Vector {
  return { ids: ids.filter(isKept), values: values.filter((_, index) => isKept(ids[index]!)) }
}

const meanSquare = (examples: readonly Example[]) =>
  examples.reduce((all, { vector }) => all + vector.values.reduce((sum, value) => sum + value * value, 0), 0) / examples.length || 1

/** How far the scores of an example lie from their mean, as a rule. */
function spread(examples: readonly Example[], { weights, biases }: Linear): number {
  let squares = 0
  for (const { vector } of examples) {
    const scores = scoresOf({ classes: biases.map(String), weights, scales: biases.map(() => 1), biases }, vector)
    const mean = scores.reduce((all, score) => all + score, 0) / scores.length
    squares += scores.reduce((all, score) => all + (score - mean) ** 2, 0) / scores.length
  }
  return Math.sqrt(squares / examples.length)
}

/** One support vector machine a class against the rest. */
function separateClasses(examples: readonly Example[], classes: number, size: number, options: TrainingOptions): Linear {
  const weights = new Float32Array(size * classes)
  const biases = Array.from({ length: classes }, (_, each) => {
    const strength = Float32Array.from(likelier(examples, each, size, 0.1), (ratio) => 1 - options.prior + options.prior * Math.abs(ratio))
    const scaled = examples.map(({ vector: { ids, values }, of }) => ({
      ids,
      values: values.map((value, index) => value * strength[ids[index]!]!),
      side: of === each ? 1 : -1,
    }))
    const { ours, bias } = separate(scaled, size, options)
    for (let id = 0; id < size; id += 1) weights[id * classes + each] = ours[id]! * strength[id]!
    return bias
  })
  return { weights, biases }
}

/** Each class against the rest; every class is taken to be as frequent. */
function naiveBayes(examples: readonly Example[], classes: number, size: number): Linear {
  const weights = new Float32Array(size * classes)
  for (let each = 0; each < classes; each += 1)
    likelier(examples, each, size, 0.05).forEach((ratio, id) => {
      weights[id * classes + each] = ratio
    })
  return { weights, biases: Array.from({ length: classes }, () => 0) }
}

interface Example {
  vector: Vector
  /** Index of its class. */
  of: number
}

/** For each feature the log of how much likelier it is in a class than in the rest. */
function likelier(examples: readonly Example[], each: number, size: number, smoothing: number): Float32Array {
  const inside = new Float64Array(size).fill(smoothing)
  const outside = new Float64Array(size).fill(smoothing)
  for (const { vector, of } of examples) {
    const sums = of === each ? inside : outside
    vector.ids.forEach((id, index) => {
      sums[id]! += vector.values[index]!
    })
  }
  const total = (sums: Float64Array) => sums.reduce((all, one) => all + one, 0)
  const evens = Math.log(total(inside) / total(outside))
  return Float32Array.from(inside, (one, id) => Math.log(one / outside[id]!) - evens)
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
