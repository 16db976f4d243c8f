import type { LabelledMessage } from '../../src/domain/topic-training'

const openings = ['请问', '您好，', '尊敬的领导：', '我想反映', '本人', '我们']
const places = ['东街', '西街', '南门口', '北桥头', '河边']
const endings = ['没有人管', '什么时候能解决', '拖了半年', '请给个说法', '谢谢', '到底怎么办', '希望重视']

/** Invented messages about some words, every one different. */
export function corpus(words: readonly string[], topic: string): LabelledMessage[] {
  return openings.flatMap((opening, one) =>
    places.flatMap((place, two) =>
      words.map((word, three) => ({
        title: `${place}${word}的问题`,
        text: `${opening}${place}的${word}${endings[(one + two + three) % endings.length]}，${word}一直这样。`,
        topic,
      })),
    ),
  )
}
