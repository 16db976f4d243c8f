import {
  keepPreviousData,
  QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query'
import { useRef } from 'react'
import type { Input, OperationName, Operations, Output } from '../../contract'
import { call, isRefused, newRequestId, type Refused } from './call'
import { useIsShown } from './page'

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // A phone's "online" is a guess; a call that fails says so itself.
      networkMode: 'always',
      staleTime: 3_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 2 && isRefused(error) && (error.code === 'OFFLINE' || error.code === 'UNAVAILABLE'),
      retryDelay: (count) => 500 * 2 ** count,
    },
    mutations: { networkMode: 'always', retry: false },
  },
})

const LIVE_EVERY_MS = 5_000

/** Reads through an operation and keeps the answer. `isLive`: asks again every 5 s while the page is shown. */
export function useCall<N extends OperationName>(
  name: N,
  input: Input<N>,
  { isEnabled = true, isLive = false, keepsPrevious = false }: { isEnabled?: boolean; isLive?: boolean; keepsPrevious?: boolean } = {},
): UseQueryResult<Output<N>, Refused> {
  const isShown = useIsShown(isLive)
  return useQuery<Output<N>, Refused>({
    queryKey: [name, input],
    queryFn: () => call(name, input),
    enabled: isEnabled,
    refetchInterval: isLive && isShown ? LIVE_EVERY_MS : false,
    ...(keepsPrevious ? { placeholderData: keepPreviousData as never } : {}),
  })
}

/** Operations that change something. */
export type ChangeName = {
  [N in OperationName]: Operations[N] extends { isChange: boolean } ? (Input<N> extends { requestId: string } ? N : never) : never
}[OperationName]
export type Change<N extends ChangeName> = Omit<Input<N>, 'requestId'> & { requestId?: string }

/**
 * Changes something. The request id stays with its input until that has succeeded, so that a second try after a lost
 * connection is the same request, and another input is another; whatever was read before is then read anew.
 */
export function useChange<N extends ChangeName>(
  name: N,
  { onDone }: { onDone?: (output: Output<N>) => void } = {},
): UseMutationResult<Output<N>, Refused, Change<N>> {
  const sent = useRef<{ requestId: string; input: string } | null>(null)
  const client = useQueryClient()
  return useMutation<Output<N>, Refused, Change<N>>({
    mutationFn: (change) => {
      const input = JSON.stringify(change)
      const request = sent.current?.input === input ? sent.current : { requestId: newRequestId(), input }
      sent.current = request
      return call(name, { requestId: request.requestId, ...change } as unknown as Input<N>)
    },
    onSuccess: (output, change) => {
      // Not that of another, which was sent meanwhile.
      if (sent.current?.input === JSON.stringify(change)) sent.current = null
      const noun = name.split('.')[0]
      void client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith(`${noun}.`) })
      onDone?.(output)
    },
  })
}
