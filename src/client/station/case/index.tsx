import { CasePage } from '../../ui/case'

export default function DeskCasePage() {
  return <CasePage page="desk" />
}
