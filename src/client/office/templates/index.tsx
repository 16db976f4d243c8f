import { TemplatesPage } from '../../ui/templates'

/** The reply templates of the whole congress. */
export default function OfficeTemplatesPage() {
  return <TemplatesPage owner={{ scope: 'congress', ofId: null }} />
}
