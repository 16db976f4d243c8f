import { crossValidate, foldOf, measure, type HeldOut } from './topic-evaluation'
import type { Message } from './topic-features'
import type { LabelledMessage } from './topic-training'

/** Fewer cases say too little: then the model that comes with the project is better. */
export const FEWEST_CASES = 100
/** The newest that an office's button learns from, since a call must end within seconds; the command learns from all. */
export const MOST_CASES = 2000
const FOLDS = 5

/** How a model does on a congress's own cases, at the topics on top of the tree. Every figure but `count` is a share from 0 to 1. */
export interface OwnFigures {
  /** Cases that were held back, each once, and asked about. */
  count: number
  accuracy: number
  macroF1: number
  /** What share the model would take without asking, so that 97 % of these are right. */
  coverage: number
  /** What share of the same cases the model that comes with the project gets right. */
  shippedAccuracy: number
}

/** Whether there is enough to learn from and to measure on. */
export const isEnough = (cases: readonly LabelledMessage[]) =>
  cases.length >= FEWEST_CASES && new Set(cases.map(({ topic }) => topic)).size > 1 && partsOf(cases).length > 1

/** The parts in which there are cases: those with the same words lie all in one. */
const partsOf = (cases: readonly LabelledMessage[]) => [...new Set(cases.map((one) => foldOf(one, FOLDS)))]

/** Measures a model of these cases on the cases that it was not trained on, a fifth at a time, beside what another model says of them. */
export function measureOwn(
  cases: readonly LabelledMessage[],
  shipped: (message: Message) => string | null,
): { figures: OwnFigures; heldOut: HeldOut } {
  const heldOut = crossValidate(cases, { folds: FOLDS, only: partsOf(cases) })
  const { classes, whole, readers } = heldOut
  const { count, accuracy, macroF1, coverage } = measure(classes, whole, readers)
  const shippedRight = cases.filter((one) => shipped(one) === one.topic).length
  return { figures: { count, accuracy, macroF1, coverage, shippedAccuracy: shippedRight / cases.length }, heldOut }
}
