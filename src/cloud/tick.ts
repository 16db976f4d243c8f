import { randomInt } from 'node:crypto'
import { sealDay } from './audit/seal'
import { noticeIn } from './concern/notice'
import { allCongresses } from './congress/find'
import { alarmOfReviews } from './concern/review'
import { surveyDue, surveyJoined } from './concern/survey'
import { askWechat, holdUnanswered } from './content/ask'
import { alarmOfHeld } from './content/decide'
import { marked } from './database/call-mark'
import { beat } from './database/replica'
import { refreshFigures } from './figures/compute'
import { noteTick } from './health/tick'
import type { Context } from './context'
import { forgetLimits } from './limit'
import { publishDueIn } from './notice/publish'
import { chaseSummaries } from './notice/summaries'
import { sendDue } from './notification/send'
import type { Congress } from './operation'
import { retain, type RetainCounts } from './privacy/retain'
import { extendRotasIn } from './rota/expand'
import { noteMissing } from './similar/likeness'
import { moveUpRegistrations } from './registration/seats'
import { moveUpIn } from './visit/seats'

/** What the timer does for each congress. Each job does a batch and says how much it did; it is called again while it does something. */
const jobs = {
  ask: (context: Context, congress: Congress) => askWechat(context, congress),
  hold: holdUnanswered,
  alarm: async (context: Context, congress: Congress) => Number(await alarmOfHeld(context, congress)),
  send: sendDue,
  surveys: surveyDue,
  joinedSurveys: surveyJoined,
  reviews: alarmOfReviews,
  places: moveUpIn,
  rotas: extendRotasIn,
  seal: sealDay,
  likenesses: (context: Context, congress: Congress) => noteMissing(context.db, congress.id),
  notice: noticeIn,
  figures: refreshFigures,
  publish: publishDueIn,
  moveUp: moveUpRegistrations,
  summaries: chaseSummaries,
  limits: forgetLimits,
} as const

/** Jobs that are done once a tick: what they did would be found again at once. */
const once: readonly (keyof typeof jobs)[] = ['alarm', 'reviews', 'places', 'rotas', 'seal', 'notice', 'moveUp', 'summaries']

export type Ticked = Record<keyof typeof jobs, number> & { retained: RetainCounts | null }

const none = Object.fromEntries(Object.keys(jobs).map((name) => [name, 0])) as Record<keyof typeof jobs, number>

/**
 * Does what is due, within `budgetMs`: the timer of a cloud function has 60 s, a host calls it every few seconds.
 * A job that fails is logged and does not stop the others; several processes may tick at once.
 */
export async function tick(context: Context, budgetMs = 45_000): Promise<Ticked> {
  const until = performance.now() + budgetMs
  const done: Ticked = { ...none, retained: null }
  await attempt(context, 'beat', () => beat(context.db, context.now()))
  for (const congress of fromAnywhere(await allCongresses(context))) {
    const from = performance.now()
    const failed: string[] = []
    for (const [name, job] of Object.entries(jobs) as [keyof typeof jobs, (typeof jobs)[keyof typeof jobs]][]) {
      const ended = await attempt(context, name, async () => {
        for (let did = 1; did > 0 && performance.now() < until;) {
          did = await job(context, congress)
          done[name] += did
          if (once.includes(name)) break
        }
        return true
      })
      if (!ended) failed.push(name)
    }
    await attempt(context, 'note', () => noteTick(context, congress, { ms: performance.now() - from, failed }))
  }
  if (context.now().getUTCMinutes() === RETAIN_AT_MINUTE) done.retained = await attempt(context, 'retain', () => retain(context))
  return done
}

/** All of them, from one that is drawn: where a round does not come to its end the last of the list would wait for ever, and timers that run at once begin apart. */
function fromAnywhere<T>(list: readonly T[]): T[] {
  const from = randomInt(list.length || 1)
  return [...list.slice(from), ...list.slice(0, from)]
}

/** What has had its time is taken away in this minute of each hour. */
const RETAIN_AT_MINUTE = 17

async function attempt<T>(context: Context, job: string, run: () => Promise<T>): Promise<T | null> {
  const from = performance.now()
  const ended = (isGood: boolean) => context.watch.worked({ job, isGood, ms: performance.now() - from })
  try {
    const result = await marked(`tick.${job}`, null, run)
    ended(true)
    return result
  } catch (error) {
    ended(false)
    const { name: kind, stack } = error instanceof Error ? error : new Error('unknown')
    context.log.error({ job, kind, at: stack?.split('\n').slice(1, 4) }, 'job failed')
    return null
  }
}
