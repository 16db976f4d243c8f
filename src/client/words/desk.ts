import { wordsWith } from '.'
import type { ConsentKind } from '../../domain/assistance'

const zh = {
  station: '哪个联络站？',
  // 代约
  book: '代居民预约',
  bookHint: '先选时间，再征得本人同意，最后提交。',
  chosen: '选好的时间',
  whose: '谁来？',
  more: '要谈的事（可以不填）',
  less: '收起',
  bookSend: '本人同意，预约',
  booked: '约好了',
  waits: '已排候补',
  codeHint: '请居民记下，到站时报这个码。临近时打电话提醒居民。',
  another: '再代一位居民预约',
  ownBook: {
    'consent.no_letter': '预约要有签字或录音',
    'receptionId.day_taken': '这位居民这一天已经有预约',
  } as Record<string, string>,
  // 代办的诉求
  filed: '代办的诉求',
  filedHint: '本站代居民提交、还没有人认领的诉求。认领以后不再显示。',
  noFiled: '还没有代居民提交的诉求。',
  filedOn: (moment: string) => `${moment}提交`,
  relayed: (verdict: string) => `转述评价：${verdict}`,
  open: '看这件诉求',
  // 委托材料
  consent: '委托材料',
  consentKind: {
    paper: '居民签了字。',
    spoken: '居民口头同意，有录音。',
    letter: '居民自己写了信，照片和诉求在一起。',
  } satisfies Record<ConsentKind, string>,
  consentHint: '查看会留下记录，居民能看到是谁、为什么看。',
  consentOwn: '您委托联络站代为提交时的签字或录音。',
  consentReason: '为什么要看？',
  showConsent: '查看委托材料',
  consentGone: '材料已按期限删除。',
}
const en: typeof zh = {
  station: 'Which station?',
  book: 'Book for a resident',
  bookHint: 'Choose a time, ask for their consent, then send.',
  chosen: 'The time',
  whose: 'Who comes?',
  more: 'What it is about (may be left out)',
  less: 'Less',
  bookSend: 'They agree: book',
  booked: 'Booked',
  waits: 'On the waiting list',
  codeHint: 'Please have them note this code for checking in. When it comes near they are called.',
  another: 'Book for another resident',
  ownBook: {
    'consent.no_letter': 'A booking needs a signature or a recording',
    'receptionId.day_taken': 'This resident has a booking on that day',
  },
  filed: 'Filed for residents',
  filedHint: 'Cases that this station filed and nobody has claimed. Once claimed they are listed no more.',
  noFiled: 'Nothing has been filed for a resident yet.',
  filedOn: (moment) => `Filed ${moment}`,
  relayed: (verdict) => `Relayed: ${verdict}`,
  open: 'See the case',
  consent: 'Consent',
  consentKind: {
    paper: 'The resident signed.',
    spoken: 'The resident agreed aloud; there is a recording.',
    letter: 'The resident wrote the letter themselves; its photos are with the case.',
  },
  consentHint: 'The look is recorded: the resident reads who looked, and why.',
  consentOwn: 'What you signed or said when the station filed this for you.',
  consentReason: 'Why do you need to see it?',
  showConsent: 'Show the consent',
  consentGone: 'It has been deleted after its time.',
}
/** The words of booking for somebody, of what a station has filed, and of the consent to it. */
export const useDeskWords = wordsWith({ desk: { 'zh-CN': zh, en } })
