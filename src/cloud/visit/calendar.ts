import { icsOf } from '../ics'
import type { Handler } from '../operation'
import { refuse } from '../refusal'
import { itemsOf } from './view'
import { visibleVisit } from './visible'

/** 加入日历 */
export const calendarOfVisit: Handler<'visit.calendar'> = async (scope, { id }) => {
  const { row, reception } = (await visibleVisit(scope, id)) ?? refuse('NOT_FOUND')
  const [visit] = await itemsOf(scope, [{ row, reception }])
  const { startsAt, endsAt, state, station, deputy } = visit!
  if (!startsAt || !endsAt || state === 'offered') return refuse('CONFLICT')
  const text = icsOf('visits', {
    id,
    sequence: row.sequence,
    changedAt: row.changed_at,
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    isOff: ['cancelled', 'closed', 'lapsed'].includes(state),
    summary: `代表接待：${deputy.name}`,
    location: `${station.name}，${station.address}`,
    description: `请在${station.name}出示签到码。需要改约或取消，请在小程序“我的预约”里办理。`,
  })
  return { text, fileName: `reception-${visit!.reception.on}.ics` }
}
