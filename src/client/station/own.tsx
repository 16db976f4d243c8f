import { useMemo } from 'react'
import { useMe } from '../lib/session'
import { Choice } from '../ui/choice'
import { useDeskWords } from '../words/desk'

/** The stations where this clerk works. */
export function useOwnStations(): { id: string; name: string }[] {
  const { data: me } = useMe()
  return useMemo(() => (me?.roles ?? []).flatMap(({ role, id, name }) => (role === 'staff' && id ? [{ id, name }] : [])), [me])
}

/** Which of them it is for; nothing where there is one. */
export function StationField({ stationId, onChoose }: { stationId: string; onChoose: (id: string) => void }) {
  const { desk } = useDeskWords()
  const stations = useOwnStations()
  if (stations.length < 2) return null
  return (
    <Choice
      name="stationId"
      label={desk.station}
      isCompact
      options={stations.map(({ id, name }) => ({ value: id, label: name }))}
      value={stationId}
      onChoose={onChoose}
    />
  )
}
