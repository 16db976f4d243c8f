import * as v from 'valibot'
import { roles } from '../domain/actor'
import { id, instant, requestId, text } from './field'
import { change, query } from './operation'

const invitationCode = v.pipe(
  v.string('text'),
  v.transform((value) => value.replace(/[\s-]/g, '').toUpperCase()),
  v.regex(/^[0-9A-Z]{10}$/, 'code'),
)
const ofRole = {
  role: v.picklist(roles, 'choice'),
  /** The deputy or the station; null for the office. */
  targetId: v.nullable(id),
}
const role = {
  role: v.picklist(roles),
  targetId: v.nullable(id),
  /** The deputy's, the station's or the congress's. */
  name: v.string(),
}

/** 邀请 */
export const makeInvitation = change({
  summary: 'Makes an invitation that binds one person to a role, once, within seven days',
  by: 'office',
  input: v.strictObject({ requestId, ...ofRole }),
  output: v.object({
    id,
    /** Shown once, to hand on; what is kept is its hash. */
    code: v.string(),
    /** To draw as a QR code. */
    text: v.string(),
    expiresAt: instant,
    ...role,
  }),
  /** NOT_FOUND: no such deputy or station. CONFLICT: somebody is this deputy already. */
  errors: ['NOT_FOUND', 'CONFLICT'],
})

export const listInvitations = query({
  summary: 'The invitations of the last 90 days, the newest first',
  by: 'office',
  input: v.strictObject({}),
  output: v.object({
    items: v.array(
      v.object({
        id,
        ...role,
        madeAt: instant,
        expiresAt: instant,
        state: v.picklist(['open', 'used', 'revoked', 'expired']),
        usedBy: v.nullable(v.string()),
      }),
    ),
  }),
  errors: [],
})

export const revokeInvitation = change({
  summary: 'Takes back an invitation that nobody has used',
  by: 'office',
  input: v.strictObject({ requestId, id }),
  output: v.object({}),
  errors: ['NOT_FOUND', 'CONFLICT'],
})

export const openInvitation = query({
  summary: 'What an invitation is for. Used, taken back, run out and never made are the same',
  by: 'person',
  input: v.strictObject({ code: invitationCode }),
  output: v.object({ ...role, congressName: v.string(), expiresAt: instant }),
  errors: ['NOT_FOUND'],
})

export const acceptInvitation = change({
  summary: 'Binds the caller to the role of an invitation',
  by: 'person',
  input: v.strictObject({
    requestId,
    code: invitationCode,
    /** By which colleagues know them. */
    name: text(1, 30),
  }),
  output: v.object({ ...role }),
  errors: ['NOT_FOUND', 'CONFLICT'],
})

/** 人员 */
export const listMemberships = query({
  summary: 'Who holds which role in the congress',
  by: 'office',
  input: v.strictObject({}),
  output: v.object({
    items: v.array(v.object({ personId: id, personName: v.nullable(v.string()), isMe: v.boolean(), ...role })),
  }),
  errors: [],
})

export const removeMembership = change({
  summary: 'Takes a role from a person; it ends with their next call',
  by: 'office',
  input: v.strictObject({ requestId, personId: id, ...ofRole }),
  output: v.object({}),
  /** CONFLICT: nobody would be left who can invite. */
  errors: ['NOT_FOUND', 'CONFLICT'],
})

export const leaveMembership = change({
  summary: 'Gives up a role of one’s own',
  by: 'person',
  input: v.strictObject({ requestId, ...ofRole }),
  output: v.object({}),
  /** CONFLICT: nobody would be left who can invite. */
  errors: ['NOT_FOUND', 'CONFLICT'],
})
