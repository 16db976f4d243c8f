import { useQueryClient } from '@tanstack/react-query'
import { useChange } from '../../lib/query'

type Step = 'registration.make' | 'registration.accept' | 'registration.cancel'

/** A step on one's own place. It answers with the notice as it then is, which is seen at once and not with the next poll. */
export function useRegistrationStep<N extends Step>(name: N, noticeId: string, onDone?: () => void) {
  const client = useQueryClient()
  return useChange<N>(name, {
    onDone: (view) => {
      const queryKey = ['notice.open', { id: noticeId }]
      // What a poll asked before this step would come back older.
      void client.cancelQueries({ queryKey })
      client.setQueryData(queryKey, view)
      void client.invalidateQueries({ queryKey: ['notice.list'] })
      onDone?.()
    },
  })
}
