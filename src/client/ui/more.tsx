import { useWords } from '../words'
import { Button } from './button'

/** Reads the next page of a list, where there is one. */
export function More({
  reading,
}: {
  reading: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> }
}) {
  const { general } = useWords()
  if (!reading.hasNextPage) return null
  return (
    <Button isBusy={reading.isFetchingNextPage} onPress={() => void reading.fetchNextPage()}>
      {general.more}
    </Button>
  )
}
