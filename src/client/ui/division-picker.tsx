import { View } from '@tarojs/components'
import { below, nameOf, useCongress, type Division } from '../lib/congress'
import { useWords } from '../words'
import { Button } from './button'
import { Choice } from './choice'

/** Chooses a division, one level after the other. `value` is the one chosen so far. */
export function DivisionPicker({
  value,
  onChoose,
  label,
}: {
  value: string | null
  onChoose: (division: Division | null) => void
  label?: string
}) {
  const { station } = useWords()
  const { data: congress } = useCongress()
  if (!congress) return null
  const { divisions } = congress
  const chosen = divisions.find(({ code }) => code === value)
  const children = value ? below(divisions, value) : []
  const level = children.length > 0 || !chosen ? value : parentIn(divisions, chosen)
  const options = below(divisions, level)
  const above = level ? (divisions.find(({ code }) => code === level) ?? null) : null
  return (
    <View className="lx-stack">
      <Choice
        name="division"
        label={[label ?? station.division, above?.name].filter(Boolean).join('：')}
        isCompact
        options={options.map(({ code, name }) => ({ value: code, label: name }))}
        value={value ?? undefined}
        onChoose={(code) => onChoose(divisions.find((division) => division.code === code) ?? null)}
      />
      {above && (
        <Button kind="link" onPress={() => onChoose(divisions.find(({ code }) => code === parentIn(divisions, above)) ?? null)}>
          {station.upDivision}
        </Button>
      )}
      {value && !above && nameOf(divisions, value) && (
        <Button kind="link" onPress={() => onChoose(null)}>
          {station.allDivisions}
        </Button>
      )}
    </View>
  )
}

/** What is above a division, unless that is the one that everything is below. */
function parentIn(divisions: readonly Division[], { parentCode }: Division): string | null {
  const isTop = below(divisions, null).every((each) => each.parentCode === parentCode)
  return parentCode === null || isTop || !divisions.some(({ code }) => code === parentCode) ? null : parentCode
}
