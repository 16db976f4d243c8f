import { useParams } from '../../lib/page'
import { CasePage } from '../../ui/case'

/** A case at the desk of a station, or as the office sees it. */
export default function DeskCasePage() {
  const { id = '' } = useParams()
  return <CasePage id={id} side="holder" />
}
