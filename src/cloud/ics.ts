import dayjs from 'dayjs'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'

// What ical-generator takes to know a zone: of a plain Date it would write the clock of this machine.
dayjs.extend(utc)
dayjs.extend(timezone)

/** China has had one time and no summer time since 1992, so one rule says it all. */
const CHINA = [
  'BEGIN:VTIMEZONE',
  'TZID:Asia/Shanghai',
  'BEGIN:STANDARD',
  'DTSTART:19920101T000000',
  'TZOFFSETFROM:+0800',
  'TZOFFSETTO:+0800',
  'TZNAME:CST',
  'END:STANDARD',
  'END:VTIMEZONE',
].join('\r\n')

export interface CalendarEvent {
  id: string
  /** Rises with each change, so that a calendar takes the newer one. */
  sequence: number
  changedAt: Date
  startsAt: Date
  endsAt: Date
  isOff: boolean
  summary: string
  location: string
  description: string
}

/**
 * 加入日历: an .ics file of one event, in Asia/Shanghai. No GEO, since coordinates are GCJ-02 and a calendar takes WGS84;
 * no alarm, since one could not be taken back from a phone; nothing of the visitor, since files are passed on.
 */
export function icsOf(noun: 'visits' | 'activities', event: CalendarEvent): string {
  const calendar = ical({
    prodId: `//lianxinqiao//${noun}//ZH`,
    method: event.isOff ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
    // Without a name: with one, the stamp would be written in it, and RFC 5545 wants that in UTC.
    timezone: { name: null, generator: () => CHINA },
  })
  calendar.createEvent({
    id: `${event.id}@lianxinqiao`,
    sequence: event.sequence,
    stamp: event.changedAt,
    timezone: 'Asia/Shanghai',
    start: dayjs(event.startsAt),
    end: dayjs(event.endsAt),
    status: event.isOff ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    summary: event.summary,
    location: event.location,
    description: event.description,
  })
  return calendar.toString()
}
