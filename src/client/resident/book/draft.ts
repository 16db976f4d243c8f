import { emptyAbout, type AboutDraft } from '../../ui/visit-about'
import type { Chosen } from '../../ui/visit-slots'

export interface VisitDraft extends AboutDraft {
  chosen: Chosen | null
}

export const emptyVisit: VisitDraft = { chosen: null, ...emptyAbout }
