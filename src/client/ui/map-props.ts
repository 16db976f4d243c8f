import type { Point } from '../../domain/place'

/** What a map shows, on either platform. All points GCJ-02. */
export interface MapProps {
  label: string
  centre: Point | null
  places?: readonly { id: string; name: string; at: Point }[]
  here?: Point | null
  onOpen?: (id: string) => void
  /** Where the person has set a mark; with `onMark` a tap sets it. */
  mark?: Point | null
  onMark?: (at: Point) => void
}
