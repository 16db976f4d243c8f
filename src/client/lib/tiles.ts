import { useQuery } from '@tanstack/react-query'
import { request } from './call'

export interface Tiles {
  /** A Leaflet template of a GCJ-02 tile server; null: lines on a plain ground. */
  tiles: string | null
  attribution: string
}

/** What map the host lets its pages draw on. */
export const useTiles = () =>
  useQuery<Tiles>({
    queryKey: ['map.json'],
    staleTime: Infinity,
    queryFn: async () => {
      const { statusCode, data } = await request('GET', '/map.json')
      const found = data as Partial<Tiles> | null
      return statusCode === 200 ? { tiles: found?.tiles ?? null, attribution: found?.attribution ?? '' } : { tiles: null, attribution: '' }
    },
  })
