import type { Boundary, Point, Position } from '../../../domain/place'
import { seeded } from './random'

/** 云溪区 does not exist: its streets, stations and people are invented, and its ground is laid where a plain is. GCJ-02. */
export const CONGRESS = { code: 'YUNXI', name: '云溪区人民代表大会', division: '990100', district: '云溪区' }
const WEST = 119.42
const SOUTH = 29.78
const COLUMNS = 5
const ROWS = 4
const STEP_LON = 0.016
const STEP_LAT = 0.014

export const streets = ['云溪', '桃源', '松涛', '临江', '望月', '南塘', '柳堤', '石桥'] as const
const communities = ['东苑', '西苑', '新村', '河畔', '北里'] as const

export interface Division {
  code: string
  parentCode: string | null
  name: string
  centre: Point
}

/** The district, its eight streets (街道) and forty communities (社区). */
export function divisions(): Division[] {
  const centre = (column: number, row: number) => ({
    lon: round(WEST + (column + 0.5) * STEP_LON),
    lat: round(SOUTH + (row + 0.5) * STEP_LAT),
  })
  return [
    { code: CONGRESS.division, parentCode: null, name: CONGRESS.district, centre: centre(2, 1.5) },
    ...streets.flatMap((street, index) => {
      const code = `9901${String(index + 1).padStart(2, '0')}`
      const [column, row] = [(index % 4) * 1.25 + 0.1, Math.floor(index / 4) * 2 + 0.5]
      return [
        { code, parentCode: CONGRESS.division, name: `${street}街道`, centre: centre(column, row) },
        ...communities.map((community, at) => ({
          code: `${code}${String(at + 1).padStart(3, '0')}`,
          parentCode: code,
          name: `${street}${community}社区`,
          centre: centre(column + (at % 3) * 0.4 - 0.4, row + Math.floor(at / 3) * 0.8 - 0.4),
        })),
      ]
    }),
  ]
}

export interface Constituency {
  code: string
  name: string
  boundary: Boundary
  centre: Point
}

/** Twenty constituencies that tile the district: a grid whose inner corners are shaken, so that neighbours share their lines exactly. */
export function constituencies(): Constituency[] {
  const random = seeded(7)
  const corners = Array.from({ length: ROWS + 1 }, (_, row) =>
    Array.from({ length: COLUMNS + 1 }, (__, column): Position => {
      const isInner = row > 0 && row < ROWS && column > 0 && column < COLUMNS
      const shake = () => (isInner ? (random() - 0.5) * 0.5 : 0)
      return [round(WEST + (column + shake()) * STEP_LON), round(SOUTH + (row + shake()) * STEP_LAT)]
    }),
  )
  return Array.from({ length: ROWS * COLUMNS }, (_, index) => {
    const [row, column] = [Math.floor(index / COLUMNS), index % COLUMNS]
    const ring = [
      corners[row]![column]!,
      corners[row]![column + 1]!,
      corners[row + 1]![column + 1]!,
      corners[row + 1]![column]!,
      corners[row]![column]!,
    ]
    const mean = (axis: 0 | 1) => round(ring.slice(0, 4).reduce((sum, corner) => sum + corner[axis], 0) / 4)
    return {
      code: String(index + 1).padStart(2, '0'),
      name: `第${index + 1}选区`,
      boundary: { type: 'MultiPolygon', coordinates: [[ring]] },
      centre: { lon: mean(0), lat: mean(1) },
    }
  })
}

/** The middle of a line between two neighbouring constituencies: a place that may be on either side. */
export function middleOfLine(index: number): Point {
  const all = constituencies()
  const eastern = all.filter((_, at) => at % COLUMNS < COLUMNS - 1)
  const [, southEast, northEast] = eastern[index % eastern.length]!.boundary.coordinates[0]![0]!
  return { lon: round((southEast![0] + northEast![0]) / 2), lat: round((southEast![1] + northEast![1]) / 2) }
}

function round(degrees: number): number {
  return Number(degrees.toFixed(6))
}
