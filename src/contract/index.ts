import * as assistance from './assistance'
import * as code from './code'
import * as concern from './concern'
import * as concernStep from './concern-steps'
import * as congress from './congress'
import * as constituency from './constituency'
import * as content from './content'
import * as deputy from './deputy'
import * as health from './health'
import * as identity from './identity'
import * as evidence from './evidence'
import * as figures from './figures'
import * as imports from './import'
import * as invitation from './invitation'
import * as notice from './notice'
import * as notification from './notification'
import type { InputOf, OutputOf, RequestOf } from './operation'
import * as person from './person'
import * as photo from './photo'
import * as publication from './publication'
import * as reception from './reception'
import * as registration from './registration'
import * as reply from './reply'
import * as rota from './rota'
import * as recording from './recording'
import * as session from './session'
import * as settings from './settings'
import * as similar from './similar'
import * as sheet from './sheet'
import * as station from './station'
import * as topic from './topic'
import * as topicModel from './topic-model'
import * as visit from './visit'

/** Every operation by its name on the wire. A handler that is missing does not compile. */
export const operations = {
  'congress.list': congress.listCongresses,
  'congress.open': congress.openCongress,
  'session.open': session.openSession,
  'session.offer': session.offerSignIn,
  'session.look': session.lookAtSignIn,
  'session.decide': session.decideSignIn,
  'session.take': session.takeSignIn,
  'session.list': session.listSessions,
  'session.close': session.closeSession,
  'person.me': person.openMe,
  'person.phone': person.readPhone,
  'person.agree': person.agree,
  'person.holdings': person.openHoldings,
  'person.export': person.exportPerson,
  'person.erase': person.erasePerson,
  'invitation.make': invitation.makeInvitation,
  'invitation.list': invitation.listInvitations,
  'invitation.revoke': invitation.revokeInvitation,
  'invitation.open': invitation.openInvitation,
  'invitation.accept': invitation.acceptInvitation,
  'membership.list': invitation.listMemberships,
  'membership.remove': invitation.removeMembership,
  'membership.leave': invitation.leaveMembership,
  'notification.mine': notification.myNotifications,
  'notification.read': notification.readNotifications,
  'notification.templates': notification.listTemplates,
  'notification.consent': notification.consentToTemplates,
  'content.queue': content.queueOfContent,
  'content.decide': content.decideContent,
  'topic.save': topic.saveTopic,
  'topic.suggest': topic.suggestTopic,
  'topic.model': topicModel.openTopicModel,
  'topic.retrain': topicModel.retrainTopicModel,
  'import.check': imports.checkImport,
  'import.run': imports.runImport,
  'constituency.list': constituency.listConstituencies,
  'constituency.locate': constituency.locateConstituency,
  'station.nearby': station.nearbyStations,
  'station.open': station.openStation,
  'station.edit': station.editStation,
  'deputy.search': deputy.searchDeputies,
  'deputy.open': deputy.openDeputy,
  'code.open': code.openCode,
  'code.draw': code.drawCode,
  'figures.open': figures.openFigures,
  'figures.audit': figures.auditFigures,
  'photo.add': photo.addPhoto,
  'recording.add': recording.addRecording,
  'concern.route': concern.routeConcern,
  'concern.submit': concern.submitConcern,
  'concern.mine': concern.myConcerns,
  'concern.inbox': concern.inboxOfConcerns,
  'concern.open': concern.openConcern,
  'concern.assign': concernStep.assignConcern,
  'concern.accept': concernStep.acceptConcern,
  'concern.ask': concernStep.askConcern,
  'concern.reply': concernStep.replyConcern,
  'concern.answer': concernStep.answerConcern,
  'concern.approve': concernStep.approveConcern,
  'concern.returnAnswer': concernStep.returnAnswerConcern,
  'concern.passOn': concernStep.passOnConcern,
  'concern.sendBack': concernStep.sendBackConcern,
  'concern.dispute': concernStep.disputeConcern,
  'concern.uphold': concernStep.upholdConcern,
  'concern.refer': concernStep.referConcern,
  'concern.split': concernStep.splitConcern,
  'concern.say': concernStep.sayConcern,
  'concern.chase': concernStep.chaseConcern,
  'concern.judge': concernStep.judgeConcern,
  'concern.withdraw': concernStep.withdrawConcern,
  'concern.openContact': concernStep.openContact,
  'concern.correctContact': concernStep.correctContact,
  'concern.reveal': identity.revealIdentity,
  'identity.open': identity.openIdentity,
  'identity.openText': identity.openText,
  'identity.log': identity.logOfIdentity,
  'publication.preview': publication.previewPublication,
  'concern.publish': publication.publishConcern,
  'concern.unpublish': publication.unpublishConcern,
  'publication.queue': publication.queueOfPublications,
  'publication.decide': publication.decidePublication,
  'published.list': publication.listPublished,
  'published.open': publication.openPublished,
  'concern.similar': similar.similarConcerns,
  'concern.join': similar.joinConcern,
  'concern.leave': similar.leaveConcern,
  'concern.confirm': similar.confirmJoined,
  'concern.openJoined': similar.openJoined,
  'concern.joined': similar.joinedConcerns,
  'concern.cluster': similar.clusterOfConcern,
  'concern.merge': similar.mergeConcerns,
  'concern.detach': similar.detachConcern,
  'concern.setTopic': concernStep.setTopic,
  'replyTemplate.list': reply.listReplyTemplates,
  'replyTemplate.fill': reply.fillReplyTemplate,
  'replyTemplate.save': reply.saveReplyTemplate,
  'replyTemplate.remove': reply.removeReplyTemplate,
  'draft.open': reply.openDraft,
  'draft.save': reply.saveDraft,
  'settings.open': settings.openSettings,
  'settings.save': settings.saveSettings,
  'health.open': health.openHealth,
  'health.resend': health.resendDeadLetters,
  'health.drop': health.dropDeadLetters,
  'concern.export': evidence.exportConcern,
  'seal.list': evidence.listSeals,
  'rota.save': rota.saveRota,
  'rota.open': rota.openRota,
  'reception.mine': reception.myReceptions,
  'reception.confirm': reception.confirmReception,
  'reception.swap': reception.swapReception,
  'reception.takeOver': reception.takeOverReception,
  'reception.move': reception.moveReception,
  'reception.close': reception.closeReception,
  'visit.slots': visit.slotsOfVisits,
  'visit.book': visit.bookVisit,
  'visit.accept': visit.acceptVisit,
  'visit.reschedule': visit.rescheduleVisit,
  'visit.cancel': visit.cancelVisit,
  'visit.mine': visit.myVisits,
  'visit.open': visit.openVisit,
  'visit.calendar': visit.calendarOfVisit,
  'visit.checkIn': visit.checkInVisit,
  'visit.walkIn': visit.walkInVisit,
  'visit.queue': visit.queueOfVisits,
  'visit.noShow': visit.noShowVisit,
  'visit.minutes': visit.minutesOfVisit,
  'visit.toConcern': visit.toConcern,
  'visit.confirmConcern': visit.confirmConcern,
  'visit.bookFor': assistance.bookVisitFor,
  'concern.file': assistance.fileConcern,
  'concern.filed': assistance.filedConcerns,
  'concern.claim': assistance.claimConcern,
  'concern.track': assistance.trackConcern,
  'concern.relayVerdict': assistance.relayVerdict,
  'concern.openConsent': assistance.openConsent,
  'phoneNote.list': assistance.listPhoneNotes,
  'phoneNote.open': assistance.openPhoneNote,
  'phoneNote.close': assistance.closePhoneNote,
  'notice.list': notice.listNotices,
  'notice.open': notice.openNotice,
  'notice.desk': notice.deskNotices,
  'notice.save': notice.saveNotice,
  'notice.submit': notice.submitNotice,
  'notice.approve': notice.approveNotice,
  'notice.return': notice.returnNotice,
  'notice.pin': notice.pinNotice,
  'notice.withdraw': notice.withdrawNotice,
  'notice.summarise': notice.summariseNotice,
  'notice.calendar': notice.calendarOfNotice,
  'station.follow': notice.followStation,
  'station.followed': notice.followedStations,
  'registration.make': registration.makeRegistration,
  'registration.accept': registration.acceptRegistration,
  'registration.cancel': registration.cancelRegistration,
  'registration.mine': registration.myRegistrations,
  'registration.list': registration.listRegistrations,
  'registration.checkIn': registration.checkInRegistration,
  'registration.walkIn': registration.walkInRegistration,
  'registration.sheet': registration.sheetOfRegistrations,
  'sheet.take': sheet.takeSheet,
} as const

export type Operations = typeof operations
export type OperationName = keyof Operations
export type Input<N extends OperationName> = InputOf<Operations[N]>
export type Request<N extends OperationName> = RequestOf<Operations[N]>
export type Output<N extends OperationName> = OutputOf<Operations[N]>
