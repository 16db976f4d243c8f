import { useRole } from '../../lib/session'
import { TemplatesPage } from '../../ui/templates'

/** Reply templates, of which the deputy's own are edited here. */
export default function DeputyTemplatesPage() {
  const { roles } = useRole()
  const own = roles.find(({ role }) => role === 'deputy')
  return <TemplatesPage owner={own?.id ? { scope: 'deputy', ofId: own.id } : null} />
}
