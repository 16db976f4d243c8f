import { randomUUID } from 'node:crypto'
import { makeShortCodes } from '../../src/cloud/code/make'
import type { TestContext } from './database'
import { absentRecords, type Records } from './inputs'
import { published, registering } from './notices'
import { openReception, signedIn } from './receptions'
import { granted, lampConcern, type Town } from './town'

/** One of everything in a town: a resident's accepted case and another, their booking and their registration, and what staff and office keep. */
export async function makeRecords(context: TestContext, town: Town): Promise<Records> {
  const { token } = town
  const contact = { name: '张三', phone: '13800138000', mayCall: true }
  const { id: concernId } = await granted(context, 'concern.submit', lampConcern({ contact, mayOffer: true }), token.resident)
  const { id: otherConcernId } = await granted(context, 'concern.submit', lampConcern(), token.resident)
  await granted(context, 'concern.accept', { requestId: randomUUID(), id: concernId }, token.wang)
  const receptionId = await openReception(context, town, { on: '2026-12-03', capacity: 5 })
  const visit = await granted(context, 'visit.book', { requestId: randomUUID(), receptionId, startsAt: null }, token.resident)
  const { id: noticeId } = await published(context, town)
  const { mine } = await granted(context, 'registration.make', registering(noticeId), token.resident)
  const words = { requestId: randomUUID(), id: null, ofId: null, title: '已转办', text: '您反映的{编号}已转办。' }
  const templates = await granted(context, 'replyTemplate.save', { ...words, scope: 'congress' }, token.office)
  await granted(context, 'invitation.make', { requestId: randomUUID(), role: 'staff', targetId: town.hall }, token.office)
  const invitations = await granted(context, 'invitation.list', {}, token.office)
  const told = await granted(context, 'notification.mine', {}, token.resident)
  const sessions = await granted(context, 'session.list', {}, await signedIn(context, town, town.person.resident))
  await makeShortCodes(context.db, town.congressId, 'station', [town.hall])
  return {
    ...absentRecords(),
    town,
    concernId,
    otherConcernId,
    receptionId,
    visitId: visit.id,
    noticeId,
    registrationId: mine!.id,
    templateId: templates.id,
    invitationId: invitations.items[0]!.id,
    sessionId: sessions.items.find(({ isThis }) => !isThis)!.id,
    notificationId: told.items[0]!.id,
    clerkId: town.person.hallDesk,
  }
}
