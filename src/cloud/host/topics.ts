import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { ask, crossValidate, measure, trainAfter, type Figures } from '../../domain/topic-evaluation'
import { normalise, type Message } from '../../domain/topic-features'
import { classify, SURE, type TopicModel } from '../../domain/topic-model'
import { FEWEST_CASES } from '../../domain/topic-retraining'
import type { LabelledMessage } from '../../domain/topic-training'
import { readModelFile, writeModelFile } from '../topic/file'
import { SHIPPED_FILE, shippedModel } from '../topic/model'
import { congressCorpus, saveModel } from '../topic/retrain'
import { withDatabase } from './database'

const usage = `npm run topics -- train FILE.jsonl [--out FILE]
npm run topics -- train --congress CODE [FILE.jsonl]
npm run -s topics -- classify FILE.jsonl [--model FILE]
npm run -s topics -- evaluate FILE.jsonl [--model FILE]
  One message a line: text, title (both may be null); label (or topic) to train and evaluate, training reads what has none too; id; group, where near copies share one.
  --congress trains on the cases of a congress whose topic a person chose or corrected, with FILE's messages, and keeps the model in its database.
  Models are written to and read from FILE; without one it is the model that comes with the project.`

const BAD_FILE = 1
const BAD_USAGE = 2
const FOLDS = 5
const say = (line: string) => process.stderr.write(`${line}\n`)

const row = v.pipe(
  v.object({
    id: v.optional(v.nullable(v.union([v.string(), v.number()])), null),
    title: v.optional(v.nullable(v.string()), null),
    text: v.optional(v.nullable(v.string()), null),
    label: v.optional(v.nullable(v.string()), null),
    topic: v.optional(v.nullable(v.string()), null),
    group: v.optional(v.nullable(v.string()), null),
  }),
  v.transform(({ label, topic, group, ...rest }) => ({ ...rest, topic: topic ?? label, ...(group && { group }) })),
)
type Row = v.InferOutput<typeof row>

async function readRows(file: string): Promise<Row[]> {
  const content = await readFile(path.resolve(process.env.INIT_CWD ?? '.', file), 'utf8').catch(() => {
    throw new Error(`There is no file ${file}`)
  })
  return content.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return []
    const parsed = v.safeParse(row, json(line))
    if (!parsed.success) throw new Error(`line ${index + 1}: is no message`)
    return parsed.output
  })
}

