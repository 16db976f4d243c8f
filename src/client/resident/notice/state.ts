import type { RegistrationState } from '../../../domain/registration'
import type { IconName } from '../../ui/icon'

/** How each state looks, beside its words. */
export const registrationLooks: Record<RegistrationState, { tone: 'plain' | 'info' | 'success' | 'warning'; icon: IconName }> = {
  waiting: { tone: 'info', icon: 'clock' },
  offered: { tone: 'warning', icon: 'alert' },
  booked: { tone: 'success', icon: 'check' },
  arrived: { tone: 'success', icon: 'check' },
  cancelled: { tone: 'plain', icon: 'close' },
  closed: { tone: 'warning', icon: 'close' },
  lapsed: { tone: 'plain', icon: 'close' },
}
