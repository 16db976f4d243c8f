import type { Generated } from 'kysely'
import type { Role } from '../../domain/actor'
import type { SessionKind } from '../../domain/session'

/** The tables of people, of what they are to a congress and of how they sign in; what the columns mean stands in the migrations. */
export interface PersonTables {
  persons: {
    congress_id: string
    id: string
    openid: string | null
    demo_key: string | null
    name: string | null
    created_at: Date
    erased_at: Generated<Date | null>
  }
  agreements: { congress_id: string; person_id: string; version: string; agreed_at: Date }
  memberships: {
    congress_id: string
    id: Generated<string>
    person_id: string
    role: Role
    deputy_id: string | null
    station_id: string | null
  }
  membership_events: {
    congress_id: string
    id: string
    person_id: string
    role: Role
    deputy_id: string | null
    station_id: string | null
    kind: 'joined' | 'left' | 'removed'
    by_person: string | null
    at: Date
  }
  sessions: {
    congress_id: string
    token_hash: Buffer
    id: string
    person_id: string
    kind: SessionKind
    device: string | null
    opened_at: Date
    expires_at: Date
    token_at: Date
    is_used: boolean
  }
  rate_limits: { congress_id: string; bucket: Buffer; count: number; ends_at: Date }
  sign_in_offers: {
    congress_id: string
    code: string
    secret_hash: Buffer
    device: string | null
    address: string | null
    made_at: Date
    expires_at: Date
    state: Generated<'waiting' | 'seen' | 'confirmed' | 'refused'>
    person_id: string | null
  }
  invitations: {
    congress_id: string
    id: string
    code_hash: Buffer
    role: Role
    deputy_id: string | null
    station_id: string | null
    made_by: string | null
    made_at: Date
    expires_at: Date
    revoked_at: Date | null
    used_at: Date | null
    used_by: string | null
  }
}