function json(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

type Labelled = LabelledMessage & { group?: string }
/** Messages without a label, which teach what titles are about; none that is a labelled one again. */
function unlabelled(rows: readonly Omit<Row, 'id'>[], known: readonly Labelled[]): Message[] {
  const lettersOf = ({ title, text }: Message) => [title, text].map((part) => normalise(part ?? '')).filter((letters) => letters !== '')
  const said = new Set(known.flatMap(lettersOf))
  return rows.filter((one) => !one.topic && (one.title || one.text) && !lettersOf(one).some((letters) => said.has(letters)))
}

function labelled(rows: readonly Omit<Row, 'id'>[]): Labelled[] {
  const found = rows.flatMap(({ topic, ...rest }) => (topic && (rest.title || rest.text) ? [{ ...rest, topic }] : []))
  if (new Set(found.map(({ topic }) => topic)).size < 2) throw new Error('There must be messages of two labels at least')
  return found
}

/** Holds each fifth back in turn to measure and calibrate, then trains on everything. */
function trainAndMeasure(messages: readonly Labelled[], others: readonly Message[] = []): TopicModel {
  say(
    `${messages.length} messages and ${others.length} without a label; each ${FOLDS}th part is held back in turn, messages with the same letters (or group) together`,
  )
  const heldOut = crossValidate(messages, {
    folds: FOLDS,
    unlabelled: others,
    report: (fold) => say(`  part ${fold + 1} of ${FOLDS}`),
  })
  const { classes, whole, titles } = heldOut
  const model = trainAfter(messages, heldOut, others)
  process.stdout.write(told('Title and text, held back', measure(classes, whole, model)))
  process.stdout.write(told('Titles alone, held back', measure(classes, titles, model)))
  for (const [name, reader] of readersOf(model))
    process.stdout.write(`${name}: sure from a confidence of ${reader.calibration.sureFrom.toFixed(3)}\n`)
  return model
}

const readersOf = ({ whole, titles }: TopicModel) => [['letters', whole] as const, ...(titles ? [['titles', titles] as const] : [])]

const percent = (share: number) => `${(share * 100).toFixed(1)} %`

function told(name: string, figures: Figures): string {
  return [
    `${name}: ${figures.count} messages`,
    `accuracy ${figures.accuracy.toFixed(4)}  macro-F1 ${figures.macroF1.toFixed(4)}`,
    `coverage at ${percent(SURE)} right: ${percent(figures.coverage)}  right of the surest 85 %: ${percent(figures.rightOfSurest85)}`,
    `calibration error ${figures.calibrationError.toFixed(4)}`,
    'precision  recall      F1  count  class',
    ...figures.classes.map(
      ({ topic, precision, recall, f1, count }) =>
        `${precision.toFixed(4).padStart(9)}  ${recall.toFixed(4)}  ${f1.toFixed(4)}  ${String(count).padStart(5)}  ${topic}`,
    ),
    'confidence  right  count',
    ...figures.bands
      .filter(({ count }) => count > 0)
      .map(({ confidence, right, count }) => `${confidence.toFixed(3).padStart(10)}  ${right.toFixed(3)}  ${String(count).padStart(5)}`),
    '\n',
  ].join('\n')
}

async function trainForCongress(code: string, file: readonly Labelled[]): Promise<void> {
  await withDatabase(async (context) => {
    const congress = await context.db.selectFrom('congresses').where('code', '=', code).select('id').executeTakeFirst()
    if (!congress) throw new Error(`There is no congress ${code}`)
    const { own, others } = await congressCorpus({ db: context.db, congress }, file)
    say(`${own.length} cases of ${code} and ${others.length} messages of the file`)
    if (own.length < FEWEST_CASES) throw new Error(`A model needs ${FEWEST_CASES} cases whose topic a person chose: nothing was changed`)
    await saveModel(context, congress.id, trainAndMeasure(labelled([...own, ...others])), own.length)
  })
}

async function openModel(file: string | undefined): Promise<TopicModel> {
  if (!file) return shippedModel()
  const content = await readFile(path.resolve(process.env.INIT_CWD ?? '.', file)).catch(() => {
    throw new Error(`There is no file ${file}`)
  })
  try {
    return readModelFile(content)
  } catch {
    throw new Error(`${file} is no topic model`)
  }
}

async function writeModel(model: TopicModel, file: string | undefined): Promise<void> {
  const out = file ? path.resolve(process.env.INIT_CWD ?? '.', file) : SHIPPED_FILE
  const bytes = writeModelFile(model)
  await writeFile(out, bytes)
  const features = readersOf(model).map(([name, reader]) => `${name} ${reader.features.codes.length} features`)
  say(`${out}: ${features.join(', ')}, ${(bytes.length / 1e6).toFixed(2)} MB`)
}

function classifyAll(model: TopicModel, rows: readonly Row[]): void {
  // Time of the processor, since others may be using it.
  const from = process.cpuUsage()
  const lines = rows.map((message) => {
    const guess = classify(model, message)
    const confidence = Number((guess?.confidence ?? 0).toFixed(4))
    return `${JSON.stringify({ id: message.id, topic: guess?.topic ?? null, confidence, second: guess?.second ?? null })}\n`
  })
  const { user, system } = process.cpuUsage(from)
  const seconds = (user + system) / 1e6
  process.stdout.write(lines.join(''))
  say(`${rows.length} messages in ${seconds.toFixed(2)} s of one core, ${Math.round(rows.length / seconds)} a second`)
}

function evaluate(model: TopicModel, messages: readonly Labelled[]): void {
  const unknown = messages.filter(({ topic }) => !model.classes.includes(topic)).length
  if (unknown > 0) say(`${unknown} messages have a label that the model does not know: it is wrong about them`)
  const titles = messages.filter(({ title }) => title).map((message) => ({ ...message, text: null }))
  process.stdout.write(told('Title and text', measure(model.classes, ask(model, messages), model)))
  process.stdout.write(told('Titles alone', measure(model.classes, ask(model, titles), model)))
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { out: { type: 'string' }, model: { type: 'string' }, congress: { type: 'string' } },
  })
  const [verb, file] = positionals
  const isOfCongress = verb === 'train' && values.congress !== undefined
  if ((!file && !isOfCongress) || positionals.length > 2) {
    say(usage)
    return BAD_USAGE
  }
  if (isOfCongress) await trainForCongress(values.congress!, file ? labelled(await readRows(file)) : [])
  else if (!file) return BAD_USAGE
  else if (verb === 'train') {
    const rows = await readRows(file)
    const known = labelled(rows)
    await writeModel(trainAndMeasure(known, unlabelled(rows, known)), values.out)
  } else if (verb === 'classify') classifyAll(await openModel(values.model), await readRows(file))
  else if (verb === 'evaluate') evaluate(await openModel(values.model), labelled(await readRows(file)))
  else {
    say(usage)
    return BAD_USAGE
  }
  return 0
}

// Node ends with 0 where nothing is left to wait for, even if the work has not come to its end.
process.exitCode = BAD_FILE
main().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    say(error instanceof Error ? error.message : String(error))
    process.exitCode = BAD_FILE
  },
)
