import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const BEAT_MS = 2_000
/** A lock that nobody touched for so long belongs to no host, though another program may have its process number by now. */
const STALE_MS = 10_000
const PAUSE_MS = 250

/** Makes this process the one host of `file`, and answers how to let go of it; or answers where the host listens that has it already. */
export async function claim(file: string, port: number, report: (line: string) => void): Promise<(() => Promise<void>) | number> {
  await mkdir(path.dirname(file), { recursive: true })
  let hasWaited = false
  for (;;) {
    const isOurs = await writeFile(file, JSON.stringify({ pid: process.pid, port }), { flag: 'wx' }).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error
        return false
      },
    )
    if (isOurs) break
    const other = await holder(file)
    if (other === 'gone') await rm(file, { force: true })
    else if (await isHost(other.port)) return other.port
    else {
      if (!hasWaited) report(`Waiting for process ${other.pid}, which is starting or stopping on the same data …`)
      hasWaited = true
      await pause(PAUSE_MS)
    }
  }
  const beat = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => {}), BEAT_MS)
  beat.unref()
  return async () => {
    clearInterval(beat)
    await rm(file, { force: true })
  }
}

async function holder(file: string): Promise<{ pid: number; port: number } | 'gone'> {
  try {
    const age = Date.now() - (await stat(file)).mtimeMs
    const text = await readFile(file, 'utf8')
    // Made, and not yet written.
    if (text === '' && age < BEAT_MS) return { pid: 0, port: 0 }
    const { pid, port } = JSON.parse(text) as { pid: number; port: number }
    return isAlive(pid) && (age < STALE_MS || (await isHost(port))) ? { pid, port } : 'gone'
  } catch {
    return 'gone'
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function isHost(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(7000) })
    return 'database' in ((await response.json()) as object)
  } catch {
    return false
  }
}
