import Taro from '@tarojs/taro'
import type { Output } from '../../contract'
import { call } from './call'
import { download } from './files'

type Visit = Output<'visit.open'>

/** Puts a visit into the phone's own calendar, or hands a browser the file; false where the person or the phone did not let us. */
export async function addToCalendar({ id, startsAt, endsAt, station }: Visit, title: string): Promise<boolean> {
  try {
    if (process.env.TARO_ENV === 'h5') {
      const { fileName, text } = await call('visit.calendar', { id })
      download(fileName, 'text/calendar', text)
      return true
    }
    await Taro.addPhoneCalendar({
      title,
      startTime: seconds(startsAt!),
      endTime: String(seconds(endsAt!)),
      location: `${station.name}，${station.address}`,
      // An alarm could not be taken back when the day is called off; reminders come as messages.
      alarm: false,
    })
    return true
  } catch {
    return false
  }
}

/** The same for an activity. */
export async function addActivityToCalendar({ id, title, happening }: Output<'notice.open'>): Promise<boolean> {
  try {
    if (process.env.TARO_ENV === 'h5') {
      const { fileName, text } = await call('notice.calendar', { id })
      download(fileName, 'text/calendar', text)
      return true
    }
    await Taro.addPhoneCalendar({
      title,
      startTime: seconds(happening!.startsAt),
      endTime: String(seconds(happening!.endsAt)),
      location: happening!.place,
      // As above.
      alarm: false,
    })
    return true
  } catch {
    return false
  }
}

const seconds = (instant: string) => Math.round(Date.parse(instant) / 1000)
