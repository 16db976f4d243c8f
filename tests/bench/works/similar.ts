import { sql } from 'kysely'
import { granted, must, type WorkKind } from '../work'

/** 已有人反映: what others reported that may be the same, found by the rare pairs of a text and by its place. */
export const similar: WorkKind = {
  name: 'similar',
  needsConcerns: true,
  async prepare({ db, congresses, sizes }) {
    const { rows: letters } = await sql<{ text: string; lon: number; lat: number }>`
      select text, lon, lat from bench_letters where no % ${Math.max(1, Math.floor(sizes.letters / 500))}::int = 0 order by no limit 500`.execute(
      db,
    )
    const { tokens } = congresses[0]!
    let turn = 0
    let found = 0
    return {
      size: sizes.letters,
      limit: null,
      async once(caller) {
        turn += 1
        const { text, lon, lat } = letters[turn % letters.length]!
        const asked = { text: text.replace('附近', '旁边'), topic: null, at: { lon, lat } }
        const { items } = await granted(caller, 'concern.similar', asked, { token: tokens[turn % tokens.length]! })
        found += Number(items.length > 0)
      },
      check: async () => must(turn === 0 || found > 0, 'something alike is found'),
    }
  },
}
