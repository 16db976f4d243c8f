import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { mayBeRefused } from './cast'
import { asked, middleOf, personWith, shown } from './person'

const TEXT = '望月湾北门的井盖松了，电动车压上去就响，怕有人摔着。'

/** A host of its own, since this one is killed. */
const port = Number(process.env.JOURNEYS_PORT) + 1
test.use({ baseURL: `http://localhost:${port}` })

let dataDir: string
let host: ChildProcess | undefined
test.beforeAll(async () => {
  test.setTimeout(180_000)
  dataDir = await mkdtemp(path.join(tmpdir(), 'lianxinqiao-killed-'))
  await begin()
})
test.afterAll(async () => {
  await end('SIGTERM')
  await rm(dataDir, { recursive: true, force: true })
})

async function begin(): Promise<void> {
  const env = { ...process.env, PORT: String(port), DATA_DIR: dataDir, CI: 'true', DATABASE_URL: '', DEMO: '1' }
  host = spawn(process.execPath, ['--import', 'tsx', 'src/cloud/host/start.ts'], { env, stdio: 'ignore' })
  const isUp = async () => {
    expect(host!.exitCode, 'a host that ends does not come up').toBeNull()
    return (await fetch(`http://localhost:${port}/healthz`).catch(() => null))?.ok ?? false
  }
  await expect.poll(isUp, { timeout: 150_000 }).toBe(true)
}

async function end(signal: NodeJS.Signals): Promise<void> {
  if (!host || host.exitCode !== null) return
  const ended = new Promise((resolve) => host!.once('exit', resolve))
  host.kill(signal)
  await ended
}

test('the host is killed while she sends: she is told so, what she wrote is kept, and sent again it is one case', async ({
  browser,
  request,
}) => {
  test.setTimeout(240_000)
  const { at } = await middleOf(request, '09')
  const resident = mayBeRefused(await personWith(browser, 'resident-2', at))
  const page = shown(resident)
  const cases = async () =>
    (await asked(request, 'concern.mine', { limit: 100 }, 'resident-2')).items.filter(({ excerpt }) => excerpt === TEXT)

  await test.step('she writes it down', async () => {
    await resident.getByRole('button', { name: '反映一件事' }).click()
    await page.getByRole('textbox').fill(TEXT)
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByRole('button', { name: '用我现在的位置' }).click()
    await expect(page.getByText('您说的地方在')).toBeVisible()
    await page.getByRole('textbox').last().fill('望月湾北门')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByRole('button', { name: '下一步' }).click()
    await expect(page.getByText(TEXT)).toBeVisible()
  })

  await test.step('the host is killed as her request reaches it', async () => {
    let death: Promise<void> | undefined
    resident.on('request', (each) => {
      if (each.url().includes('/rpc/concern.submit')) death ??= end('SIGKILL')
    })
    await page.getByRole('button', { name: '提交', exact: true }).click()
    await expect(page.getByText('网络不通。您写的内容已存在这部手机上，连上网络后点“重新提交”。')).toBeVisible()
    await death
    await expect(page.getByText(TEXT)).toBeVisible()
    await expect(page.getByText('望月湾北门').first()).toBeVisible()
  })

  await test.step('as long as it is away, she is told the same', async () => {
    await page.getByRole('button', { name: '重新提交' }).click()
    await expect(page.getByText('网络不通。您写的内容已存在这部手机上，连上网络后点“重新提交”。')).toBeVisible()
    await expect(page.getByText(TEXT)).toBeVisible()
  })

  await test.step('it comes back, she sends it again, and there is one case', async () => {
    await begin()
    await page.getByRole('button', { name: '重新提交' }).click()
    await expect(shown(resident).getByRole('heading', { name: '已提交' })).toBeVisible()
    expect(await cases()).toHaveLength(1)
  })
})
