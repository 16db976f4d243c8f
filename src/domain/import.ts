/** What the office may bring as a file by itself (导入表格); the rest is for who runs the system. */
export const officeImportKinds = ['deputies', 'stations', 'rosters'] as const
export type OfficeImportKind = (typeof officeImportKinds)[number]

/** Which datum the coordinates of a file have: GPS's own, that of every Chinese map, or Baidu's. */
export const datums = ['wgs84', 'gcj02', 'bd09'] as const
export type Datum = (typeof datums)[number]

/** A file of 3,000 deputies is a quarter of it. Base64 of it fits into what a host takes at once. */
export const IMPORT_BYTES_MAX = 2_097_152

/** Rows of a file that the office brings: a minute of work would outlast a phone's patience. More come by command line. */
export const IMPORT_ROWS_MAX = 5_000

/** The columns of a file as its sample has them; others by these names, in English too, are found in any order (cloud/import). */
export const importHeaders: Record<OfficeImportKind, readonly string[]> = {
  deputies: ['编号', '姓名', '性别', '出生年', '选区', '代表团', '职务', '关注领域', '联络站', '简介'],
  stations: ['编号', '名称', '地址', '经度', '纬度', '类型', '电话', '开放时间', '街道', '简介'],
  rosters: ['联络站', '代表', '日期', '开始', '结束'],
}

/** Why a cell, a column or a whole file cannot be taken. Those with a number say in `number` which. */
export const importRules = [
  'empty',
  /** `number`: the longest. */
  'too_long',
  /** `number`: the row that has it already. */
  'taken',
  /** `number`: the row where the same person stands. */
  'same_person',
  /** Nothing has this code, or this name alone. */
  'unknown',
  'date',
  'time',
  'order',
  /** `number`: the row with another end of the same reception. */
  'other_end',
  'booked',
  'hours',
  'degrees',
  'degrees_range',
  'swapped',
  'congress_code',
  'division_code',
  'workdays',
  /** `number`: the most days. */
  'days',
  'missing_column',
  'looks_like_deputies',
  'no_table',
  'no_geojson',
  'no_polygon',
  'no_rings',
  'few_points',
  'no_position',
  'empty_file',
  /** `number`: the line with the quotation mark, or 0. */
  'quote',
  'workbook',
  'unreadable',
  'json',
  'no_collection',
  'many_rows',
  'several_congresses',
  'no_congress',
  'unknown_congress',
] as const
export type ImportRule = (typeof importRules)[number]

/** One bad cell, as the person who has the file open sees it: the header is row 1, `WHOLE_FILE` no row at all. */
export interface BadCell {
  row: number
  column: string
  value: string
  rule: ImportRule
  number: number | null
}

/** In place of a row's number where the file as a whole is meant. */
export const WHOLE_FILE = 0
