import type { ConsentKind, NoteOutcome } from '../../domain/assistance'

export interface AssistanceTables {
  assistances: {
    congress_id: string
    id: string
    kind: 'concern' | 'visit'
    station_id: string
    person_id: string
    filed_by_id: string
    filed_at: Date
    consent: ConsentKind
    contact: Buffer | null
    claim_hash: Buffer | null
    claimed_at: Date | null
  }
  consent_papers: {
    congress_id: string
    file_id: string
    assistance_id: string
    kind: 'photo' | 'recording'
    seconds: number | null
  }
  phone_notes: {
    congress_id: string
    id: string
    notification_id: string
    assistance_id: string
    outcome: NoteOutcome
    actor_id: string
    at: Date
  }
}
