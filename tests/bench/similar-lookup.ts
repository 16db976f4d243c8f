import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { openEmbedded } from '../../src/cloud/database/embedded'
import { migrate } from '../../src/cloud/database/migrate'
import { openDatabase } from '../../src/cloud/database/open'
import { findAlike, forOffers } from '../../src/cloud/similar/find'
import { raresOfText } from '../../src/cloud/similar/likeness'
import { mercator } from '../../src/domain/place'
import { keysOf } from '../../src/domain/similar'

/** How long one lookup takes among a million concerns of one congress: `npx tsx tests/bench/similar-lookup.ts [COUNT]`. Its database is made for this and thrown away. */
const COUNT = Number(process.argv[2] ?? 1_000_000)
const LOOKUPS = 300
const BATCH = 5_000

// Names of two to three characters out of 300 give tens of thousands of places, as a large city has.
const LETTERS = [
  ...'望月湾丽发新城金科麓谷桃花井松雅湖泉塘星沙暮云江滨家园翡翠林居鑫苑木莲德雅伊景辉煌国际凤凰梧桐银杉杜鹃芙蓉枫树山水印象天麓尚层奥克斯缔壹保利中航',
]
const THINGS = [
  '路灯不亮',
  '夜宵摊油烟扰民',
  '搅拌站噪音大',
  '公交车等很久',
  '垃圾没有人清运',
  '路面破损积水',
  '停车位不够',
  '物业乱收费',
  '幼儿园学位不够',
  '电梯经常坏',
]
const WHERE = ['小区', '社区', '路', '公园', '广场']
let seed = 7
const random = (below: number) => {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
  return seed % below
}
const pick = <T>(all: readonly T[]): T => all[random(all.length)]!
const name = () => Array.from({ length: 2 + random(3) }, () => pick(LETTERS)).join('')
const letter = () =>
  `尊敬的领导，我是${name()}${pick(WHERE)}的居民，我们${name()}${pick(WHERE)}附近${pick(THINGS)}，${pick(THINGS)}，已经${1 + random(30)}个月了，${name()}的人反映多次没有人管，希望有关部门尽快解决。`
const place = () => ({ lon: 113 + random(500_000) / 1_000_000, lat: 28 + random(500_000) / 1_000_000 })

async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lianxinqiao-bench-'))
  const server = await openEmbedded(folder)
  const db = openDatabase(server.url, 1, () => {})
  try {
    await migrate(db)
    const congress = { id: randomUUID(), code: 'BENCH', name: 'BENCH', divisionCode: null, settings: { answerWithinWorkdays: 10 } }
    const person = randomUUID()
    await sql`insert into congresses (id, code, name, settings, created_at) values (${congress.id}, 'BENCH', 'BENCH', '{}', now())`.execute(
      db,
    )
    await sql`insert into persons (congress_id, id, created_at) values (${congress.id}, ${person}, now())`.execute(db)
    await sql`insert into topics (congress_id, code, name, position) select ${congress.id}, 't' || i, 't', i from generate_series(0, 29) i`.execute(
      db,
    )
    await sql`drop index likenesses_keys`.execute(db)
    const started = performance.now()
    const asked: { text: string; at: { lon: number; lat: number } }[] = []
    for (let from = 0; from < COUNT; from += BATCH) {
      const rows = Array.from({ length: BATCH }, (_, index) => {
        const text = letter()
        const at = place()
        const { x, y } = mercator(at)
        if ((from + index) % Math.ceil(COUNT / LOOKUPS) === 0) asked.push({ text, at })
        return {
          id: randomUUID(),
          number: `n${from + index}`,
          text,
          lon: at.lon,
          lat: at.lat,
          x,
          y,
          topic: `t${random(30)}`,
          keys: keysOf(text, raresOfText(text), congress.id),
        }
      })
      const json = JSON.stringify(rows)
      await sql`
        insert into concerns (congress_id, id, number, reporter_id, state, text, topic_code, lon, lat, address, may_call, routing, received_at, assigned_at, due_on, shown_at)
        select ${congress.id}, id, number, ${person}, 'unassigned', text, topic, lon, lat, '', false, '{}', now(), now(), current_date, now()
        from json_to_recordset(${json}::json) r(id uuid, number text, text text, topic text, lon float8, lat float8)`.execute(db)
      await sql`
        insert into likenesses (congress_id, concern_id, keys, mercator, is_offered)
        select ${congress.id}, id, array(select json_array_elements_text(keys)::int), point(x, y), true
        from json_to_recordset(${json}::json) r(id uuid, keys json, x float8, y float8)`.execute(db)
    }
    await sql`create index likenesses_keys on likenesses using gin (keys) with (fastupdate = off)`.execute(db)
    await sql`vacuum analyze`.execute(db)
    const filled = (performance.now() - started) / 1000
    const times: number[] = []
    let found = 0
    for (const { text, at } of [...asked.slice(0, 20), ...asked]) {
      const begun = performance.now()
      const items = await findAlike(
        { db, congress, now: () => new Date() },
        { text: text.replace('附近', '旁边'), at, topic: 't1' },
        { limits: forOffers, isOffered: true },
      )
      times.push(performance.now() - begun)
      found += Number(items.length > 0)
    }
    const sorted = times.slice(20).sort((a, b) => a - b)
    const at = (part: number) => `${sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]!.toFixed(1)} ms`
    process.stdout.write(
      `${COUNT} concerns (filled in ${filled.toFixed(0)} s), ${sorted.length} lookups, ${found} found something: p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, most ${at(1)}\n`,
    )
  } finally {
    await db.destroy()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

void main()
