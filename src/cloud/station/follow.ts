import type { Change, Handler } from '../operation'
import { refuse } from '../refusal'

/** 关注 */
export const followStation: Change<'station.follow', { isFollowed: boolean }> = {
  async run({ db, congress, actor, at }, { id, isFollowed }) {
    const station = await db
      .selectFrom('stations')
      .where('congress_id', '=', congress.id)
      .where('id', '=', id)
      .select('id')
      .executeTakeFirst()
    if (!station) return refuse('NOT_FOUND')
    if (isFollowed)
      await db
        .insertInto('station_follows')
        .values({ congress_id: congress.id, station_id: id, person_id: actor.personId, followed_at: at })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    else
      await db
        .deleteFrom('station_follows')
        .where('congress_id', '=', congress.id)
        .where('station_id', '=', id)
        .where('person_id', '=', actor.personId)
        .execute()
    return { isFollowed }
  },
  answer: async (_, outcome) => outcome,
}

export const followedStations: Handler<'station.followed'> = async ({ db, congress, actor }) => ({
  items: await db
    .selectFrom('station_follows')
    .innerJoin('stations', (join) =>
      join.onRef('stations.congress_id', '=', 'station_follows.congress_id').onRef('stations.id', '=', 'station_follows.station_id'),
    )
    .where('station_follows.congress_id', '=', congress.id)
    .where('person_id', '=', actor.personId)
    .select(['stations.id', 'stations.name'])
    .orderBy('stations.code')
    .execute(),
})
