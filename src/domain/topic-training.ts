import { featuresOf, gramsOf, vectorOf, type Features, type Message, type Vector } from './topic-features'
import { addUp, naiveBayes, regress, separateClasses, type Example, type Separation } from './topic-machines'
import { NEVER, scoresOf, sharesOf, type LinearModel, type TopicModel } from './topic-model'

/** A message whose class a person has set. */
export interface LabelledMessage extends Message {
  topic: string
}

export interface TrainingOptions {
  /** A feature must occur in so many messages: what fewer people wrote is noise, and theirs. */
  minMessages: number
  all: Separation
  /** The machines that see the sequences of one or two characters alone. */
  short: Separation
  /** How much each has to say: the machine on all sequences, that on short ones, that on short ones of titles and first words, naive Bayes. */
  shares: { all: number; short: number; brief: number; bayes: number }
  /** The same of what reads titles; `taught` learns from messages without a class too. */
  titleShares: { short: number; brief: number; taught: number }
  taught: { ridge: number; rounds: number }
}

export const trainingDefaults: TrainingOptions = {
  minMessages: 4,
  all: { cost: 0.5, prior: 0.4, rounds: 10 },
  short: { cost: 0.5, prior: 0.6, rounds: 10 },
  shares: { all: 0.5, short: 1, brief: 1.5, bayes: 0.5 },
  titleShares: { short: 1, brief: 1.5, taught: 1.5 },
  taught: { ridge: 1, rounds: 12 },
}

/** The features of a corpus; those of one or two characters, or of three as well. */
export function learnFeatures(messages: readonly Message[], minMessages: number, { isShort = false } = {}): Features {
  const seenIn = new Map<number, number>()
  for (const { title, text } of messages) {
    const codes = new Set(
      [title, text].flatMap((part) => gramsOf(part ?? '').flatMap((grams, long) => (isShort && long ? [] : [...grams.keys()]))),
    )
    for (const code of codes) seenIn.set(code, (seenIn.get(code) ?? 0) + 1)
  }
  const codes = Uint32Array.from([...seenIn].filter(([, count]) => count >= minMessages).map(([code]) => code)).sort()
  const idf = Float32Array.from(codes, (code) => Math.log((messages.length + 1) / (seenIn.get(code)! + 1)) + 1)
  return featuresOf(codes, idf)
}

/** So many UTF-16 units of a text are how far somebody has come who is still writing. */
const BEGUN_UNITS = 150

/** So many UTF-16 units of a text are as much as a title says. */
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

/** Messages without a class teach what titles are about. The same messages in the same order give the same model. */
export function train(
  messages: readonly LabelledMessage[],
  unlabelled: readonly Message[] = [],
  options: TrainingOptions = trainingDefaults,
): TopicModel {
  const classes = [...new Set(messages.map(({ topic }) => topic))].sort()
  const whole = trainWhole(messages, classes, options)
  const titled = unlabelled.filter(({ title, text }) => title && text)
  return { classes, whole, titles: titled.length > 0 ? trainTitles(messages, classes, titled, whole, options) : null }
}

const examplesOf = (
  messages: readonly LabelledMessage[],
  classes: readonly string[],
  features: Features,
  readingsOf: (message: Message) => Message[],
): Example[] =>
  messages.flatMap((message) =>
    readingsOf(message).map((reading) => ({ vector: vectorOf(features, reading), of: classes.indexOf(message.topic) })),
  )

const uncalibrated = { slope: 1, offset: 0, sureFrom: NEVER }
const modelOf = (features: Features, linear: ReturnType<typeof addUp>): LinearModel => ({
  features,
  ...linear,
  scales: linear.biases.map(() => 1),
  calibration: uncalibrated,
})

/**
 * Four linear models added up, each by how far its scores spread: a support vector machine a class on all sequences, one
 * on those of one or two characters alone, one on these in titles and first words alone, and naive Bayes. They err
 * differently, and their sum is as quick as one.
 */
function trainWhole(messages: readonly LabelledMessage[], classes: readonly string[], options: TrainingOptions): LinearModel {
  const features = learnFeatures(messages, options.minMessages)
  const size = features.codes.length
  const isShort = shortOnes(features, messages)
  const examples = examplesOf(messages, classes, features, readings)
  const short = (of: readonly Example[]) =>
    of.map(({ vector, of: each }) => ({ vector: keep(vector, (id) => isShort[id] === 1), of: each }))
  const { shares } = options
  // Without the longer sequences a message is shorter than 1, and an error must cost as much more.
  const separateShort = (of: readonly Example[]) =>
    separateClasses(of, classes.length, size, { ...options.short, cost: options.short.cost / meanSquare(of) })
  const members = [
    { share: shares.all, linear: separateClasses(examples, classes.length, size, options.all) },
    { share: shares.short, linear: separateShort(short(examples)) },
    { share: shares.brief, linear: separateShort(short(examplesOf(messages, classes, features, briefReadings))) },
    { share: shares.bayes, linear: naiveBayes(examples, classes.length, size) },
  ]
  return modelOf(features, addUp(members, examples))
}

/** How sharply the teacher tells one class from the next. */
const TAUGHT_SHARPNESS = 2

/**
 * What reads titles, by their sequences of one or two characters: a machine on all readings, one on brief ones, and one
 * that comes as near as it can to what people said of brief ones, and to what `teacher`, which has read all of the
 * letter, holds likely where nobody said (distillation: Hinton et al., 2015).
 */
function trainTitles(
  messages: readonly LabelledMessage[],
  classes: readonly string[],
  unlabelled: readonly Message[],
  teacher: LinearModel,
  { minMessages, short, titleShares, taught }: TrainingOptions,
): LinearModel {
  const features = learnFeatures(messages, minMessages, { isShort: true })
  const size = features.codes.length
  const brief = examplesOf(messages, classes, features, briefReadings)
  const said = brief.map(({ vector, of }) => ({ vector, wanted: classes.map((_, each) => (each === of ? 1 : -1)) }))
  const held = unlabelled.flatMap((message) => {
    const likely = sharesOf(scoresOf(teacher, vectorOf(teacher.features, message)), TAUGHT_SHARPNESS)
    const wanted = likely.map((share) => 2 * share - 1)
    return briefReadings(message).map((reading) => ({ vector: vectorOf(features, reading), wanted }))
  })
  const members = [
    { share: titleShares.short, linear: separateClasses(examplesOf(messages, classes, features, readings), classes.length, size, short) },
    { share: titleShares.brief, linear: separateClasses(brief, classes.length, size, short) },
    { share: titleShares.taught, linear: regress([...said, ...held], classes.length, size, taught) },
  ]
  return modelOf(features, addUp(members, brief))
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
