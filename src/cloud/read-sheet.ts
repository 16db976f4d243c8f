import readXlsxFile from 'read-excel-file/node'

/** The first sheet of a workbook, row by row; throws where the bytes are none. Days and times come as Excel shows them. */
export async function readSheet(bytes: Uint8Array): Promise<string[][]> {
  const sheets = await readXlsxFile(Buffer.from(bytes))
  return (sheets[0]?.data ?? []).map((row) => row.map(cellText))
}

/** Excel keeps a time of day as one on the eve of 1900; every other date stands for a day. */
function cellText(value: unknown): string {
  if (value instanceof Date) return value.getUTCFullYear() < 1901 ? value.toISOString().slice(11, 16) : value.toISOString().slice(0, 10)
  return value === null || value === undefined ? '' : String(value)
}
