import { CasePage } from '../../ui/case'

export default function DeputyCasePage() {
  return <CasePage page="deputy" />
}
