import { isSheetSpan, type SheetKind } from '../../domain/sheet'
import type { ActorScope, Handler } from '../operation'
import { refuse } from '../refusal'
import { concernsTable } from './concerns'
import { figuresTable } from './figures'
import { noticesTable } from './notices'
import { receptionsTable, rosterTable, visitsTable } from './station'
import { ROWS_MAX, type TableOf } from './of'

const tables: Record<SheetKind, { name: string; of: TableOf }> = {
  visits: { name: '接待预约', of: visitsTable },
  receptions: { name: '接待安排', of: receptionsTable },
  roster: { name: '联络站名册', of: rosterTable },
  concerns: { name: '诉求台账', of: concernsTable },
  notices: { name: '公告活动', of: noticesTable },
  figures: { name: '办理情况', of: figuresTable },
}
/** 导出表格 */
export const takeSheet: Handler<'sheet.take'> = async (scope, { kind, stationId, from, until }) => {
  await mustHold(scope, stationId)
  if (!isSheetSpan(from, until)) return refuse('BAD_INPUT', [{ path: 'until', rule: 'range' }])
  const { name, of } = tables[kind]
  const table = await of(scope, { stationId, from, until })
  if (table.rowCount > ROWS_MAX) return refuse('TOO_LARGE')
  const bytes = await table.write(name)
  return { base64: bytes.toString('base64'), fileName: `${name}-${from}-${until}.xlsx` }
}

/** A station is its desk's and the office's, the whole congress the office's; to anybody else it is not there. */
async function mustHold({ db, congress, actor }: ActorScope, stationId: string | null): Promise<void> {
  if (stationId === null ? actor.isOffice : actor.stationIds.includes(stationId)) return
  const station = db
    .selectFrom('stations')
    .where('congress_id', '=', congress.id)
    .where('id', '=', stationId ?? '')
    .select('id')
  if (stationId === null || !actor.isOffice || !(await station.executeTakeFirst()))
    refuse('NOT_FOUND', [{ path: 'stationId', rule: 'absent' }])
}
