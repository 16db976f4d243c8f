import { normalise, vectorOf, type Message } from './topic-features'
import { calibrate, offsetsFrom, rankedBy, surest, type Answer, type Confidence } from './topic-calibration'
import { readBy, readerOf, scoresOf, type Calibration, type LinearModel, type Reader, type TopicModel } from './topic-model'
import { train, trainingDefaults, type LabelledMessage, type TrainingOptions } from './topic-training'

/** A labelled message that a model was asked about. */
export interface Asked extends Answer {
  by: Reader
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

/** What a model answers to labelled messages; by one of its readers alone, where that is said. */
export const ask = (model: TopicModel, messages: readonly LabelledMessage[], classes = model.classes, reader?: Reader): Asked[] =>
  messages.map((message) => {
    const by = reader ?? readerOf(model, message)
    const { features, ...linear } = readBy(model, by)
    const scores = scoresOf(linear, vectorOf(features, message))
    return {
      of: classes.indexOf(message.topic),
      scores: classes.map((topic) => scores[model.classes.indexOf(topic)] ?? Number.NEGATIVE_INFINITY),
      by,
    }
  })

export interface HeldOut {
  classes: string[]
  /** Answers about messages with what they have, and about their titles alone. Each class's score has the offset that the other parts' answers ask for. */
  whole: Asked[]
  titles: Asked[]
  /** For the model of all messages: what to add to each class's score, zeros where there is one part alone, and how sure it may be. */
  readers: { whole: Learned; titles: Learned | null }
}

interface Learned {
  offsets: number[]
  calibration: Calibration
}

/** Asks about every message a model that was not trained on its part, and about its title alone. */
export function crossValidate(
  messages: readonly (LabelledMessage & { group?: string })[],
  { folds = 5, only, unlabelled = [], options = trainingDefaults, report = () => {} }: CrossValidation = {},
): HeldOut {
  const classes = [...new Set(messages.map(({ topic }) => topic))].sort()
  const parts = (only ?? Array.from({ length: folds }, (_, index) => index)).map((fold) => {
    const isHeldOut = (message: LabelledMessage & { group?: string }) => foldOf(message, folds, message.group) === fold
    const heldOut = messages.filter(isHeldOut)
    const model = train(
      messages.filter((message) => !isHeldOut(message)),
      unlabelled,
      options,
    )
    const titles = heldOut.filter(({ title }) => title).map((message) => ({ ...message, text: null }))
    report(fold)
    return {
      hasTitles: model.titles !== null,
      whole: ask(model, heldOut, classes),
      titles: ask(model, titles, classes),
      // While somebody writes, what reads a letter meets the beginnings of one too.
      begun: ask(model, titles, classes, 'whole'),
    }
  })
  type Part = (typeof parts)[number]
  const answersOf = {
    whole: ({ whole, begun }: Part) => [...whole.filter(({ by }) => by === 'whole'), ...begun],
    titles: ({ titles }: Part) => titles,
  }
  const offsetsOf = (reader: Reader, without?: Part) =>
    offsetsFrom(parts.filter((each) => each !== without).flatMap(answersOf[reader]), classes.length)
  const shifted = parts.map((part) => {
    const offsets = { whole: offsetsOf('whole', part), titles: offsetsOf('titles', part) }
    const shift = ({ of, scores, by }: Asked) => ({ of, scores: scores.map((score, each) => score + offsets[by][each]!), by })
    return { whole: part.whole.map(shift), titles: part.titles.map(shift) }
  })
  const whole = shifted.flatMap((part) => part.whole)
  const titles = shifted.flatMap((part) => part.titles)
  const learned = (reader: Reader, answers: readonly Asked[]): Learned => ({
    offsets: parts.length > 1 ? offsetsOf(reader) : classes.map(() => 0),
    calibration: calibrate(answers),
  })
  return {
    classes,
    whole,
    titles,
    readers: {
      whole: learned(
        'whole',
        whole.filter(({ by }) => by === 'whole'),
      ),
      titles: parts.every(({ hasTitles }) => hasTitles) ? learned('titles', titles) : null,
    },
  }
}

export interface CrossValidation {
  folds?: number
  /** Only these of the folds. */
  only?: readonly number[]
  /** Messages whose class nobody said: they are in none of the parts. */
  unlabelled?: readonly Message[]
  options?: TrainingOptions
  report?: (fold: number) => void
}

/** A model of all messages, with what the answers about held-back ones teach: where classes begin, and how sure it may be. */
export function trainAfter(messages: readonly LabelledMessage[], { readers }: HeldOut, unlabelled: readonly Message[] = []): TopicModel {
  const model = train(messages, unlabelled)
  const after = (reader: LinearModel, { offsets, calibration }: Learned): LinearModel => ({
    ...reader,
    biases: reader.biases.map((bias, each) => bias + offsets[each]!),
    calibration,
  })
  return {
    classes: model.classes,
    whole: after(model.whole, readers.whole),
    titles: model.titles && readers.titles && after(model.titles, readers.titles),
  }
}

interface Calibrated {
  whole: { calibration: Confidence }
  titles: { calibration: Confidence } | null
}

/** How well a model did. */
export function measure(classes: readonly string[], asked: readonly Asked[], readers: Calibrated): Figures {
  const guesses = asked.map(({ of, scores }) => ({ of, guess: scores.indexOf(Math.max(...scores)) }))
  const perClass = classes.map((topic, each) => {
    const count = guesses.filter(({ of }) => of === each).length
    const guessed = guesses.filter(({ guess }) => guess === each).length
    const right = guesses.filter(({ of, guess }) => of === each && guess === each).length
    return { topic, precision: share(right, guessed), recall: share(right, count), f1: share(2 * right, count + guessed), count }
  })
  const ranked = rankedBy(asked, ({ by }) => (readers[by] ?? readers.whole).calibration)
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
