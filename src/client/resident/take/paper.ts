import type { MyDataWords } from '../../words/my-data'

/** A heading with its lines; pictures by id. */
export interface Part {
  title: string
  lines: string[]
  pictures?: readonly { id: string; url: string }[]
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => escapes[sign]!)

/** A file that holds everything in itself. */
export interface Paper {
  title: string
  /** Whose, and when. */
  head: string
  parts: readonly Part[]
  /** For a machine: is at the end, as it is. */
  machine?: string
}

/** A page of its own: no script, nothing that is fetched. What is not in `pictures` is counted, not shown. */
export function htmlOf(
  { title, head, parts, machine }: Paper,
  { photoCount }: Pick<MyDataWords, 'photoCount'>,
  pictures: ReadonlyMap<string, string>,
): string {
  const sections = parts.map(({ title: heading, lines, pictures: shown = [] }) => {
    const images = shown.map(({ id }) => (pictures.has(id) ? `<img alt="" src="${escaped(pictures.get(id)!)}">` : ''))
    const left = shown.filter(({ id }) => !pictures.has(id)).length
    return `<section><h2>${escaped(heading)}</h2>${[...lines, ...(left > 0 ? [photoCount(left)] : [])].map((line) => `<p>${escaped(line)}</p>`).join('')}${images.join('')}</section>`
  })
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>body{max-width:44em;margin:1em auto;padding:0 1em;font:18px/1.6 system-ui,sans-serif}h2{font-size:1.1em;margin:1.5em 0 .3em}p{margin:.2em 0;white-space:pre-wrap;overflow-wrap:anywhere}img{max-width:100%;margin:.3em 0}pre{font-size:12px;white-space:pre-wrap;overflow-wrap:anywhere}@media print{body{font-size:11pt}section{break-inside:avoid}pre{font-size:7pt}}</style>
</head><body><h1>${escaped(title)}</h1><p>${escaped(head)}</p>
${sections.join('\n')}
${machine ? `<pre id="evidence">${escaped(machine)}</pre>\n` : ''}</body></html>
`
}

/** The same as plain words, for a clipboard. */
export const textOf = ({ title, head, parts, machine }: Paper): string =>
  [`${title} · ${head}`, ...parts.map((part) => [part.title, ...part.lines].join('\n')), ...(machine ? [machine] : [])].join('\n\n')
