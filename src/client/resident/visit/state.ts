import type { Output } from '../../../contract'
import type { VisitState } from '../../../domain/visit'

export type VisitView = Output<'visit.open'>

/** Colour and icon that repeat what the words of a state say. */
export const visitLooks = {
  waiting: { tone: 'info', icon: 'clock' },
  offered: { tone: 'warning', icon: 'alert' },
  booked: { tone: 'success', icon: 'calendar' },
  arrived: { tone: 'success', icon: 'check' },
  received: { tone: 'plain', icon: 'done' },
  missed: { tone: 'plain', icon: 'close' },
  unmet: { tone: 'error', icon: 'alert' },
  cancelled: { tone: 'plain', icon: 'close' },
  closed: { tone: 'error', icon: 'alert' },
  lapsed: { tone: 'plain', icon: 'close' },
} as const satisfies Record<VisitState, { tone: string; icon: string }>
