import type { ActorScope, Change } from '../operation'
import { record, write } from '../concern/record'
import { keepOpening } from '../identity/keep'
import { refuse } from '../refusal'

const assistanceOf = ({ db, congress }: Pick<ActorScope, 'db' | 'congress'>, id: string) =>
  db
    .selectFrom('assistances')
    .innerJoin('concerns', (join) =>
      join.onRef('concerns.congress_id', '=', 'assistances.congress_id').onRef('concerns.id', '=', 'assistances.id'),
    )
    .where('assistances.congress_id', '=', congress.id)
    .where('assistances.id', '=', id)
    .select(['concerns.id', 'concerns.reporter_id', 'concerns.assignee_id', 'assistances.station_id', 'consent'])

/** As what somebody may look at a consent: the person, the station that filed the case, the office; the deputy never. */
async function seen(scope: ActorScope, id: string) {
  const { actor } = scope
  const row = await assistanceOf(scope, id).executeTakeFirst()
  if (!row) return refuse('NOT_FOUND')
  if (row.reporter_id === actor.personId) return { row, by: 'reporter' as const }
  if (row.assignee_id && actor.deputyIds.includes(row.assignee_id)) return refuse('NOT_FOUND')
  if (actor.stationIds.includes(row.station_id)) return { row, by: 'helper' as const }
  if (actor.isOffice) return { row, by: 'office' as const }
  return refuse('NOT_FOUND')
}

/** 查看委托材料: who is not the person leaves a reason in the case. */
export const openConsent: Change<'concern.openConsent'> = {
  async run(scope, { id, reason }) {
    await scope.db
      .selectFrom('concerns')
      .where('congress_id', '=', scope.congress.id)
      .where('id', '=', id)
      .select('id')
      .forUpdate()
      .executeTakeFirst()
    const { row, by } = await seen(scope, id)
    if (by === 'reporter') return { id }
    const { id: messageId } = await write(scope, row, { kind: 'consent_opened', by, text: reason })
    await record(scope, row, { kind: 'consent_opened', by, data: { messageId } })
    // A signed paper tells who it is.
    await keepOpening(scope, row, { what: 'identity', by: by === 'helper' ? 'desk' : 'office', reason })
    return { id }
  },
  async answer(scope, { id }) {
    const { row } = await seen(scope, id)
    const papers = await scope.db
      .selectFrom('consent_papers')
      .where('congress_id', '=', scope.congress.id)
      .where('assistance_id', '=', id)
      .selectAll()
      .execute()
    const idsOf = (kind: 'photo' | 'recording') => papers.filter((paper) => paper.kind === kind).map(({ file_id }) => file_id)
    const [photos, recordings] = await Promise.all([
      scope.files.urls(idsOf('photo'), 'photo'),
      scope.files.urls(idsOf('recording'), 'recording'),
    ])
    const spoken = papers.find(({ kind }) => kind === 'recording')
    return {
      kind: row.consent,
      photos: idsOf('photo').map((photoId) => ({ id: photoId, url: photos.get(photoId) ?? '' })),
      recording: spoken ? { id: spoken.file_id, url: recordings.get(spoken.file_id) ?? '', seconds: spoken.seconds ?? 0 } : null,
    }
  },
}
