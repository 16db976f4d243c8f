import { wordsWith } from '.'

const zh = {
  title: '自动选类别',
  hint: '居民没选类别时，系统从内容判断：有把握就直接用，拿不准就请联络站确认。',
  shipped: '正在用系统自带的模型',
  own: (when: string) => `正在用本地自己的模型，${when}训练`,
  trainedOn: (count: number) => `学过${count}件`,
  right: (share: string, count: number) => `在本地${count}件由人选定类别的诉求上，判断对了${share}`,
  taken: (share: string) => `有把握直接用的占${share}`,
  shippedRight: (share: string) => `自带的模型在同样的诉求上判断对了${share}`,
  unmeasured: '本地还没有由人选定类别的诉求，没有测过。',
  cases: (count: number, needed: number) => `可以学的诉求有${count}件，要${needed}件才能训练。`,
  tooFew: (missing: number) => `还差${missing}件，现在不能训练。居民选的、联络站确认或改过的类别都算。`,
  ready: (count: number) => `可以学的诉求有${count}件。训练要几秒钟，只有不比自带的差才会换上。`,
  retrain: '用本地的诉求重新训练',
  replaced: (share: string) => `已换上新模型，判断对了${share}。`,
  kept: (own: string, shipped: string) => `没有换：新模型判断对了${own}，自带的是${shipped}。诉求多了可以再试。`,
  refused: '可以学的诉求太少，或都是同一类，没有训练。',
}
const en: typeof zh = {
  title: 'Topics by themselves',
  hint: 'Where a resident chose no topic, the text decides: used where it is sure, asked of the station where it is not.',
  shipped: 'In use: the model that comes with the system',
  own: (when) => `In use: your own model, trained ${when}`,
  trainedOn: (count) => `Learned from ${count} cases`,
  right: (share, count) => `Right about ${share} of your ${count} cases whose topic a person said`,
  taken: (share) => `Sure enough to decide in ${share} of them`,
  shippedRight: (share) => `The one that comes with the system is right about ${share} of the same`,
  unmeasured: 'Nobody has said the topic of a case yet, so it has not been measured here.',
  cases: (count, needed) => `${count} cases to learn from; ${needed} are needed.`,
  tooFew: (missing) => `${missing} more are needed. Topics chosen by residents, or confirmed or corrected by a station, count.`,
  ready: (count) =>
    `${count} cases to learn from. It takes seconds, and is used only if it does no worse than the one that comes with the system.`,
  retrain: 'Train it on your own cases',
  replaced: (share) => `The new model is in use; it is right about ${share}.`,
  kept: (own, shipped) =>
    `Not replaced: the new one is right about ${own}, the one in the system about ${shipped}. Try again with more cases.`,
  refused: 'Too few cases to learn from, or all of one topic: nothing was trained.',
}
/** The words about the model that suggests topics, which only the office reads. */
export const useTopicModelWords = wordsWith({ topicModel: { 'zh-CN': zh, en } })
