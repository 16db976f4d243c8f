import { useRole } from '../../lib/session'
import { TemplatesPage } from '../../ui/templates'

/** Reply templates, of which the station's own are edited here. */
export default function StationTemplatesPage() {
  const { roles } = useRole()
  const own = roles.find(({ role }) => role === 'staff')
  return <TemplatesPage owner={own?.id ? { scope: 'station', ofId: own.id } : null} />
}
