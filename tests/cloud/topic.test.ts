import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { defaultTopics } from '../../src/cloud/congress/default-topics'
import { calibrate, crossValidate, measure } from '../../src/domain/topic-evaluation'
import { pack } from '../../src/domain/topic-packing'
import { train } from '../../src/domain/topic-training'
import { corpus } from '../domain/topic-corpus'
import { congressCorpus, saveModel } from '../../src/cloud/topic/retrain'
import { openTestContext, type TestContext } from './database'
import { sharedFile, testOnSharedData } from './shared-data'
import { buildTown, granted, inWest, lampConcern, refusal, type Town } from './town'

let context: TestContext
/** Has the topics that a congress starts with; Li works on 劳动社保, so that a topic decides between him and Wang. */
let town: Town
/** Has topics of its own only. */
let other: Town
beforeAll(async () => {
  context = await openTestContext()
  town = await buildTown(context)
  other = await buildTown(context, 'OTHER')
  await context.db
    .insertInto('topics')
    .values(
      defaultTopics().map(({ code, parentCode, name }, position) => ({
        congress_id: town.congressId,
        code,
        parent_code: parentCode,
        name,
        position: position + 10,
      })),
    )
    .execute()
  await context.db
    .updateTable('deputies')
    .set({ topics: ['09'] })
    .where('congress_id', '=', town.congressId)
    .where('id', '=', town.li)
    .execute()
})
afterAll(() => context.close())

const wages = '我在工厂上班三年，公司一直不给缴纳养老保险，请问劳动局如何申请劳动仲裁，社保能补缴吗？'
const unclear = '你好，请问一下这件事情找谁。'
const suggestions = (text: string, of = town, title = '') =>
  granted(context, 'topic.suggest', { text, title }, of.token.resident).then(({ items }) => items)
const stored = (id: string) =>
  context.db.selectFrom('concerns').where('id', '=', id).select(['topic_code', 'topic_by', 'assignee_id']).executeTakeFirstOrThrow()
const submitted = async (text: string, topic: string | null = null, of = town) =>
  stored((await granted(context, 'concern.submit', lampConcern({ text, topic }), of.token.resident)).id)

test('while one writes, the likeliest topic is suggested by its name, to anybody', async () => {
  const [first, second, third] = (await granted(context, 'topic.suggest', { text: wages })).items
  expect(first).toMatchObject({ code: '09', name: '劳动社保', isSure: true })
  expect(first!.confidence).toBeGreaterThan(second?.confidence ?? 0)
  expect(third).toBeUndefined()
  expect((await suggestions('', town, '小学招生范围怎么划分'))[0]).toMatchObject({ code: '05', name: '教育' })
})

test('a topic that the congress renamed is suggested by its new name, a retired one or one it does not have is not', async () => {
  const save = (isRetired: boolean, name: string) =>
    granted(context, 'topic.save', { requestId: randomUUID(), code: '09', parentCode: null, name, isRetired }, town.token.office)
  await save(false, '就业与社保')
  expect((await suggestions(wages))[0]).toMatchObject({ code: '09', name: '就业与社保' })
  await save(true, '就业与社保')
  expect((await suggestions(wages)).map(({ code }) => code)).not.toContain('09')
  await save(false, '劳动社保')
  const items = (await granted(context, 'topic.suggest', { text: wages }, other.token.resident)).items
  expect(items).toEqual([])
})

test.each([
  ['nothing', ''],
  ['emoji', '😀🚌'],
  ['letters it never saw', 'żółć'],
  ['2,000 characters', '社'.repeat(2000)],
])('%s is no error', async (_, text) => {
  expect((await suggestions(text)).length).toBeLessThanOrEqual(2)
})

test.each([
  ['more than 2,000 characters', { text: '社'.repeat(2001) }],
  ['half of a surrogate pair', { text: '社保\ud83d' }],
  ['no text', {}],
  ['a number', { text: 5 }],
])('%s is bad input', async (_, input) => {
  expect(await refusal(context, 'topic.suggest', input, town.token.resident)).toBe('BAD_INPUT')
})

test('a concern without a topic gets the one that its text is surely about, and goes to the deputy who works on it', async () => {
  expect(await submitted(wages)).toEqual({ topic_code: '09', topic_by: 'model', assignee_id: town.li })
  const preview = { at: inWest, topic: null, text: wages }
  expect((await granted(context, 'concern.route', preview)).deputy?.id).toBe(town.li)
})

