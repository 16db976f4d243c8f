import { randomUUID } from 'node:crypto'
import { expect, test, type APIRequestContext } from '@playwright/test'
import type { Input, OperationName, Output } from '../../src/contract'
import { actions, asked, personWith, shown, tab } from './person'

const LETTERS = 300
const ANSWER = '58路从下周一起早高峰加开六班，区间车从柳堤小学发出。'

/** Somebody of the street, who signs in with WeChat as everybody does. */
async function stranger(request: APIRequestContext, index: number): Promise<string> {
  const answer = await request.post('/rpc/session.open', { data: { code: `demo-street${index}-${randomUUID().slice(0, 8)}` } })
  expect(answer.status(), await answer.text()).toBe(200)
  return ((await answer.json()) as { token: string }).token
}

async function asks<N extends OperationName>(request: APIRequestContext, operation: N, input: Input<N>, token: string): Promise<Output<N>> {
  const answer = await request.post(`/rpc/${operation}`, { data: input, headers: { authorization: `Bearer ${token}` } })
  expect(answer.status(), await answer.text()).toBe(200)
  return (await answer.json()) as Output<N>
}

const textOf = (index: number) =>
  `58路公交车早高峰在柳堤小学站等了${20 + (index % 40)}分钟，${['上班', '送孩子', '去医院', '买菜'][index % 4]}都迟到，这是第${index + 1}回了。`

test('a deputy has 300 letters on one bus line, answers once, and each resident is told and asked for themselves', async ({
  browser,
  request,
}) => {
  test.setTimeout(300_000)
  const me = await asked(request, 'person.me', {}, 'deputy-3')
  const deputyId = me.roles.find(({ role }) => role === 'deputy')!.id!
  const letter = (index: number): Input<'concern.submit'> => ({
    requestId: randomUUID(),
    text: textOf(index),
    topic: '01-03',
    place: { at: null, address: '柳堤小学公交站' },
    contact: { name: '', phone: '', mayCall: false },
    deputyId,
    mayOffer: true,
  })
  const ids: string[] = []
  const tokens = new Map<number, string>()

  await test.step('three hundred residents hand in a letter each, two of whom have a phone in their hand', async () => {
    for (let index = 0; index < LETTERS; index += 1) {
      if (index === 1) ids.push((await asked(request, 'concern.submit', letter(index), 'resident-2')).id)
      else {
        const token = await stranger(request, index)
        tokens.set(index, token)
        ids.push((await asks(request, 'concern.submit', letter(index), token)).id)
      }
    }
    await asked(request, 'concern.join', { requestId: randomUUID(), id: ids[0]! }, 'resident-3')
  })
  const [head] = ids

  const deputy = await personWith(browser, 'deputy-3')
  const before = await asked(request, 'concern.inbox', { as: 'deputy' }, 'deputy-3')
  await test.step('the deputy puts them together with one tap, and sees one line', async () => {
    await deputy.goto(`/#/deputy/case/index?id=${head}`)
    await shown(deputy)
      .getByRole('button', { name: `合并这${LETTERS - 1}件` })
      .click()
    await expect(shown(deputy).getByText(`共${LETTERS}件诉求，1人附议`)).toBeVisible()
    await deputy.screenshot({ path: test.info().outputPath('cluster.png') })
    const after = await asked(request, 'concern.inbox', { as: 'deputy' }, 'deputy-3')
    expect(after.counts.open).toBe(before.counts.open - (LETTERS - 1))
    await deputy.goto('/')
    await tab(deputy, '群众来信').click()
    await expect(shown(deputy).getByText(`同一件事${LETTERS}件 · 1人附议`)).toBeVisible()
    await deputy.screenshot({ path: test.info().outputPath('inbox.png') })
  })

  await test.step('answers once', async () => {
    await deputy.goto(`/#/deputy/case/index?id=${head}`)
    await actions(deputy).getByRole('button', { name: '受理' }).click()
    await actions(deputy).getByRole('button', { name: '答复居民' }).click()
    await shown(deputy).getByRole('textbox').fill(ANSWER)
    const answered = deputy.waitForResponse((response) => response.url().endsWith('/rpc/concern.answer'))
    const begun = Date.now()
    await shown(deputy).getByRole('button', { name: '提交答复' }).click()
    expect((await answered).status()).toBe(200)
    process.stdout.write(`${LETTERS} letters answered in ${Date.now() - begun} ms, from the tap to the reply\n`)
    await expect(shown(deputy).getByText(ANSWER)).toBeVisible()
  })

  await test.step('every one of them is told once, reads the answer beside their own words, and is asked', async () => {
    for (const [index, token] of tokens) {
      const { items } = await asks(request, 'notification.mine', {}, token)
      expect(items.filter(({ kind }) => kind === 'concern_answered')).toHaveLength(1)
      if (index % 30 !== 0) continue
      const own = await asks(request, 'concern.open', { id: ids[index]! }, token)
      expect(own).toMatchObject({ text: textOf(index), state: 'answered', messages: [{ kind: 'answered', text: ANSWER }] })
      expect(own.steps).toContain('judge')
    }
  })

  await test.step('one says in her own case that it is not settled, and only hers is open again', async () => {
    const resident = await personWith(browser, 'resident-2')
    await resident.goto(`/#/resident/case/index?id=${ids[1]}`)
    await expect(shown(resident).getByText(textOf(1))).toBeVisible()
    await expect(shown(resident).getByText(ANSWER)).toBeVisible()
    await actions(resident).getByRole('button', { name: /评价$/ }).click()
    await shown(resident).getByRole('radio', { name: '没有解决' }).click()
    await shown(resident).getByRole('button', { name: '提交评价' }).click()
    await expect(shown(resident).getByText('您的评价：没有解决').first()).toBeVisible()
    const states = await Promise.all([2, 30, 299].map((index) => asks(request, 'concern.open', { id: ids[index]! }, tokens.get(index)!)))
    expect(states.map(({ state }) => state)).toEqual(['answered', 'answered', 'answered'])
  })

  await test.step('who joined instead of writing is told and asked too', async () => {
    const joined = await personWith(browser, 'resident-3')
    await joined.goto(`/#/resident/joined/index?id=${head}`)
    await expect(shown(joined).getByText(ANSWER)).toBeVisible()
    await expect(shown(joined).getByText(textOf(0))).toHaveCount(0)
    await shown(joined).getByRole('radio', { name: '已解决' }).click()
    await shown(joined).getByRole('button', { name: '提交评价' }).click()
    // Not the hint below it, which is there before anything was sent.
    await expect(shown(joined).getByText('您的评价：已解决')).toBeVisible()
  })

  await test.step('the deputy sees how many said what', async () => {
    const cluster = await asked(request, 'concern.cluster', { id: head! }, 'deputy-3')
    expect(cluster).toMatchObject({ cases: LETTERS - 1, joined: 1, verdicts: { settled: 1 } })
    await deputy.reload()
    await expect(shown(deputy).getByText('已解决 1人')).toBeVisible()
  })
})
