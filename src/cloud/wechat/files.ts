import type { Logger } from 'pino'
import { imageType, type FileKind, type Files } from '../files'

/** getTempFileURL and deleteFile take 50 at once. */
const AT_ONCE = 50
const LINK_S = 2 * 3600
/** A link that was just made is given again, so that a phone can cache what it leads to. */
const AGAIN_MS = 900_000
const LINKS_MAX = 1000
const ABSENT = -503003

/**
 * Files in the environment's cloud storage. `root` is what its file ids begin with (`cloud://ENV.BUCKET`), since a
 * name alone opens nothing there. The storage must be closed to all but its administrators: links are then signed
 * by it and run out. They lead to the storage itself, so that nothing is ours to `open`.
 */
export function cloudFiles(root: string, now: () => Date, log: Logger): Files {
  const [, env] = /^cloud:\/\/([\w-]+)\.[\w-]+$/.exec(root) ?? []
  if (!env) throw new Error('FILES_CLOUD must look like cloud://ENV.BUCKET, as the storage’s file ids begin')
  // The storage tells a phone what a file is by its ending, and no iPhone plays what has none. Whether a picture is a JPEG, phones see for themselves.
  const pathOf = (id: string, kind: FileKind) =>
    kind === 'photo' ? `photos/${id.slice(0, 2)}/${id}.jpg` : `recordings/${id.slice(0, 2)}/${id}.mp3`
  const fileOf = (id: string, kind: FileKind) => `${root}/${pathOf(id, kind)}`
  const links = new Map<string, { url: string; until: number }>()
  let initialised: Promise<typeof import('wx-server-sdk')> | undefined
  // A tenth of a second to load, which only calls with photos pay.
  const sdk = () =>
    (initialised ??= import('wx-server-sdk').then(({ default: cloud }) => {
      cloud.init({ env })
      return cloud
    }))

  return {
    async put(id, bytes) {
      const kind = imageType(bytes) ? 'photo' : 'recording'
      const { fileID } = await (await sdk()).uploadFile({ cloudPath: pathOf(id, kind), fileContent: Buffer.from(bytes) })
      if (fileID !== fileOf(id, kind)) throw new Error(`FILES_CLOUD is ${root}, but files of this environment are called ${fileID}`)
    },
    async urls(ids, kind) {
      const at = now().getTime()
      const known = (id: string) => (links.get(id)?.until ?? 0) > at
      for (const some of chunks(ids.filter((id) => !known(id)))) {
        try {
          const answer = await (await sdk()).getTempFileURL({ fileList: some.map((id) => ({ fileID: fileOf(id, kind), maxAge: LINK_S })) })
          if (links.size > LINKS_MAX) links.clear()
          const idOf = new Map(some.map((id) => [fileOf(id, kind), id]))
          for (const { fileID, tempFileURL } of answer?.fileList ?? [])
            if (tempFileURL && idOf.has(fileID)) links.set(idOf.get(fileID)!, { url: tempFileURL, until: at + AGAIN_MS })
        } catch (error) {
          // A case opens without its photos rather than not at all.
          log.warn({ reason: reasonOf(error) }, 'no links from cloud storage')
        }
      }
      return new Map(ids.flatMap((id) => (known(id) ? [[id, links.get(id)!.url] as const] : [])))
    },
    open: async () => null,
    async remove(ids) {
      // Nobody says which of the two it was, and what is not there is no error.
      for (const some of chunks(ids.flatMap((id) => [fileOf(id, 'photo'), fileOf(id, 'recording')]))) {
        const answer = await (await sdk()).deleteFile({ fileList: some })
        const kept = (answer?.fileList ?? []).filter(({ status }) => status !== 0 && status !== ABSENT)
        if (kept.length > 0) throw new Error(`${kept.length} files were not removed: ${kept[0]!.errMsg}`)
      }
      for (const id of ids) links.delete(id)
    },
  }
}

const reasonOf = (error: unknown) =>
  typeof error === 'object' && error !== null && 'errMsg' in error ? String(error.errMsg) : String(error)

function chunks(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, index) => ids.slice(index * AT_ONCE, (index + 1) * AT_ONCE))
}
