import { granted, must, type WorkKind } from '../work'
import { names, page } from './inbox'

/** 我的诉求: a resident's own, the newest first. The limit reads the same rows in one statement. */
export const mine: WorkKind = {
  name: 'mine',
  needsConcerns: true,
  async prepare({ congresses, sizes }) {
    const { tokens } = congresses[0]!
    let turn = 0
    return {
      size: sizes.concerns,
      isOverHttp: true,
      replayed: (call) => call,
      async once(caller) {
        turn += 1
        const { items } = await granted(caller, 'concern.mine', {}, { token: tokens[(turn * 7) % tokens.length]! })
        const times = items.map(({ receivedAt }) => receivedAt)
        must(items.length >= 5 && times.join() === [...times].sort().toReversed().join(), 'own concerns, the newest first')
      },
      limit: {
        numbers: { r: [0, tokens.length - 1] },
        sql: `select ${page}, (select count(*) from concern_messages m where m.congress_id = c.congress_id and m.concern_id = c.id and m.read_at is null
            and m.shown_at is not null and m.by_relation <> 'reporter') as unread
          from concerns c ${names} where c.congress_id = md5('congress 0')::uuid and c.reporter_id = md5('0 resident ' || :r::int)::uuid
          order by c.received_at desc, c.id desc limit 21`,
      },
    }
  },
}
