import type { VisitNeed } from '../../../domain/visit'
import type { Chosen } from '../../ui/visit-slots'

export interface VisitDraft {
  chosen: Chosen | null
  topic: string | null
  about: string
  people: number
  needs: VisitNeed[]
}

export const emptyVisit: VisitDraft = { chosen: null, topic: null, about: '', people: 1, needs: [] }
