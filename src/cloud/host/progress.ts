import { SingleBar } from 'cli-progress'

export interface Progress {
  show(done: number, total: number): void
  end(): void
}

function bar(what: string): Progress {
  const shown = new SingleBar({ format: `${what} {bar} {value}/{total}`, clearOnComplete: true, stream: process.stderr })
  let isShown = false
  return {
    show(done, total) {
      if (isShown) shown.update(done)
      else shown.start(total, done)
      isShown = true
    },
    end: () => isShown && shown.stop(),
  }
}

/** For a log: a line every few seconds, and none for what is done before. */
function lines(what: string): Progress {
  const EVERY_MS = 3000
  let last = performance.now()
  return {
    show(done, total) {
      if (performance.now() - last < EVERY_MS) return
      last = performance.now()
      process.stderr.write(`${what}: ${done}/${total}\n`)
    },
    end() {},
  }
}

/** How far a long command is: a bar for who looks on, lines for a log. On stderr, since a command's output is its own. */
export const progressOf = (what: string): Progress => (process.stderr.isTTY ? bar(what) : lines(what))
