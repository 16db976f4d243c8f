import { useParams } from '../../lib/page'
import { CasePage } from '../../ui/case'

/** A case in a deputy's inbox. */
export default function DeputyCasePage() {
  const { id = '' } = useParams()
  return <CasePage id={id} side="holder" />
}
