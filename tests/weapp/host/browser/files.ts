import type { settle as Settle } from './wx'

/** Temporary files are data URLs here, so that an image shows them as they are. */
export function files(settle: typeof Settle) {
  const read = (path: string, encoding?: string): string | ArrayBuffer => {
    const match = /^data:[^,]*;base64,(.*)$/s.exec(path)
    if (!match) throw new Error(`no such file: ${path.slice(0, 60)}`)
    if (encoding === 'base64') return match[1]!
    const bytes = Uint8Array.from(atob(match[1]!), (letter) => letter.charCodeAt(0))
    return encoding ? new TextDecoder().decode(bytes) : bytes.buffer
  }
  return {
    readFileSync: read,
    readFile: (options: Record<string, unknown>) =>
      settle('readFile', options, () => ({ data: read(String(options.filePath), options.encoding as string | undefined) })),
  }
}
