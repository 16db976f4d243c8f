// Names of two to four characters out of some eighty give tens of thousands of places, as a large city has.
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

/** Whole numbers below a bound, the same in each run. */
export type Random = (below: number) => number

export function randomFrom(seed: number): Random {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >>> 4) % below
  }
}

const pick = <T>(random: Random, all: readonly T[]): T => all[random(all.length)]!

export const placeName = (random: Random) =>
  Array.from({ length: 2 + random(3) }, () => pick(random, LETTERS)).join('') + pick(random, WHERE)

/** An invented letter to an office, of some eighty characters. */
export const letter = (random: Random) =>
  `尊敬的领导，我是${placeName(random)}的居民，我们${placeName(random)}附近${pick(random, THINGS)}，${pick(random, THINGS)}，已经${1 + random(30)}个月了，${placeName(random)}的人反映多次没有人管，希望有关部门尽快解决。`
