// Prints a port that is free, as is the one after it. Below those from which the system gives (32768 on Linux): what others
// listen on or connect from takes neither while a host is away.
import { createServer } from 'node:net'

const [LOWEST, HIGHEST] = [20_000, 32_000]
const isFree = (port) =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, () => probe.close(() => resolve(true)))
  })

for (;;) {
  const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST))
  if ((await isFree(port)) && (await isFree(port + 1))) {
    process.stdout.write(`${port}\n`)
    break
  }
}
