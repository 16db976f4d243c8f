import { open, useParams } from '../../lib/page'
import { CasePage } from '../../ui/case'

/** The resident's own case. */
export default function ResidentCasePage() {
  const { id = '' } = useParams()
  return <CasePage id={id} side="resident" onOpenDeputy={(deputyId) => open('/resident/deputy/index', { id: deputyId })} />
}
