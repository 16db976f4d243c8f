import { sql } from 'kysely'
import { demoTemplates } from '../../../src/cloud/host/wechat'
import { sendDue } from '../../../src/cloud/notification/send'
import type { Wechat } from '../../../src/cloud/wechat/wechat'
import { batch } from '../concerns'
import { must, type WorkKind } from '../work'

/** As many processes as drain the outbox at once. */
const DRAINERS = 4

/**
 * The outbox, from what is due to what was sent, by four at once. WeChat's place is taken by one that says yes at once, so that what
 * is measured is ours: over the net WeChat itself takes some 50 ms a message.
 */
export const send: WorkKind = {
  name: 'send',
  needsConcerns: false,
  async prepare({ context, db, congresses, sizes }) {
    const { id, code, residents } = congresses[0]!
    const count = Math.min(sizes.messages, residents)
    const sent = new Set<string>()
    let twice = 0
    const wechat: Pick<Wechat, 'sendMessage'> = {
      sendMessage: ({ openid }) => {
        if (sent.has(openid)) twice += 1
        sent.add(openid)
        return Promise.resolve({ ok: true })
      },
    }
    const sender = { ...context, wechat: wechat as Wechat, templates: demoTemplates }
    const congress = { id, code, name: code, divisionCode: null, settings: { answerWithinWorkdays: 10 } }
    const fill = () =>
      batch(db, async (trx) => {
        await sql`update persons set openid = 'o' || id where congress_id = ${id} and id in (
          select md5('0 resident ' || i)::uuid from generate_series(0, ${count - 1}::int) i) and openid is null`.execute(trx)
        await sql`insert into consents (congress_id, person_id, template, remaining)
          select ${id}::uuid, md5('0 resident ' || i)::uuid, 'visit', 1 from generate_series(0, ${count - 1}::int) i
          on conflict (congress_id, person_id, template) do update set remaining = 1`.execute(trx)
        await sql`insert into outbox (congress_id, id, person_id, kind, created_at, show_at, next_at)
          select ${id}::uuid, gen_random_uuid(), md5('0 resident ' || i)::uuid, 'visit_reminder', now(), now(), now() - interval '1 minute'
          from generate_series(0, ${count - 1}::int) i`.execute(trx)
      })
    return {
      size: count,
      limit: null,
      async round() {
        await fill()
        await sql`vacuum analyze outbox`.execute(db)
        sent.clear()
        const from = performance.now()
        const drain = async () => {
          while ((await sendDue(sender, congress)) > 0);
        }
        await Promise.all(Array.from({ length: DRAINERS }, drain))
        const seconds = (performance.now() - from) / 1000
        must(sent.size === count && twice === 0, `${count} messages, each once: ${sent.size} were sent and ${twice} twice`)
        const { rows } = await sql<{
          left: number
        }>`select count(*) as left from outbox where congress_id = ${id} and kind = 'visit_reminder'
          and outcome is distinct from 'sent'`.execute(db)
        must(rows[0]!.left === 0, 'each is noted as sent')
        await sql`delete from outbox where congress_id = ${id} and kind = 'visit_reminder'`.execute(db)
        return { times: [], done: count, seconds }
      },
    }
  },
}
