/**
 * Serves a built mini-program to a browser that plays WeChat, and its cloud functions beside it.
 *
 * The page code is the one that would be uploaded: the WXML and WXSS of dist/weapp, compiled by WeChat's own open component
 * framework (glass-easel), its scripts run without a browser's globals, its `wx.cloud.callFunction` answered by the bundled
 * functions of dist/functions on a real PostgreSQL.
 *
 * It is not WeChat. Built-in components are plain HTML with the events that WeChat documents; there is no map, no video, no login,
 * no phone number, no subscription pop-up, no review of texts, no device. What WeChat asks a person in a window of its own
 * (location, photo, scan) the test answers. Those, and how it looks and feels on a phone, need DevTools or a phone.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { build } from 'esbuild'
import { compile } from './compile'
import { openFunctions } from './functions'

export interface Weapp {
  url: string
  close(): Promise<void>
}

export interface WeappOptions {
  dist: string
  /** The folder of the bundled functions. */
  functions: string
  /** The environment of the functions: DATABASE_URL, keys. */
  env: Record<string, string>
  port?: number
}

const types: Record<string, string> = { '.png': 'image/png', '.jpg': 'image/jpeg', '.svg': 'image/svg+xml', '.webp': 'image/webp' }

export async function serveWeapp(options: WeappOptions): Promise<Weapp> {
  const bundle = await build({
    entryPoints: [path.join(__dirname, 'browser/main.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  })
  const script = bundle.outputFiles[0]!.text
  const look = await readFile(path.join(__dirname, 'browser/look.css'), 'utf8')
  const built = JSON.stringify(compile(options.dist))
  const functions = openFunctions(options.functions, options.env)
  const html = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>weapp</title><style>${look}</style><body><script src="/host.js"></script>`

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => send(response, 500, 'text/plain', String(error)))
  })
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://host')
    if (pathname === '/') return send(response, 200, 'text/html', html)
    if (pathname === '/host.js') return send(response, 200, 'text/javascript', script)
    if (pathname === '/built.json') return send(response, 200, 'application/json', built)
    if (pathname.startsWith('/call/')) {
      const { event, openid } = JSON.parse(await bodyOf(request)) as { event: unknown; openid: string }
      return send(response, 200, 'application/json', JSON.stringify(await functions.call(pathname.slice('/call/'.length), event, openid)))
    }
    const file = path.join(options.dist, path.normalize(pathname))
    const type = types[path.extname(file)]
    const bytes = type && (await readFile(file).catch(() => null))
    return type && bytes ? send(response, 200, type, bytes) : send(response, 404, 'text/plain', '')
  }
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      functions.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' }).end(body)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
