import { openCode } from './code/open'
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
import { inboxOfConcerns, myConcerns } from './concern/list'
import { openConcern } from './concern/open'
import { routeConcern } from './concern/route'
import { submitConcern } from './concern/submit'
import { listCongresses, openCongress } from './congress/open'
import { listConstituencies, locateConstituency } from './constituency/locate'
import { openDeputy, searchDeputies } from './deputy/open'
import type { Handlers } from './operation'
import { agree } from './person/agree'
import { erasePerson } from './person/erase'
import { exportPerson } from './person/export'
import { openHoldings } from './person/holdings'
import { openMe } from './person/me'
import { endSession } from './person/session'
import { addPhoto } from './photo/add'
import { nearbyStations } from './station/nearby'
import { openStation } from './station/open'
import { saveTopic } from './topic/save'

/** What each operation of the contract runs. */
export const handlers: Handlers = {
  'congress.list': listCongresses,
  'congress.open': openCongress,
  'person.me': openMe,
  'person.agree': agree,
  'person.holdings': openHoldings,
  'person.export': exportPerson,
  'person.endSession': endSession,
  'person.erase': erasePerson,
  'topic.save': saveTopic,
  'constituency.list': listConstituencies,
  'constituency.locate': locateConstituency,
  'station.nearby': nearbyStations,
  'station.open': openStation,
  'deputy.search': searchDeputies,
  'deputy.open': openDeputy,
  'code.open': openCode,
  'photo.add': addPhoto,
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
  'concern.passOn': passOnConcern,
  'concern.sendBack': sendBackConcern,
  'concern.say': sayConcern,
  'concern.chase': chaseConcern,
  'concern.judge': judgeConcern,
  'concern.withdraw': withdrawConcern,
  'concern.openContact': openContact,
  'concern.correctContact': correctContact,
}
