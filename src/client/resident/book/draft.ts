import type { VisitNeed } from '../../../domain/visit'

/** A time that was chosen: a slot, or the waiting list of one reception. */
export interface Chosen {
  receptionId: string
  /** Null takes any slot. */
  startsAt: string | null
  orWait: boolean
}

export interface VisitDraft {
  chosen: Chosen | null
  topic: string | null
  about: string
  people: number
  needs: VisitNeed[]
}

export const emptyVisit: VisitDraft = { chosen: null, topic: null, about: '', people: 1, needs: [] }
