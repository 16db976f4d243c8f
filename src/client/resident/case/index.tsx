import { CasePage } from '../../ui/case'

export default function ResidentCasePage() {
  return <CasePage page="resident" />
}
