import { Agent, request as ask } from 'node:http'
import fc from 'fast-check'
import type { Memory } from './host'
import { namesOf } from './names'
import { requestsOf, type ApiDocument, type Request } from './requests'
import type { FuzzedHost } from './start-host'

export const SLOW_MS = 1_000
const AT_ONCE = 6
/** Requests made at a time; the seed of each such part is the run's seed and its number. */
const PART = 500
const TRIES = 3

export interface Fault {
  operation: string
  spoilt: string
  person: string
  status: number
  why: string
  /** What was sent, names filled in; cut where it is long. */
  body: string
}
export interface FuzzReport {
  seed: number
  /** With which a next run goes on where this one ended. */
  nextSeed: number
  sent: number
  faults: Fault[]
  /** How often each operation answered with which status. */
  answers: Record<string, Record<string, number>>
  /** Operations of which at least one request was granted. */
  granted: number
  operations: number
  p50Ms: number
  p99Ms: number
  maxMs: number
  /** Over a second the first time; a fault only where it was so each time it was asked again. */
  slowOnce: number
  memory: { atQuarter: Memory; atEnd: Memory }
}

interface Answer {
  status: number
  text: string
  ms: number
}

interface FuzzOptions {
  count: number
  seed: number
  /** Ends after so long with what was sent by then; the seed and the number of parts say where the next run goes on. */
  minutes?: number
  show?: (done: number, total: number) => void
}

/** Sends as many generated requests to a host and says what was wrong with the answers. */
export async function fuzz(host: FuzzedHost, { count, seed, minutes = Infinity, show = () => {} }: FuzzOptions): Promise<FuzzReport> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const send = (to: string, body: Buffer, headers: Record<string, string>) => sendTo(agent, `${host.url}${to}`, body, headers)
  const document = JSON.parse((await get(`${host.url}/openapi.json`)) as string) as ApiDocument
  const people = await signedIn(host, send)
  const requests = requestsOf(document, people.length)
  const names = namesOf()
  const faults: Fault[] = []
  const answers: FuzzReport['answers'] = Object.fromEntries(Object.values(document.paths).map(({ post }) => [post.operationId, {}]))
  const times: number[] = []
  const slow: { sent: Request; body: Buffer; ms: number }[] = []
  const measured: { done: number; memory: Memory }[] = []
  const until = performance.now() + minutes * 60_000
  let done = 0
  let part = 0

  const check = (sent: Request, body: Buffer, { status, text }: Answer): void => {
    const why = wrongWith(document, sent, status, text)
    if (why) faults.push({ ...told(sent, people, body), status, why })
  }
  const sendOne = async (sent: Request): Promise<void> => {
    const body = names.fillIn(sent.operation, sent.body, sent.person)
    const headers = headersOf(sent, people)
    const answer = await send(`/rpc/${sent.operation}`, body, headers)
    const of = answers[sent.operation]!
    of[answer.status] = (of[answer.status] ?? 0) + 1
    times.push(answer.ms)
    check(sent, body, answer)
    if (answer.ms > SLOW_MS) slow.push({ sent, body, ms: answer.ms })
    if (answer.status === 200) names.learn(sent.operation, answer.text, sent.person)
    // Signed themselves out, or had their data erased: the next in the row is somebody again.
    if (answer.status === 401 && sent.token === undefined) await people[sent.person]!.signIn()
  }

  for (; done < count && performance.now() < until; part += 1) {
    const numRuns = Math.min(PART, count - done)
    const waiting = fc.sample(requests, { numRuns, seed: seed + part }).toReversed()
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let sent = waiting.pop(); sent; sent = waiting.pop()) {
          await sendOne(sent)
        }
      }),
    )
    done += numRuns
    show(done, count)
    if (part % 2 === 0) measured.push({ done, memory: await host.memory() })
  }
  // Asked again when nothing else is under way: a busy machine is slow now and then, a slow operation each time.
  for (const { sent, body, ms } of slow) {
    let fastest = ms
    for (let left = TRIES; left > 0 && fastest > SLOW_MS; left -= 1) {
      const answer = await send(`/rpc/${sent.operation}`, body, headersOf(sent, people))
      // The same request again, perhaps after what it speaks of went on: that has its own answers.
      check(sent, body, answer)
      fastest = Math.min(fastest, answer.ms)
    }
    if (fastest > SLOW_MS) faults.push({ ...told(sent, people, body), status: 0, why: `slow: ${Math.round(fastest)} ms at best` })
  }
  const atEnd = await host.memory()
  agent.destroy()
  times.sort((one, other) => one - other)
  const quantile = (share: number) => Math.round((times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0) * 10) / 10
  return {
    seed,
    nextSeed: seed + part,
    sent: done,
    faults,
    answers,
    granted: Object.values(answers).filter((of) => of[200]).length,
    operations: Object.keys(document.paths).length,
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
    maxMs: quantile(1),
    slowOnce: slow.length,
    memory: { atQuarter: measured.find((each) => each.done >= done / 4)!.memory, atEnd },
  }
}

