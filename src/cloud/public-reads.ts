import type { OperationName } from '../contract'

/**
 * What shows public pages and figures, and changes nothing: it may come from a replica. Not here: what opens a session or
 * tries a code before anybody is signed in, since both write.
 */
export const publicReads: ReadonlySet<string> = new Set<OperationName>([
  'congress.list',
  'congress.open',
  'constituency.list',
  'constituency.locate',
  'station.nearby',
  'station.open',
  'deputy.search',
  'deputy.open',
  'code.open',
  'concern.route',
  'topic.suggest',
  'published.list',
  'published.open',
  'notice.list',
  'notice.open',
  'notice.calendar',
  'visit.slots',
  'figures.open',
  'seal.list',
])
