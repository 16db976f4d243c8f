import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import type { Handler } from '../operation'
import { refuse } from '../refusal'
import { itemsOf } from './view'
import { visibleVisit } from './visible'

/**
 * 加入日历: times in UTC, which every calendar shows on its own clock. No GEO, since coordinates are GCJ-02 and a calendar
 * takes WGS84; no alarm, since one could not be taken back from a phone; nothing of the visitor, since files are passed on.
 */
export const calendarOfVisit: Handler<'visit.calendar'> = async (scope, { id }) => {
  const { row, reception } = (await visibleVisit(scope, id)) ?? refuse('NOT_FOUND')
  const [visit] = await itemsOf(scope, [{ row, reception }])
  const { startsAt, endsAt, state, station, deputy } = visit!
  if (!startsAt || !endsAt || state === 'offered') return refuse('CONFLICT')
  const isOff = ['cancelled', 'closed', 'lapsed'].includes(state)
  const calendar = ical({
    prodId: '//lianxinqiao//visits//ZH',
    method: isOff ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  })
  calendar.createEvent({
    id: `${id}@lianxinqiao`,
    sequence: row.sequence,
    stamp: row.changed_at,
    start: new Date(startsAt),
    end: new Date(endsAt),
    status: isOff ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    summary: `代表接待：${deputy.name}`,
    location: `${station.name}，${station.address}`,
    description: `请在${station.name}出示签到码。需要改约或取消，请在小程序“我的预约”里办理。`,
  })
  return { text: calendar.toString(), fileName: `reception-${visit!.reception.on}.ics` }
}