/** Null where the answer is one that the document declares for the operation. */
function wrongWith(document: ApiDocument, { operation }: Request, status: number, text: string): string | null {
  if (status >= 500) return `status ${status}: ${text.slice(0, 200)}`
  let answer: { error?: { code?: string } }
  try {
    answer = JSON.parse(text) as typeof answer
  } catch {
    return `no JSON: ${text.slice(0, 200)}`
  }
  if (status === 200) return null
  // The host itself refuses what is too large, and a congress that is not there.
  if ((status === 413 && answer.error?.code === 'TOO_LARGE') || (status === 404 && answer.error?.code === 'NOT_FOUND')) return null
  const declared = document.paths[`/rpc/${operation}`]!.post.responses[status]?.description
  return declared === answer.error?.code ? null : `not declared: ${status} ${text.slice(0, 200)}`
}

interface Person {
  title: string
  token: string | null
  signIn(): Promise<void>
}

/** Nobody, and some of each role of the demo's people. */
async function signedIn(
  host: FuzzedHost,
  send: (to: string, body: Buffer, headers: Record<string, string>) => Promise<Answer>,
): Promise<Person[]> {
  const { persons } = JSON.parse((await get(`${host.url}/demo/persons`)) as string) as { persons: { person: string; role: string }[] }
  const of = (role: string, most: number) => persons.filter((each) => each.role === role).slice(0, most)
  const office = of('office', 1)
  const chosen = [...of('resident', 4), ...of('deputy', 4), ...of('staff', 3), ...office, ...office, ...of('resident', 9).slice(-1)]
  const people = chosen.map(({ person, role }): Person => {
    const one: Person = {
      title: `${role} ${person}`,
      token: null,
      async signIn() {
        const { text } = await send('/demo/sign-in', Buffer.from(JSON.stringify({ person })), {})
        one.token = (JSON.parse(text) as { token?: string }).token ?? null
      },
    }
    return one
  })
  for (const person of people) await person.signIn()
  return [{ title: 'nobody', token: null, signIn: async () => {} }, ...people]
}

/** Ends who asks it: it is asked by the last of the people alone, or soon nobody would be left to ask the rest. */
const ENDS_ITS_CALLER = 'person.erase'

function headersOf({ operation, person, token, headers }: Request, people: readonly Person[]): Record<string, string> {
  const bearer = token ?? (operation === ENDS_ITS_CALLER ? people.at(-1)! : people[person]!).token
  return { ...(bearer !== null && { authorization: `Bearer ${bearer}` }), ...headers }
}

const told = ({ operation, spoilt, person, token }: Request, people: readonly Person[], body: Buffer) => ({
  operation,
  spoilt,
  person: token === undefined ? people[person]!.title : 'an odd token',
  body: body.length > 2_000 ? `${body.subarray(0, 2_000).toString('latin1')}… (${body.length} bytes)` : body.toString('latin1'),
})

async function get(url: string): Promise<string> {
  return (await fetch(url)).text()
}

function sendTo(agent: Agent, url: string, body: Buffer, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const from = performance.now()
    const sending = ask(url, {
      method: 'POST',
      agent,
      headers: { 'content-type': 'application/json', 'content-length': body.length, ...headers },
    })
    // A connection at rest, which the host let go of at the very moment at which it was used again.
    sending.on('error', (error) => (sending.reusedSocket ? sendTo(new Agent(), url, body, headers).then(resolve, reject) : reject(error)))
    sending.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode!, text: Buffer.concat(chunks).toString('utf8'), ms: performance.now() - from }),
      )
    })
    sending.end(body)
  })
}
