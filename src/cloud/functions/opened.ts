import type { Context } from '../context'
import { openContext } from '../context'
import { cloudWechat } from '../wechat/sdk'

let opening: Promise<Context> | undefined

/**
 * What a deployed function cannot make for itself: keys of its own would be gone with its instance, and with them
 * every name and phone that they sealed. Photos go to cloud storage, or to a disk that all instances share.
 */
function missing(env: NodeJS.ProcessEnv): string[] {
  const files = env.FILES_CLOUD ? [] : env.FILES_DIR ? ['FILES_KEY'] : ['FILES_CLOUD']
  return ['DATABASE_URL', 'CONTACT_KEY', ...files].filter((name) => !env[name])
}

/** Below the 20 s of api and push, so that a caller hears UNAVAILABLE and not WeChat's own error; the timer has 60 s. */
const PATIENCE_MS = 15_000

/** The context of this instance, opened once; throws what is missing. One instance handles one event at a time, so two connections are enough. */
export function openedContext(patienceMs = PATIENCE_MS): Promise<Context> {
  const names = missing(process.env)
  if (names.length > 0) throw new Error(`This function needs ${names.join(', ')} in its environment (see docs/deploy.md)`)
  const { DATABASE_URL, FILES_DIR, WECHAT_APPID } = process.env
  opening ??= openContext({
    databaseUrl: DATABASE_URL!,
    ...(FILES_DIR && { dataDir: FILES_DIR }),
    connections: 2,
    patienceMs,
    // With an account's own secret it is asked over HTTPS instead.
    ...(!WECHAT_APPID && { wechat: cloudWechat() }),
  })
  // A failed start is not remembered, so that the next call tries again.
  opening.catch(() => (opening = undefined))
  return opening
}

/** Whoever has the mini-program may call any function by its name, unless the environment's rules forbid it; timers and pushes come otherwise. */
export async function refuseClients(): Promise<void> {
  const { default: cloud } = await import('wx-server-sdk')
  const { SOURCE } = cloud.getWXContext()
  // The last hop comes first: `wx_client`, or `scf,wx_client` from another function.
  if (SOURCE && /wx_client|wx_devtools/.test(SOURCE)) throw new Error('This function is not called by a mini-program')
}
