import { rotateContacts } from '../rotate'
import { withDatabase } from './database'
import { progressOf } from './progress'

const usage = `CONTACT_KEY=new CONTACT_KEY_OLD=old npm run keys:rotate
  Seals every name and phone anew with CONTACT_KEY. First give both keys to every host and function, so that they open either.
  It may be stopped at any time: started again it goes on with what is left.`

async function main(): Promise<number> {
  const { CONTACT_KEY, CONTACT_KEY_OLD } = process.env
  if (!CONTACT_KEY || !CONTACT_KEY_OLD || CONTACT_KEY === CONTACT_KEY_OLD) throw new Error(usage)
  const say = (line: string) => process.stdout.write(`${line}\n`)
  const progress = progressOf('sealed anew')
  const { resealed, unreadable } = await withDatabase((context) => rotateContacts(context, progress.show)).finally(progress.end)
  say(`${resealed} sealed anew`)
  for (const { table, id } of unreadable) say(`neither key opens the contact of ${table} ${id}`)
  say(unreadable.length === 0 ? 'CONTACT_KEY_OLD is needed no more' : 'Keep CONTACT_KEY_OLD, and look for the key that sealed these')
  return unreadable.length === 0 ? 0 : 1
}

// Node ends with 0 where nothing is left to wait for, even if the work has not come to its end.
process.exitCode = 1
main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  },
)
