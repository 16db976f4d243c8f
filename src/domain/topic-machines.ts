import type { Vector } from './topic-features'
import { scoresOf } from './topic-model'

export interface Example {
  vector: Vector
  /** Index of its class. */
  of: number
}

export interface Linear {
  /** Feature by feature, one weight a class. */
  weights: Float32Array
  biases: number[]
}

export interface Separation {
  /** How much an error costs against a large weight. */
  cost: number
  /** 0: every feature may weigh as much; 1: as it tells the class from the others by itself (naive Bayes). */
  prior: number
  rounds: number
}

/** Adds models up, each by its share and by how far its scores spread on these examples. */
export function addUp(members: readonly { share: number; linear: Linear }[], examples: readonly Example[]): Linear {
  const said = members.reduce((sum, { share }) => sum + share, 0)
  const [first] = members
  const weights = new Float32Array(first!.linear.weights.length)
  const biases = first!.linear.biases.map(() => 0)
  for (const { share, linear } of members) {
    const scale = share / said / (spread(examples, linear) || 1)
    linear.weights.forEach((weight, at) => {
      weights[at]! += weight * scale
    })
    linear.biases.forEach((bias, each) => {
      biases[each]! += bias * scale
    })
  }
  return { weights, biases }
}

/** How far the scores of an example lie from their mean, as a rule. */
function spread(examples: readonly Example[], { weights, biases }: Linear): number {
  let squares = 0
  for (const { vector } of examples) {
    const scores = scoresOf({ weights, scales: biases.map(() => 1), biases }, vector)
    const mean = scores.reduce((all, score) => all + score, 0) / scores.length
    squares += scores.reduce((all, score) => all + (score - mean) ** 2, 0) / scores.length
  }
  return Math.sqrt(squares / examples.length)
}

/** One support vector machine a class against the rest. */
export function separateClasses(examples: readonly Example[], classes: number, size: number, options: Separation): Linear {
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
export function naiveBayes(examples: readonly Example[], classes: number, size: number): Linear {
  const weights = new Float32Array(size * classes)
  for (let each = 0; each < classes; each += 1)
    likelier(examples, each, size, 0.05).forEach((ratio, id) => {
      weights[id * classes + each] = ratio
    })
  return { weights, biases: Array.from({ length: classes }, () => 0) }
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
  { cost, rounds }: Separation,
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

/**
 * Scores that come as near as they can to those wanted of each example: ridge regression by dual coordinate descent, the
 * bias as a feature that every example has. `wanted` may say how likely each class is where nobody has said which it is.
 */
export function regress(
  examples: readonly { vector: Vector; wanted: readonly number[] }[],
  classes: number,
  size: number,
  { ridge, rounds }: { ridge: number; rounds: number },
): Linear {
  const weights = new Float32Array(size * classes)
  const biases = Array.from({ length: classes }, () => 0)
  const alphas = new Float64Array(examples.length * classes)
  const curvature = examples.map(({ vector }) => vector.values.reduce((all, value) => all + value * value, 1) + ridge)
  const order = Int32Array.from(examples, (_, index) => index)
  const random = randomFrom(1)
  const steps = new Float64Array(classes)
  for (let round = 0; round < rounds; round += 1) {
    shuffle(order, random)
    for (const index of order) {
      const { vector, wanted } = examples[index]!
      const scores = scoresOf({ weights, scales: biases.map(() => 1), biases }, vector)
      scores.forEach((score, each) => {
        const at = index * classes + each
        steps[each] = (wanted[each]! - score - ridge * alphas[at]!) / curvature[index]!
        alphas[at]! += steps[each]!
        biases[each]! += steps[each]!
      })
      vector.ids.forEach((id, at) => {
        for (let each = 0; each < classes; each += 1) weights[id * classes + each]! += steps[each]! * vector.values[at]!
      })
    }
  }
  return { weights, biases }
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
