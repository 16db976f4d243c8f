import type { Message } from './topic-features'
import { classify, type TopicModel } from './topic-model'

/** A topic that a class may mean, and the words that say so; without words it is the only one. */
interface Meaning {
  code: string
  words: readonly string[]
}

const only = (code: string): readonly Meaning[] => [{ code, words: [] }]

/**
 * The classes of the shipped model are the boards that messages go to (职能部门), coarser here and finer there than the topics
 * that a congress starts with. A class that spans several topics is told apart by words. 商贸旅游 (prices, markets, shops) has
 * no topic of its own: only what belongs elsewhere is suggested.
 */
export const meanings = {
  交通运输: only('01'),
  劳动和社会保障: only('09'),
  卫生计生: only('06'),
  环境保护: only('08'),
  教育文体: [
    { code: '05', words: ['学', '教', '考', '招生', '幼儿园', '老师', '家长', '班', '课'] },
    { code: '12', words: ['文化', '体育', '健身', '图书', '球场', '广场舞', '公园', '文物', '电影', '旅游', '古迹'] },
  ],
  城乡建设: [
    { code: '01-02', words: ['路灯'] },
    { code: '01-04', words: ['停车'] },
    { code: '01', words: ['道路', '马路', '公路', '修路', '路面', '人行道', '公交', '红绿灯', '堵车', '桥'] },
    { code: '02-01', words: ['垃圾'] },
    { code: '02-02', words: ['公厕', '厕所'] },
    { code: '02-03', words: ['违章', '违建', '违法建筑', '加层', '乱搭'] },
    { code: '02-04', words: ['占道', '摆摊', '摊贩', '城管', '夜市'] },
    { code: '02-05', words: ['绿化', '绿地'] },
    { code: '03-01', words: ['自来水', '供水', '停水', '水压', '水质', '饮水'] },
    { code: '03-02', words: ['供电', '停电', '电网', '电压', '用电'] },
    { code: '03-03', words: ['燃气', '天然气', '煤气'] },
    { code: '03-04', words: ['供暖', '暖气'] },
    { code: '03-05', words: ['排水', '下水道', '积水', '内涝', '井盖', '污水管'] },
    { code: '04-01', words: ['物业'] },
    { code: '04-02', words: ['电梯'] },
    { code: '04-03', words: ['老旧小区', '旧楼', '棚户区', '旧城改造'] },
    { code: '04-04', words: ['漏水', '渗水'] },
    { code: '04-05', words: ['维修资金', '维修基金'] },
    { code: '04', words: ['房', '小区', '业主', '开发商', '楼盘', '拆迁', '征收', '公积金', '房产', '交房'] },
  ],
  商贸旅游: [
    { code: '04-02', words: ['电梯'] },
    { code: '03-03', words: ['燃气', '天然气', '煤气'] },
  ],
} as const satisfies Record<string, readonly Meaning[]>

/** Below it a guess says nothing to anybody. */
const WORTH_SAYING = 0.15

export interface Suggestion {
  code: string
  /** The confidence in the class that led to it, from 0 to 1. */
  confidence: number
  /** Whether it may be taken without asking: the model is sure, and no words had to decide between topics. */
  isSure: boolean
}

/** What a class means for this message: a topic's code, or null. A class that is no class of ours is a code itself, as in a congress's own model. */
export function topicOf(topic: string, { title, text }: Message): { code: string; isOnly: boolean } | null {
  if (!Object.hasOwn(meanings, topic)) return { code: topic, isOnly: true }
  const among: readonly Meaning[] = meanings[topic as keyof typeof meanings]
  const [first] = among
  if (first?.words.length === 0) return { code: first.code, isOnly: true }
  const said = `${title ?? ''}\n${text ?? ''}`
  const counted = among.map(({ code, words }) => ({ code, times: words.reduce((sum, word) => sum + said.split(word).length - 1, 0) }))
  const best = counted.reduce((most, one) => (one.times > most.times ? one : most), { code: '', times: 0 })
  return best.times === 0 ? null : { code: best.code, isOnly: false }
}

/** Up to two topics for a message, the likelier first; only such as `isKnown` to the congress. */
export function suggest(model: TopicModel, message: Message, isKnown: (code: string) => boolean): Suggestion[] {
  const guess = classify(model, message)
  if (!guess) return []
  const guesses = [
    { topic: guess.topic, confidence: guess.confidence, isSure: guess.isSure },
    ...(guess.second === null ? [] : [{ topic: guess.second, confidence: guess.secondConfidence, isSure: false }]),
  ]
  const found: Suggestion[] = []
  for (const { topic, confidence, isSure: sure } of guesses) {
    const meant = confidence < WORTH_SAYING ? null : topicOf(topic, message)
    if (!meant || !isKnown(meant.code) || found.some(({ code }) => code === meant.code)) continue
    found.push({ code: meant.code, confidence, isSure: sure && meant.isOnly })
  }
  return found
}
