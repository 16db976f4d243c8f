import { WHOLE_FILE, type BadCell, type ImportRule } from '../../domain/import'

/** A bad cell in a line for who runs the command. */
export function told({ row, column, value, rule, number }: BadCell): string {
  // What an option names stands in the sentence.
  const isOption = column.startsWith('--')
  const cell = [column, value && !isOption && `“${value.slice(0, 60)}”`].filter(Boolean).join(' ')
  const where = [row === WHOLE_FILE ? '' : `row ${row}`, cell].filter(Boolean).join(', ')
  const why = sentences[rule](number ?? 0, value)
  return where ? `${where}: ${why}` : why
}

const sentences: Record<ImportRule, (number: number, value: string) => string> = {
  empty: () => 'is empty',
  too_long: (most) => `is longer than ${most} characters`,
  taken: (row) => `stands in row ${row} already`,
  same_person: (row) => `the same person stands in row ${row} already`,
  unknown: () => 'nothing has this code, or this name alone',
  date: () => 'is not a date like 2026-12-01',
  time: () => 'is not a time like 9:00',
  order: () => 'is not after the beginning',
  other_end: (row) => `is another end than row ${row} has for the same reception`,
  booked: () => 'is another end than the reception has, for which somebody is booked already: change it on its page',
  hours: () => 'is not like 周一至周五 9:00-17:00',
  degrees: () => 'is not a number of degrees',
  degrees_range: () => 'is out of range (are lon and lat swapped?)',
  swapped: () => 'and lat are swapped',
  congress_code: () => 'must be 1 to 32 letters, digits, - or _',
  division_code: () => 'is not a division code of 2 to 12 digits',
  workdays: () => 'is not a number of working days from 1 to 120',
  days: (most) => `is not a number of days from 1 to ${most}`,
  missing_column: () => 'this column is missing',
  looks_like_deputies: () => 'this column is missing (this looks like a list of deputies: import it as `deputies`)',
  no_table: () => 'this must be a table (CSV or XLSX), not GeoJSON',
  no_geojson: () => 'constituencies come as GeoJSON',
  no_polygon: () => 'is neither a Polygon nor a MultiPolygon',
  no_rings: () => 'has a polygon without rings',
  few_points: () => 'has a ring of fewer than four points',
  no_position: () => 'has a point that is not [lon, lat] in degrees (are they swapped?)',
  empty_file: () => 'The file is empty',
  quote: (line) =>
    `A quotation mark ${line ? `near line ${line}` : 'somewhere'} is not closed, or stands inside a cell: write "" for one within quotes`,
  workbook: () => 'This is not a workbook that can be read: save it as .xlsx once more',
  unreadable: () => 'This is neither a table nor GeoJSON: bring CSV, XLSX or GeoJSON',
  json: () => 'This looks like GeoJSON, but it is not valid JSON',
  no_collection: () => 'A GeoJSON file must be a FeatureCollection',
  many_rows: (most) => `has more than ${most} rows`,
  several_congresses: (_, codes) => `there are several congresses: say which one (${codes})`,
  no_congress: () => 'there is no congress yet: import one first with `congresses`',
  unknown_congress: (_, code) => `there is no congress ${code}: import it first with \`congresses\``,
}
