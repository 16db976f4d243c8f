import { parseArgs } from 'node:util'
import { congressOf } from '../congress/find'
import { invitationText, invite } from '../invitation/make'
import { withDatabase } from './database'

const usage = `npm run invite -- --congress CODE
Makes the invitation that binds the first person of a congress's office. It works once, within seven days;
that person invites everybody else in the mini-program. PUBLIC_URL is put before its link.`

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { congress: { type: 'string' }, help: { type: 'boolean', short: 'h' } } })
  if (values.help || !values.congress) throw new Error(usage)
  const code = values.congress
  const lines = await withDatabase(async (context) => {
    const congress = await congressOf(context.db, code, null)
    if (!congress) throw new Error(`There is no congress ${code}`)
    return context.db.transaction().execute(async (db) => {
      const scope = { ...context, db, congress, at: context.now() }
      const made = await invite(scope, { role: 'office', targetId: null, madeBy: null })
      return [made.code, invitationText(scope, made.code), `valid until ${made.expiresAt.toISOString()}`]
    })
  })
  process.stdout.write(`${lines.join('\n')}\n`)
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
