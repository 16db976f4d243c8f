import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import { dayOf } from '../../domain/calendar'
import type { Handler } from '../operation'
import { refuse } from '../refusal'
import { visibleNotice } from './visible'

/** 加入日历, by the rules of visit/calendar.ts. */
export const calendarOfNotice: Handler<'notice.calendar'> = async (scope, { id }) => {
  const { row } = (await visibleNotice(scope, id)) ?? refuse('NOT_FOUND')
  if (!row.starts_at || !row.ends_at) return refuse('CONFLICT')
  const isOff = row.state === 'withdrawn'
  const calendar = ical({
    prodId: '//lianxinqiao//activities//ZH',
    method: isOff ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  })
  calendar.createEvent({
    id: `${id}@lianxinqiao`,
    sequence: row.sequence,
    stamp: row.changed_at,
    start: row.starts_at,
    end: row.ends_at,
    status: isOff ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    summary: row.title,
    location: row.place,
    description: '报名情况和签到码，请在小程序“我的活动”里查看。',
  })
  return { text: calendar.toString(), fileName: `activity-${dayOf(row.starts_at)}.ics` }
}
