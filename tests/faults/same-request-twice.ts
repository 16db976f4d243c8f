import { randomUUID } from 'node:crypto'
import { inWest } from '../cloud/town'
import { ask, type Acknowledged } from './load'
import { openWorld, type Fault } from './world'

/** The same request by two connections at once, to two hosts: both are told the same, and it is done once. */
export const sameRequestTwice: Fault = {
  name: 'same-request-twice',
  async run(run) {
    const { hosts, residents, town, receptionId, ...world } = await openWorld(run, { name: this.name, hosts: 2 })
    const acknowledged: Acknowledged[] = []
    const wrong: string[] = []
    async function twice(
      kind: Acknowledged['kind'],
      operation: 'concern.submit' | 'concern.accept' | 'visit.book',
      input: object,
      token: string,
      text: string | null,
    ) {
      const requestId = randomUUID()
      const body = JSON.stringify({ requestId, ...input })
      const [one, two] = await Promise.all(hosts.map(({ base }) => ask(base, operation, body, token)))
      if (!one!.ok || !two!.ok || one!.output.id !== two!.output.id) wrong.push(`${operation} ${JSON.stringify([one, two]).slice(0, 200)}`)
      else acknowledged.push({ kind, requestId, id: one!.output.id, text })
      return one!.ok ? one!.output.id : null
    }
    const until = performance.now() + run.seconds * 1000
    await Promise.all(
      residents.slice(0, 6).map(async ({ token }) => {
        await twice('booked', 'visit.book', { receptionId, startsAt: null, orWait: true }, token, null)
        while (performance.now() < until) {
          const text = `西街的路灯不亮 ${randomUUID()}`
          const input = {
            text,
            topic: 'lamps',
            place: { at: inWest, address: '西街' },
            contact: { name: '', phone: '', mayCall: false },
            deputyId: town.wang,
          }
          const id = await twice('submitted', 'concern.submit', input, token, text)
          if (id) await twice('accepted', 'concern.accept', { id }, town.token.wang, null)
        }
      }),
    )
    const outcome = await world.outcome({ acknowledged, unexpected: wrong }, 0)
    outcome.more.push(`${acknowledged.length} pairs`)
    return outcome
  },
}
