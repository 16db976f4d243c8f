import type { FigurePeriod } from '../../domain/figures'
import type { Handler, Scope } from '../operation'

/** 办得怎么样: what everybody may read. */
export const openFigures: Handler<'figures.open'> = async (scope, { period }) => {
  const row = await computed(scope, period)
  return { congress: scope.congress.name, ...whenOf(scope, period, row), figures: row?.shown ?? null }
}

/** 派单审视: what the office reads. */
export const auditFigures: Handler<'figures.audit'> = async (scope, { period }) => {
  const row = await computed(scope, period)
  return { congress: scope.congress.name, ...whenOf(scope, period, row), audit: row?.audit ?? null }
}

const computed = ({ db, congress }: Pick<Scope, 'db' | 'congress'>, period: FigurePeriod) =>
  db.selectFrom('figures').where('congress_id', '=', congress.id).where('period', '=', period).selectAll().executeTakeFirst()

function whenOf({ congress }: Pick<Scope, 'congress'>, period: FigurePeriod, row: Awaited<ReturnType<typeof computed>>) {
  return {
    period,
    span: row ? { from: row.from_on, until: row.until_on } : null,
    computedAt: row?.computed_at.toISOString() ?? null,
    answerWithinWorkdays: congress.settings.answerWithinWorkdays,
  }
}
