// The host as `npm start` runs it, which also tells its memory after a collection to whoever started it.
import '../../src/cloud/host/start'

export interface Memory {
  /** Bytes. */
  rss: number
  heap: number
}

process.on('message', (question) => {
  if (question !== 'memory') return
  // Twice: what a first collection finalises, a second one frees.
  globalThis.gc!()
  globalThis.gc!()
  const { rss, heapUsed, external } = process.memoryUsage()
  process.send!({ rss, heap: heapUsed + external } satisfies Memory)
})
