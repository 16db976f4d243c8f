import { cardsOf } from '../deputy/card'
import type { Handler } from '../operation'
import { refuse } from '../refusal'
import { comingReceptions, itemOf, receptionViews } from './item'

/** A station's page. */
export const openStation: Handler<'station.open'> = async (scope, { id }) => {
  const { db, congress, files } = scope
  const row = await db
    .selectFrom('stations')
    .leftJoin('short_codes', (join) =>
      join.onRef('short_codes.congress_id', '=', 'stations.congress_id').onRef('target_id', '=', 'stations.id'),
    )
    .where('stations.congress_id', '=', congress.id)
    .where('stations.id', '=', id)
    .select([
      'stations.id',
      'stations.kind',
      'name',
      'address',
      'lon',
      'lat',
      'hours',
      'phone',
      'introduction',
      'photo_ids',
      'short_codes.code as short_code',
      comingReceptions(scope).as('coming'),
    ])
    .executeTakeFirst()
  if (!row) return refuse('NOT_FOUND')
  const [deputies, notices] = await Promise.all([
    db
      .selectFrom('station_deputies')
      .innerJoin('deputies', (join) =>
        join.onRef('deputies.congress_id', '=', 'station_deputies.congress_id').onRef('deputies.id', '=', 'deputy_id'),
      )
      .where('station_deputies.congress_id', '=', congress.id)
      .where('station_id', '=', id)
      .where('is_active', '=', true)
      .select('deputy_id')
      .orderBy('deputies.code')
      .execute(),
    db
      .selectFrom('notices')
      .where('congress_id', '=', congress.id)
      .where('station_id', '=', id)
      .where('state', '=', 'published')
      .where('shown_at', 'is not', null)
      .select(['id', 'title', 'text', 'published_at'])
      .orderBy('pinned_at', (order) => order.desc().nullsLast())
      .orderBy('published_at', 'desc')
      .limit(5)
      .execute(),
  ])
  const coming = receptionViews(row.coming)
  const urls = await files.urls(row.photo_ids, 'photo')
  return {
    ...itemOf(scope, row, coming, undefined),
    phone: row.phone,
    introduction: row.introduction,
    hours: row.hours,
    photos: row.photo_ids.map((photoId) => ({ id: photoId, url: urls.get(photoId) ?? '' })),
    shortCode: row.short_code ?? '',
    deputies: await cardsOf(
      scope,
      deputies.map(({ deputy_id }) => deputy_id),
    ),
    receptions: coming.slice(0, 12),
    notices: notices.map(({ published_at, ...notice }) => ({ ...notice, publishedAt: published_at!.toISOString() })),
  }
}
