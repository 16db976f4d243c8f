import { grow, isInBox, isInside, metresToLine, type Boundary, type Box, type Point } from './place'

/** A place nearer than this to a line may be on either side: the residents' own pin and the published lines are no better. */
export const NEAR_LINE_M = 50

/** One constituency (选区) as routing sees it. */
export interface RoutingConstituency {
  id: string
  box: Box
  boundary: Boundary
}

/** One deputy (代表) as routing sees them. */
export interface RoutingDeputy {
  id: string
  /** The deputy's code in the congress: the last word in a tie, so that the same case always goes the same way. */
  code: string
  constituencyId: string | null
  /** Topics this deputy works on; a topic includes those below it. */
  topics: readonly string[]
  /** Whether the rota has them on duty within the coming week. */
  isOnRota: boolean
  openCases: number
}

/** Why a case went where it went. Stored with the case and shown to the resident as a receipt. */
export type RoutingReason =
  | { kind: 'chosen' }
  | { kind: 'constituency'; constituencyId: string }
  | { kind: 'side_chosen'; constituencyId: string }
  | { kind: 'near_line'; constituencyIds: string[]; withinM: number }
  | { kind: 'no_constituency' }
  | { kind: 'no_place' }
  | { kind: 'no_deputy'; constituencyId: string }
  | { kind: 'only_deputy' }
  | { kind: 'topic'; topic: string }
  | { kind: 'rota' }
  | { kind: 'fewest_open'; openCases: number }
  | { kind: 'code' }
  | { kind: 'own_copy'; number: string }
  | { kind: 'many_at_once'; handedIn: number }

export interface Routing {
  /** Absent where the station's desk must decide. */
  deputyId: string | null
  constituencyId: string | null
  /** Constituencies whose line runs within `NEAR_LINE_M` of the place, the containing one left out. */
  also: string[]
  reasons: RoutingReason[]
  /** Other deputies who could take it, best first. */
  alternatives: string[]
}

/** Which constituency holds a point, and which others are so near that the point may be theirs. */
export function locate(at: Point, constituencies: readonly RoutingConstituency[]): { inside: string | null; near: string[] } {
  let inside: string | null = null
  const near: string[] = []
  for (const { id, box, boundary } of constituencies) {
    if (!isInBox(at, grow(box, NEAR_LINE_M))) continue
    if (inside === null && isInside(at, boundary)) inside = id
    else if (metresToLine(at, boundary) <= NEAR_LINE_M) near.push(id)
  }
  return { inside, near }
}

export interface RoutingRequest {
  /** The deputy whom the resident chose, if any: always respected. */
  chosenDeputyId: string | null
  place: Point | null
  /** The side that the resident picked where the place is near a line. */
  chosenConstituencyId: string | null
  /** The topic and those above it, the nearest first. */
  topics: readonly string[]
  constituencies: readonly RoutingConstituency[]
  deputies: readonly RoutingDeputy[]
}

/** Chooses the deputy for a case and says why. Pure: the same request gives the same routing. */
export function route(request: RoutingRequest): Routing {
  const { chosenDeputyId, place, deputies, topics } = request
  const located = place ? locate(place, request.constituencies) : { inside: null, near: [] }
  const desk = (constituencyId: string | null, reason: RoutingReason, alternatives: string[] = []): Routing => ({
    deputyId: null,
    constituencyId,
    also: located.near,
    reasons: [reason],
    alternatives,
  })

  if (chosenDeputyId) {
    const chosen = deputies.find(({ id }) => id === chosenDeputyId)
    const alternatives = rank(
      deputies.filter(({ id, constituencyId }) => id !== chosenDeputyId && constituencyId === chosen?.constituencyId),
      topics,
    )
    return {
      deputyId: chosenDeputyId,
      constituencyId: located.inside,
      also: located.near,
      reasons: [{ kind: 'chosen' }],
      alternatives: alternatives.map(({ id }) => id),
    }
  }
  if (!place) return desk(null, { kind: 'no_place' })

  const sides = located.inside ? [located.inside, ...located.near] : located.near
  if (sides.length === 0) return desk(null, { kind: 'no_constituency' })
  const isNearLine = located.near.length > 0
  const side = request.chosenConstituencyId && sides.includes(request.chosenConstituencyId) ? request.chosenConstituencyId : null
  const ofSides = deputies.filter(({ constituencyId }) => constituencyId !== null && sides.includes(constituencyId))
  if (isNearLine && !side) {
    const alternatives = rank(ofSides, topics).map(({ id }) => id)
    return desk(located.inside, { kind: 'near_line', constituencyIds: sides, withinM: NEAR_LINE_M }, alternatives)
  }

  const constituencyId = side ?? sides[0]!
  const ranked = rank(
    ofSides.filter((deputy) => deputy.constituencyId === constituencyId),
    topics,
  )
  const [best, second] = ranked
  if (!best) return desk(constituencyId, { kind: 'no_deputy', constituencyId })
  return {
    deputyId: best.id,
    constituencyId,
    also: located.near,
    reasons: [{ kind: side ? 'side_chosen' : 'constituency', constituencyId }, ...whyBest(best, second, topics)],
    alternatives: ranked.slice(1).map(({ id }) => id),
  }
}

/** Topic first, then the rota, then the fewest open cases, then the code. */
function rank(deputies: readonly RoutingDeputy[], topics: readonly string[]): RoutingDeputy[] {
  return [...deputies].sort(byPrecedence(topics))
}

const byPrecedence = (topics: readonly string[]) => (a: RoutingDeputy, b: RoutingDeputy) =>
  topicDistance(a, topics) - topicDistance(b, topics) ||
  Number(b.isOnRota) - Number(a.isOnRota) ||
  a.openCases - b.openCases ||
  (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)

/** 0 where the deputy works on the topic itself, 1 on the one above it …; the number of topics where on none. */
function topicDistance(deputy: RoutingDeputy, topics: readonly string[]): number {
  const index = topics.findIndex((topic) => deputy.topics.includes(topic))
  return index === -1 ? topics.length : index
}

/** What spoke for the best, down to the first thing that set them apart from the next. */
function whyBest(best: RoutingDeputy, second: RoutingDeputy | undefined, topics: readonly string[]): RoutingReason[] {
  if (!second) return [{ kind: 'only_deputy' }]
  const reasons: RoutingReason[] = []
  const distance = topicDistance(best, topics)
  const topic = topics[distance]
  if (topic !== undefined) reasons.push({ kind: 'topic', topic })
  if (distance !== topicDistance(second, topics)) return reasons
  if (best.isOnRota) reasons.push({ kind: 'rota' })
  if (best.isOnRota !== second.isOnRota) return reasons
  reasons.push({ kind: 'fewest_open', openCases: best.openCases })
  return best.openCases === second.openCases ? [...reasons, { kind: 'code' }] : reasons
}
