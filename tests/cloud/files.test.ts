import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pino from 'pino'
import { diskFiles, type Files } from '../../src/cloud/files'
import { cloudFiles } from '../../src/cloud/wechat/files'

const photo = Buffer.from('\xff\xd8\xff\xe0 a picture', 'latin1')
let now = new Date('2026-11-23T02:00:00Z')
beforeEach(() => {
  now = new Date('2026-11-23T02:00:00Z')
})

describe('on the host’s disk', () => {
  let folder: string
  let files: Files
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'lianxinqiao-disk-'))
    files = diskFiles(folder, Buffer.alloc(32, 1), () => now)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const open = async (url: string) => {
    const { pathname, searchParams } = new URL(url, 'http://host')
    return files.open(pathname.split('/').at(-1)!, Number(searchParams.get('expires')), searchParams.get('signature')!)
  }

  test('a link opens its photo for an hour at least, and not for two', async () => {
    const id = randomUUID()
    await files.put(id, photo)
    const link = (await files.urls([id], 'photo')).get(id)!
    expect(await open(link)).toEqual({ type: 'image/jpeg', bytes: photo })
    now = new Date(now.getTime() + 3_600_000)
    expect(await open(link)).not.toBeNull()
    now = new Date(now.getTime() + 3_600_000)
    expect(await open(link)).toBeNull()
  })

  test('a photo that is removed is gone from the disk, and its links open nothing; removing it again is no error', async () => {
    const [kept, removed] = [randomUUID(), randomUUID()]
    await files.put(kept, photo)
    await files.put(removed, photo)
    const links = await files.urls([kept, removed], 'photo')
    await files.remove([removed, randomUUID()])
    await files.remove([removed])
    expect(await open(links.get(removed)!)).toBeNull()
    expect(await open(links.get(kept)!)).not.toBeNull()
    expect((await readdir(folder, { recursive: true })).some((name) => name.endsWith(removed))).toBe(false)
  })
})

/**
 * WeChat's own SDK against a server of ours in place of CloudBase's: what is asked of it and what is made of the answers.
 * That CloudBase answers so, signs its links and lets them run out is for its console to show.
 */
