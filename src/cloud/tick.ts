import { allCongresses } from './congress/each'
import { askWechat, holdUnanswered } from './content/ask'
import { alarmOfHeld } from './content/decide'
import type { Context } from './context'
import { sendDue } from './notification/send'
import type { Congress } from './operation'
import { extendRotasIn } from './rota/expand'
import { forgetOffers, forgetSessions } from './session/forget'
import { moveUpIn } from './visit/seats'

/** What the timer does for each congress. Each job does a batch and says how much it did; it is called again while it does something. */
const jobs = {
  ask: (context: Context, congress: Congress) => askWechat(context, congress),
  hold: holdUnanswered,
  alarm: async (context: Context, congress: Congress) => Number(await alarmOfHeld(context, congress)),
  send: sendDue,
  sessions: forgetSessions,
  offers: forgetOffers,
  places: moveUpIn,
  rotas: extendRotasIn,
} as const

/** Jobs that are done once a tick: what they did would be found again at once. */
const once: readonly (keyof typeof jobs)[] = ['alarm', 'places', 'rotas']

export type Ticked = Record<keyof typeof jobs, number>

/**
 * Does what is due, within `budgetMs`: the timer of a cloud function has 60 s, a host calls it every few seconds.
 * A job that fails is logged and does not stop the others; several processes may tick at once.
 */
export async function tick(context: Context, budgetMs = 45_000): Promise<Ticked> {
  const until = performance.now() + budgetMs
  const done = Object.fromEntries(Object.keys(jobs).map((name) => [name, 0])) as Ticked
  for (const congress of await allCongresses(context)) {
    for (const [name, job] of Object.entries(jobs) as [keyof typeof jobs, (typeof jobs)[keyof typeof jobs]][]) {
      try {
        for (let did = 1; did > 0 && performance.now() < until;) {
          did = await job(context, congress)
          done[name] += did
          if (once.includes(name)) break
        }
      } catch (error) {
        const { name: kind, stack } = error instanceof Error ? error : new Error('unknown')
        context.log.error({ job: name, kind, at: stack?.split('\n').slice(1, 4) }, 'job failed')
      }
    }
  }
  return done
}
