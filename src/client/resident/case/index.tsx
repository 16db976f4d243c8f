import { CasePage } from '../../ui/case'
import { TakeCase } from './take'

export default function ResidentCasePage() {
  return <CasePage page="resident" Below={TakeCase} />
}
