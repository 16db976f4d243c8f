import { listSeals } from './audit/list'
import { bookVisitFor } from './assistance/book'
import { claimConcern, trackConcern } from './assistance/claim'
import { openConsent } from './assistance/consent'
import { filedConcerns, fileConcern } from './assistance/file'
import { closePhoneNote, listPhoneNotes, openPhoneNote } from './assistance/notes'
import { relayVerdict } from './assistance/relay'
import { drawCode } from './code/draw'
import { openCode } from './code/open'
import { calendarOfNotice } from './notice/calendar'
import { deskNotices, listNotices, openNotice } from './notice/list'
import { saveNotice } from './notice/save'
import { approveNotice, pinNotice, returnNotice, submitNotice, summariseNotice, withdrawNotice } from './notice/steps'
import { checkInRegistration, listRegistrations, walkInRegistration } from './registration/door'
import { makeRegistration } from './registration/make'
import { myRegistrations } from './registration/mine'
import { sheetOfRegistrations } from './registration/sheet'
import { acceptRegistration, cancelRegistration } from './registration/steps'
import { checkImport, runImport } from './import/office'
import { takeSheet } from './sheet/take'
import { editStation } from './station/edit'
import { followedStations, followStation } from './station/follow'
import {
  acceptConcern,
  answerConcern,
  askConcern,
  chaseConcern,
  judgeConcern,
  replyConcern,
  sayConcern,
  withdrawConcern,
} from './concern/answer'
import { assignConcern, passOnConcern, sendBackConcern } from './concern/assign'
import { correctContact, openContact } from './concern/contact'
import { disputeConcern, upholdConcern } from './concern/dispute'
import { exportConcern } from './concern/export'
import { inboxOfConcerns, myConcerns } from './concern/list'
import { openConcern } from './concern/open'
import { referConcern } from './concern/refer'
import { approveConcern, returnAnswerConcern } from './concern/review'
import { routeConcern } from './concern/route'
import { splitConcern } from './concern/split'
import { submitConcern } from './concern/submit'
import { listCongresses, openCongress } from './congress/open'
import { listConstituencies, locateConstituency } from './constituency/locate'
import { decideContent, queueOfContent } from './content/decide'
import { openSettings, saveSettings } from './congress/settings'
import { openDeputy, searchDeputies } from './deputy/open'
import { dropDeadLetters, resendDeadLetters } from './health/dead-letters'
import { openHealth } from './health/open'
import { logOfIdentity, openIdentity, openText, revealIdentity } from './identity/open'
import { auditFigures, openFigures } from './figures/open'
import { acceptInvitation, openInvitation } from './invitation/accept'
import { listInvitations, makeInvitation, revokeInvitation } from './invitation/make'
import { leaveMembership, listMemberships, removeMembership } from './membership/remove'
import { consentToTemplates, listTemplates, myNotifications, readNotifications } from './notification/mine'
import type { Handlers } from './operation'
import { agree } from './person/agree'
import { erasePerson } from './person/erase'
import { exportPerson } from './person/export'
import { openHoldings } from './person/holdings'
import { openMe } from './person/me'
import { readPhone } from './person/phone'
import { addPhoto } from './photo/add'
import { decidePublication, listPublished, openPublished, queueOfPublications } from './publication/list'
import { previewPublication, publishConcern, unpublishConcern } from './publication/publish'
import { closeReception, moveReception } from './reception/change'
import { confirmReception, myReceptions, swapReception, takeOverReception } from './reception/confirm'
import { openDraft, saveDraft } from './reply/draft'
import { fillReplyTemplate, listReplyTemplates, removeReplyTemplate, saveReplyTemplate } from './reply/template'
import { openRota, saveRota } from './rota/save'
import { clusterOfConcern } from './similar/cluster'
import { confirmJoined, joinConcern, joinedConcerns, leaveConcern, openJoined } from './similar/join'
import { detachConcern, mergeConcerns } from './similar/merge'
import { similarConcerns } from './similar/offer'
import { nearbyStations } from './station/nearby'
import { openStation } from './station/open'
import { saveTopic } from './topic/save'
import { bookVisit } from './visit/book'
import { calendarOfVisit } from './visit/calendar'
import { acceptVisit, cancelVisit, rescheduleVisit } from './visit/change'
import { checkInVisit, minutesOfVisit, noShowVisit, queueOfVisits, walkInVisit } from './visit/door'
import { myVisits, openVisit } from './visit/list'
import { slotsOfVisits } from './visit/slots'
import { confirmConcern, toConcern } from './visit/to-concern'
import { addRecording } from './recording/add'
import { closeSession, listSessions } from './session/list'
import { openSession } from './session/open'
import { decideSignIn, lookAtSignIn, offerSignIn, takeSignIn } from './session/scan'
import { openTopicModel, retrainTopicModel } from './topic/office'
import { setTopic } from './topic/set'
import { suggestTopic } from './topic/suggest'