test('where the text leaves it open, the concern has no topic', async () => {
  expect(await submitted(unclear)).toMatchObject({ topic_code: null, topic_by: null })
})

test('what the resident chose is never overruled', async () => {
  expect(await submitted(wages, 'lamps')).toEqual({ topic_code: 'lamps', topic_by: 'resident', assignee_id: town.wang })
})

test('in a congress that knows none of these topics, nothing is guessed', async () => {
  expect(await submitted(wages, null, other)).toMatchObject({ topic_code: null, topic_by: null })
})

test('a congress with a model of its own is answered by that, in the very next call', async () => {
  const model = train([...corpus(['路灯', '灯杆'], 'lamps'), ...corpus(['学校', '老师'], 'schools')])
  const save = (sureFrom: number) => {
    const values = {
      model: Buffer.from(pack({ ...model, calibration: { sharpness: 5, sureFrom } })),
      trained_on: 2,
      trained_at: new Date(context.now().getTime() + sureFrom),
    }
    return context.db
      .insertInto('topic_models')
      .values({ congress_id: other.congressId, ...values })
      .onConflict((conflict) => conflict.column('congress_id').doUpdateSet(values))
      .execute()
  }
  const text = '东街的路灯和灯杆都坏了'
  await save(2)
  expect((await suggestions(text, other))[0]).toMatchObject({ code: 'lamps', name: '路灯', isSure: false })
  await save(0)
  expect((await suggestions(text, other))[0]).toMatchObject({ code: 'lamps', isSure: true })
  expect(await submitted(text, null, other)).toMatchObject({ topic_code: 'lamps', topic_by: 'model' })
})

test('a congress learns from cases whose topic a person chose, under the topic at the top; guessed and withdrawn ones teach nothing', async () => {
  const taught = await buildTown(context, 'TAUGHT')
  const said = (text: string, topic: string) => granted(context, 'concern.submit', lampConcern({ text, topic }), taught.token.resident)
  await said('路灯坏了一个星期', 'lamps')
  const { id: withdrawn } = await said('路灯又坏了，算了', 'lamps')
  await granted(context, 'concern.withdraw', { requestId: randomUUID(), id: withdrawn }, taught.token.resident)
  const { id: guessed } = await said('学校门口很堵', 'schools')
  await context.db.updateTable('concerns').set({ topic_by: 'model' }).where('id', '=', guessed).execute()
  const file = [
    { title: null, text: '老师乱收费', topic: 'schools' },
    { title: null, text: '公交车太少', topic: '交通运输' },
  ]
  const { own, others } = await congressCorpus({ db: context.db, congress: { id: taught.congressId } }, file)
  expect(own).toEqual([{ title: null, text: '路灯坏了一个星期', topic: 'roads' }])
  // 交通运输 means 01, which this congress does not have.
  expect(others).toEqual([file[0]])
  await saveModel(context, taught.congressId, train([...corpus(['路灯', '灯杆'], 'roads'), ...corpus(['学校'], 'schools')]), own.length)
  expect((await suggestions('东街的路灯坏了', taught))[0]).toMatchObject({ code: 'roads', isSure: false })
})

testOnSharedData(
  'on real messages that it was not trained on it tells the board from title and text, and from titles alone',
  ['messages/dev.jsonl'],
  async () => {
    const rows = (await readFile(sharedFile('messages/dev.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { title: string | null; text: string; label: string; group: string })
      .map(({ label, ...row }) => ({ ...row, topic: label }))
    const { classes, whole, titles } = crossValidate(rows, { folds: 10, only: [0] })
    expect(whole.length).toBeGreaterThan(400)
    const { sharpness } = calibrate(whole)
    // One tenth has an error of about 0.012 either way, so that the bars are lower than what ten of ten give (docs/topic-model.md).
    expect(measure(classes, whole, sharpness).macroF1).toBeGreaterThan(0.905)
    expect(measure(classes, titles, sharpness).macroF1).toBeGreaterThan(0.86)
    expect(measure(classes, whole, sharpness).rightOfSurest85).toBeGreaterThan(0.95)
  },
)
