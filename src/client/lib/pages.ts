import { useInfiniteQuery, type InfiniteData, type QueryKey } from '@tanstack/react-query'
import { useDidShow } from '@tarojs/taro'
import { useMemo, useRef } from 'react'
import type { Input, Output } from '../../contract'
import { call, type Refused } from './call'
import { useIsShown } from './page'

type Listing =
  | 'concern.mine'
  | 'concern.inbox'
  | 'notification.mine'
  | 'visit.mine'
  | 'identity.log'
  | 'published.list'
  | 'notice.list'
  | 'notice.desk'
  | 'registration.mine'

type Item<N extends Listing> = Output<N>['items'][number]

const LIVE_EVERY_MS = 5_000

/** A list that is read page by page and stays up to date while it is shown. Every page is read anew, so more pages are asked less often. */
export function usePages<N extends Listing>(name: N, input: Omit<Input<N>, 'cursor'>) {
  const isShown = useIsShown()
  const wasShown = useRef(false)
  const reading = useInfiniteQuery<Output<N>, Refused, InfiniteData<Output<N>>, QueryKey, string | null>({
    queryKey: [name, 'pages', input],
    queryFn: ({ pageParam }) => call(name, { ...input, ...(pageParam === null ? {} : { cursor: pageParam }) } as Input<N>),
    initialPageParam: null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state }) => (isShown ? LIVE_EVERY_MS * Math.max(1, state.data?.pages.length ?? 1) : false),
  })
  // Coming back from a case that has just been read or worked on.
  useDidShow(() => {
    if (wasShown.current) void reading.refetch()
    wasShown.current = true
  })
  const items = useMemo(() => {
    const all = (reading.data?.pages ?? []).flatMap((page): Item<N>[] => page.items)
    // What moved between two pages while they were read would stand there twice.
    const seen = new Set<string>()
    return all.filter(({ id }) => !seen.has(id) && Boolean(seen.add(id)))
  }, [reading.data])
  return { reading, items, first: reading.data?.pages[0] }
}