/** What each operation of the contract runs. */
export const handlers: Handlers = {
  'congress.list': listCongresses,
  'congress.open': openCongress,
  'session.open': openSession,
  'session.offer': offerSignIn,
  'session.look': lookAtSignIn,
  'session.decide': decideSignIn,
  'session.take': takeSignIn,
  'session.list': listSessions,
  'session.close': closeSession,
  'person.me': openMe,
  'person.phone': readPhone,
  'person.agree': agree,
  'person.holdings': openHoldings,
  'person.export': exportPerson,
  'person.erase': erasePerson,
  'invitation.make': makeInvitation,
  'invitation.list': listInvitations,
  'invitation.revoke': revokeInvitation,
  'invitation.open': openInvitation,
  'invitation.accept': acceptInvitation,
  'membership.list': listMemberships,
  'membership.remove': removeMembership,
  'membership.leave': leaveMembership,
  'notification.mine': myNotifications,
  'notification.read': readNotifications,
  'notification.templates': listTemplates,
  'notification.consent': consentToTemplates,
  'content.queue': queueOfContent,
  'content.decide': decideContent,
  'topic.save': saveTopic,
  'topic.suggest': suggestTopic,
  'topic.model': openTopicModel,
  'topic.retrain': retrainTopicModel,
  'import.check': checkImport,
  'import.run': runImport,
  'constituency.list': listConstituencies,
  'constituency.locate': locateConstituency,
  'station.nearby': nearbyStations,
  'station.open': openStation,
  'station.edit': editStation,
  'deputy.search': searchDeputies,
  'deputy.open': openDeputy,
  'code.open': openCode,
  'code.draw': drawCode,
  'figures.open': openFigures,
  'figures.audit': auditFigures,
  'photo.add': addPhoto,
  'recording.add': addRecording,
  'concern.route': routeConcern,
  'concern.submit': submitConcern,
  'concern.mine': myConcerns,
  'concern.inbox': inboxOfConcerns,
  'concern.open': openConcern,
  'concern.assign': assignConcern,
  'concern.accept': acceptConcern,
  'concern.ask': askConcern,
  'concern.reply': replyConcern,
  'concern.answer': answerConcern,
  'concern.approve': approveConcern,
  'concern.returnAnswer': returnAnswerConcern,
  'concern.passOn': passOnConcern,
  'concern.sendBack': sendBackConcern,
  'concern.dispute': disputeConcern,
  'concern.uphold': upholdConcern,
  'concern.refer': referConcern,
  'concern.split': splitConcern,
  'concern.say': sayConcern,
  'concern.chase': chaseConcern,
  'concern.judge': judgeConcern,
  'concern.withdraw': withdrawConcern,
  'concern.openContact': openContact,
  'concern.correctContact': correctContact,
  'concern.reveal': revealIdentity,
  'identity.open': openIdentity,
  'identity.openText': openText,
  'identity.log': logOfIdentity,
  'publication.preview': previewPublication,
  'concern.publish': publishConcern,
  'concern.unpublish': unpublishConcern,
  'publication.queue': queueOfPublications,
  'publication.decide': decidePublication,
  'published.list': listPublished,
  'published.open': openPublished,
  'concern.similar': similarConcerns,
  'concern.join': joinConcern,
  'concern.leave': leaveConcern,
  'concern.confirm': confirmJoined,
  'concern.openJoined': openJoined,
  'concern.joined': joinedConcerns,
  'concern.cluster': clusterOfConcern,
  'concern.merge': mergeConcerns,
  'concern.detach': detachConcern,
  'concern.setTopic': setTopic,
  'replyTemplate.list': listReplyTemplates,
  'replyTemplate.fill': fillReplyTemplate,
  'replyTemplate.save': saveReplyTemplate,
  'replyTemplate.remove': removeReplyTemplate,
  'draft.open': openDraft,
  'draft.save': saveDraft,
  'settings.open': openSettings,
  'settings.save': saveSettings,
  'health.open': openHealth,
  'health.resend': resendDeadLetters,
  'health.drop': dropDeadLetters,
  'concern.export': exportConcern,
  'seal.list': listSeals,
  'rota.save': saveRota,
  'rota.open': openRota,
  'reception.mine': myReceptions,
  'reception.confirm': confirmReception,
  'reception.swap': swapReception,
  'reception.takeOver': takeOverReception,
  'reception.move': moveReception,
  'reception.close': closeReception,
  'visit.slots': slotsOfVisits,
  'visit.book': bookVisit,
  'visit.accept': acceptVisit,
  'visit.reschedule': rescheduleVisit,
  'visit.cancel': cancelVisit,
  'visit.mine': myVisits,
  'visit.open': openVisit,
  'visit.calendar': calendarOfVisit,
  'visit.checkIn': checkInVisit,
  'visit.walkIn': walkInVisit,
  'visit.queue': queueOfVisits,
  'visit.noShow': noShowVisit,
  'visit.minutes': minutesOfVisit,
  'visit.toConcern': toConcern,
  'visit.confirmConcern': confirmConcern,
  'visit.bookFor': bookVisitFor,
  'concern.file': fileConcern,
  'concern.filed': filedConcerns,
  'concern.claim': claimConcern,
  'concern.track': trackConcern,
  'concern.relayVerdict': relayVerdict,
  'concern.openConsent': openConsent,
  'phoneNote.list': listPhoneNotes,
  'phoneNote.open': openPhoneNote,
  'phoneNote.close': closePhoneNote,
  'notice.list': listNotices,
  'notice.open': openNotice,
  'notice.desk': deskNotices,
  'notice.save': saveNotice,
  'notice.submit': submitNotice,
  'notice.approve': approveNotice,
  'notice.return': returnNotice,
  'notice.pin': pinNotice,
  'notice.withdraw': withdrawNotice,
  'notice.summarise': summariseNotice,
  'notice.calendar': calendarOfNotice,
  'station.follow': followStation,
  'station.followed': followedStations,
  'registration.make': makeRegistration,
  'registration.accept': acceptRegistration,
  'registration.cancel': cancelRegistration,
  'registration.mine': myRegistrations,
  'registration.list': listRegistrations,
  'registration.checkIn': checkInRegistration,
  'registration.walkIn': walkInRegistration,
  'registration.sheet': sheetOfRegistrations,
  'sheet.take': takeSheet,
}
