import { fork, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import path from 'node:path'

export type FunctionAnswer = { result: unknown } | { failure: string }

export interface Functions {
  call(name: string, event: unknown, openid: string): Promise<FunctionAnswer>
  close(): void
}

/** The bundled cloud functions of `folder`, each in a process of its own with nothing but `env` in its environment. */
export function openFunctions(folder: string, env: Record<string, string>): Functions {
  const instances = new Map<string, ChildProcess>()
  const waiting = new Map<string, (answer: FunctionAnswer) => void>()
  let last: Promise<unknown> = Promise.resolve()

  const instanceOf = (name: string): ChildProcess => {
    const living = instances.get(name)
    if (living?.connected) return living
    const child = fork(path.join(__dirname, 'instance.cjs'), [path.join(folder, name, 'index.js')], {
      env: { PATH: process.env.PATH ?? '', TZ: 'UTC', ...env },
      execArgv: [],
      cwd: path.join(folder, name),
    })
    child.on('message', ({ requestId, ...answer }: FunctionAnswer & { requestId: string }) => waiting.get(requestId)?.(answer))
    child.on('exit', (code) => {
      for (const settle of waiting.values()) settle({ failure: `${name} ended with ${code}` })
    })
    instances.set(name, child)
    return child
  }

  const once = (name: string, event: unknown, openid: string) =>
    new Promise<FunctionAnswer>((resolve) => {
      const requestId = randomUUID()
      waiting.set(requestId, (answer) => {
        waiting.delete(requestId)
        resolve(answer)
      })
      instanceOf(name).send({ event, openid, requestId })
    })

  return {
    call: (name, event, openid) => {
      // The identity lies in the process's environment, so events must not overlap; WeChat's instances take one at a time as well.
      const mine = last.then(() => once(name, event, openid))
      last = mine.catch(() => {})
      return mine
    },
    close: () => {
      for (const child of instances.values()) child.kill()
    },
  }
}