describe('in cloud storage', () => {
  const ROOT = 'cloud://town-1a2b.746f-town-1a2b-1300000000'
  const before = { ...process.env }
  let server: Server
  let stored: Map<string, Buffer>
  let asked: { action: string; count: number }[]
  let isDown = false
  let files: Files

  const bodyOf = async (request: IncomingMessage) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    return Buffer.concat(chunks)
  }
  interface Question {
    action: string
    path: string
    file_list: { fileid: string; max_age: number }[]
    fileid_list: string[]
  }
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const answers: Record<string, (question: Question) => unknown> = {
    'storage.getUploadMetadata': ({ path: name }) => ({
      url: `${origin()}/bucket/${name}`,
      token: 't',
      authorization: 'a',
      fileId: `${ROOT}/${name}`,
      cosFileId: 'c',
    }),
    'storage.batchGetDownloadUrl': ({ file_list }) => ({
      download_list: file_list.map(({ fileid, max_age }) =>
        stored.has(fileid)
          ? {
              code: 'SUCCESS',
              fileid,
              fileID: fileid,
              tempFileURL: `https://storage/${fileid.split('/').at(-1)}?t=${max_age}`,
              maxAge: max_age,
            }
          : { code: 'STORAGE_FILE_NONEXIST', fileid, fileID: fileid, tempFileURL: '' },
      ),
    }),
    'storage.batchDeleteFile': ({ fileid_list }) => ({
      delete_list: fileid_list.map((fileID) => ({ fileID, code: stored.delete(fileID) ? 'SUCCESS' : 'STORAGE_FILE_NONEXIST' })),
    }),
  }

  beforeAll(async () => {
    server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        if (isDown) return response.writeHead(502).end()
        if (request.method === 'PUT') {
          stored.set(`${ROOT}${request.url!.slice('/bucket'.length)}`, body)
          return response.end()
        }
        const question = JSON.parse(body.toString()) as Question
        asked.push({ action: question.action, count: (question.file_list ?? question.fileid_list ?? []).length })
        return response.end(JSON.stringify({ requestId: 'r', data: answers[question.action]!(question) }))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    Object.assign(process.env, {
      TENCENTCLOUD_RUNENV: 'SCF',
      TENCENTCLOUD_REGION: 'ap-shanghai',
      SCF_NAMESPACE: 'town-1a2b',
      TENCENTCLOUD_SECRETID: 'id',
      TENCENTCLOUD_SECRETKEY: 'key',
      TCB_CONTEXT_KEYS: 'TCB_CONTEXT_CNFG',
      TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${origin()}/admin` }),
    })
  })
  afterAll(() => {
    process.env = before
    server.close()
  })
  beforeEach(() => {
    stored = new Map()
    asked = []
    isDown = false
    files = cloudFiles(ROOT, () => now, pino({ level: 'silent' }))
  })

  test('a photo is kept under its id; what links to it is asked for once in a quarter of an hour', async () => {
    const ids = [randomUUID(), randomUUID()]
    for (const id of ids) await files.put(id, photo)
    expect([...stored.keys()]).toEqual(ids.map((id) => `${ROOT}/photos/${id.slice(0, 2)}/${id}.jpg`))
    expect([...stored.values()]).toEqual([photo, photo])
    const links = await files.urls(ids, 'photo')
    expect(links.get(ids[0]!)).toBe(`https://storage/${ids[0]}.jpg?t=7200`)
    expect(await files.urls(ids, 'photo')).toEqual(links)
    const gets = () => asked.filter(({ action }) => action === 'storage.batchGetDownloadUrl')
    expect(gets()).toEqual([{ action: 'storage.batchGetDownloadUrl', count: 2 }])
    now = new Date(now.getTime() + 900_000)
    await files.urls(ids, 'photo')
    expect(gets()).toHaveLength(2)
  })

  test('more than fifty are asked for in parts; one that is not there has no link, the others have theirs', async () => {
    const ids = Array.from({ length: 60 }, () => randomUUID())
    for (const id of ids.slice(1)) await files.put(id, photo)
    const links = await files.urls(ids, 'photo')
    expect([links.size, links.has(ids[0]!)]).toEqual([59, false])
    expect(asked.filter(({ action }) => action === 'storage.batchGetDownloadUrl').map(({ count }) => count)).toEqual([50, 10])
  })

  test('photos that are removed are gone, their links too; one that is gone already is no error', async () => {
    const [kept, removed] = [randomUUID(), randomUUID()]
    await files.put(kept, photo)
    await files.put(removed, photo)
    await files.urls([kept, removed], 'photo')
    await files.remove([removed, randomUUID()])
    expect([...stored.keys()].map((key) => key.split('/').at(-1))).toEqual([`${kept}.jpg`])
    expect([...(await files.urls([kept, removed], 'photo')).keys()]).toEqual([kept])
  })

  test('a recording has an ending of its own, without which no iPhone plays it, and is removed by its id alone', async () => {
    const id = randomUUID()
    await files.put(id, Buffer.from('ID3 a recording'))
    expect([...stored.keys()]).toEqual([`${ROOT}/recordings/${id.slice(0, 2)}/${id}.mp3`])
    expect((await files.urls([id], 'recording')).get(id)).toContain(`${id}.mp3`)
    await files.remove([id])
    expect(stored.size).toBe(0)
  })

  test('while the storage is down a page has no links, and what is to be kept or removed says that it was not', async () => {
    isDown = true
    expect(await files.urls([randomUUID()], 'photo')).toEqual(new Map())
    await expect(files.put(randomUUID(), photo)).rejects.toBeDefined()
    await expect(files.remove([randomUUID()])).rejects.toBeDefined()
  })

  test('the storage of another environment is told from ours', async () => {
    const other = cloudFiles('cloud://town-1a2b.another', () => now, pino({ level: 'silent' }))
    await expect(other.put(randomUUID(), photo)).rejects.toThrow('FILES_CLOUD is cloud://town-1a2b.another, but files of this environment')
    expect(() => cloudFiles('town-1a2b', () => now, pino({ level: 'silent' }))).toThrow('FILES_CLOUD must look like')
  })
})
