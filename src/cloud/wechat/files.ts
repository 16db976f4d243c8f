import type { Logger } from 'pino'
import type { Files } from '../files'

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
  // Without an ending it would be served as bytes of no type; browsers look at the bytes to tell one kind of picture from another.
  const pathOf = (id: string) => `photos/${id.slice(0, 2)}/${id}.jpg`
  const fileOf = (id: string) => `${root}/${pathOf(id)}`
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
      const { fileID } = await (await sdk()).uploadFile({ cloudPath: pathOf(id), fileContent: Buffer.from(bytes) })
      if (fileID !== fileOf(id)) throw new Error(`FILES_CLOUD is ${root}, but files of this environment are called ${fileID}`)
    },
    async urls(ids) {
      const at = now().getTime()
      const known = (id: string) => (links.get(id)?.until ?? 0) > at
      for (const some of chunks(ids.filter((id) => !known(id)))) {
        try {
          const answer = await (await sdk()).getTempFileURL({ fileList: some.map((id) => ({ fileID: fileOf(id), maxAge: LINK_S })) })
          if (links.size > LINKS_MAX) links.clear()
          const idOf = new Map(some.map((id) => [fileOf(id), id]))
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
      for (const some of chunks(ids)) {
        const answer = await (await sdk()).deleteFile({ fileList: some.map(fileOf) })
        const kept = (answer?.fileList ?? []).filter(({ status }) => status !== 0 && status !== ABSENT)
        if (kept.length > 0) throw new Error(`${kept.length} files were not removed: ${kept[0]!.errMsg}`)
        for (const id of some) links.delete(id)
      }
    },
  }
}

const reasonOf = (error: unknown) =>
  typeof error === 'object' && error !== null && 'errMsg' in error ? String(error.errMsg) : String(error)

function chunks(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, index) => ids.slice(index * AT_ONCE, (index + 1) * AT_ONCE))
}
