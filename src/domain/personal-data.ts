import { namesIn } from './personal-names'
import { MASK } from './written-numbers'

/** What tells who somebody is, as it is written in a text. */
export const personalDataKinds = ['phone', 'id_card', 'bank_card', 'plate', 'email', 'account', 'address', 'name'] as const
export type PersonalDataKind = (typeof personalDataKinds)[number]

/** Where it stands: UTF-16 offsets, `to` exclusive. */
export interface PersonalData {
  kind: PersonalDataKind
  from: number
  to: number
}

const numerals: Record<string, string> = {
  ...Object.fromEntries([...'零一二三四五六七八九'].map((numeral, digit) => [numeral, String(digit)])),
  ...Object.fromEntries([...'〇壹贰叁肆伍陆柒捌玖'].map((numeral, digit) => [numeral, String(digit)])),
  幺: '1',
  两: '2',
  O: '0',
  o: '0',
}

/** Full-width letters, digits and signs as the narrow ones; one unit stays one unit, so that offsets hold. */
const narrow = (text: string) =>
  text.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0)).replace(/[\u3000\u00a0]/g, ' ')

/** The same with Chinese numerals as digits: 一三八… is how a number is written to pass a filter. */
const counted = (text: string) =>
  text.replace(/[零一二三四五六七八九〇壹贰叁肆伍陆柒捌玖幺两]|(?<=\d)[Oo](?=\d)/g, (numeral) => numerals[numeral]!)

/** Between the digits of one number. */
const gap = '[\\s\\-—–.·_]{0,2}'
const gaps = /[\s\-—–.·_]/g
const digits = (first: string, more: number) => `${first}(?:${gap}\\d){${more}}`

const mobile = new RegExp(`(?<!\\d)(?:\\+?86${gap})?${digits('1' + gap + '[3-9]', 9)}(?!\\d)`, 'g')
/** The first digits of the area codes that exist. */
const area = '0(?:10|2[0-57-9]|3[1-9]\\d|4[1-35-8]\\d|5[1-9]\\d|6[369]\\d|7[0-79]\\d|8[1-9]\\d|9[0-79]\\d)'
const landline = new RegExp(`(?<!\\d)(?:\\(${area}\\)\\s?|${area}[\\s-—]{0,2})[2-8]\\d{6,7}(?:[\\s-—转]{1,2}\\d{1,5})?(?!\\d)`, 'g')
/** Without its area code only where the word before it says what it is. */
const shortLandline = /(?<=(?:电话|座机|固话|致电|拨打|联系方式|tel)[是为:\s]{0,3})[2-8]\d{2,3}[\s-]?\d{4}(?!\d)/gi
const idCard18 = new RegExp(`(?<!\\d)${digits('[1-8]', 16)}${gap}[\\dXx](?![\\dA-Za-z])`, 'g')
const idCard15 = /(?<!\d)[1-8]\d{14}(?!\d)/g
const bankCard = new RegExp(`(?<!\\d)[3-6](?:[\\s-]?\\d){14,18}(?!\\d)`, 'g')
/** GA 36-2018: five signs, six for new energy. */
const plate =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•.\s-]?(?=[A-Z]{0,4}\d)[A-HJ-NP-Z\d]{4,5}[A-HJ-NP-Z\d挂学警港澳](?![A-Za-z\d])/gi
const email = /[A-Za-z\d._%+-]+@[A-Za-z\d-]+(?:\.[A-Za-z\d-]+)+/g
const account =
  /(?<=(?:微信号?|薇信|加V|威信|V信|VX|WX|WeChat|weixin|QQ号?|抖音号|支付宝账?号?)[是为:(\s加]{0,4})(?:[A-Za-z][A-Za-z\d_-]{5,19}|[1-9]\d{4,11})(?![A-Za-z\d])/gi

const count = '[\\dA-Za-z零一二三四五六七八九十百]'
/** What may follow a number that counts things, so that 5栋1200户 is no room. */
const counting = '(?!\\d|\\s*(?:多|余|户|人|名|平|米|元|年|月|日|个|套|万|次|层|度|点|辆|部|台|%|℃))'
const building = `${count}{1,4}\\s*(?:号楼|栋|幢|座|#楼|#|号院|期)`
/** 88号, before a building or a room. */
const street = '\\d{1,4}\\s*号(?!楼|院)'
const unit = `${count}{1,3}\\s*(?:单元|门|梯)`
const room = `${count}{1,5}\\s*(?:室|号房|房间|房(?!子|屋|产|东|价|租)|号(?![线楼院机]))`
const level = `(?:\\d{1,2}\\s*[楼层]\\s*)?`
/** 401, 四零一 */
const bareRoom = `(?:\\d{3,5}${counting}|[零一二三四五六七八九〇]{3,4}(?![户人元年月日号]))`
/** `needs`: signs without one of which there is none, asked first since most texts have no address. */
const addresses = [
  { needs: /[单门梯]/, pattern: new RegExp(`(?:${street}\\s*)?(?:${building}\\s*){0,2}${unit}\\s*${level}(?:${room}|${bareRoom})`, 'g') },
  { needs: /[楼栋幢座#院期]/, pattern: new RegExp(`(?:${street}\\s*)?(?:${building}\\s*){1,2}${level}(?:${room}|${bareRoom})`, 'g') },
  { needs: /号/, pattern: new RegExp(`${street}\\s*${level}\\d{2,5}\\s*(?:室|房(?!子|屋|产|东|价|租))`, 'g') },
  { needs: /\d-\d/, pattern: /(?<![\d-])\d{1,3}-\d{1,2}-\d{3,4}(?:室|号|房|户|(?=业主|住户))/g },
  {
    needs: /\d-\d/,
    pattern: /(?<=(?:住|家在|家是|我家|门牌|房号|地址)[^，。,；;！!？?\n\d]{0,10})\d{1,3}-\d{1,2}-\d{3,4}(?![\d-])/g,
  },
]

const onlyDigits = (text: string) => text.replace(/[^\dXx]/g, '')

function isDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return year >= 1900 && year < 2100 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** GB 11643: region, a day of birth that exists, and for 18 digits the check digit (ISO 7064, mod 11-2). */
export function isIdCard(written: string): boolean {
  const id = onlyDigits(written).toUpperCase()
  if (/^\d{15}$/.test(id)) return isDate(1900 + Number(id.slice(6, 8)), Number(id.slice(8, 10)), Number(id.slice(10, 12)))
  if (!/^\d{17}[\dX]$/.test(id)) return false
  const sum = weights.reduce((total, weight, index) => total + weight * Number(id[index]), 0)
  return '10X98765432'[sum % 11] === id[17] && isDate(Number(id.slice(6, 10)), Number(id.slice(10, 12)), Number(id.slice(12, 14)))
}

/** ISO/IEC 7812: 15 to 19 digits with the check digit by Luhn. */
export function isBankCard(written: string): boolean {
  const card = onlyDigits(written)
  if (!/^\d{15,19}$/.test(card)) return false
  const sum = [...card].toReversed().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** `isOthers`: a name that its author gives to somebody else. */
type Found = PersonalData & { isOthers?: boolean }

function spans(text: string, pattern: RegExp, kind: PersonalDataKind, isRight: (found: string) => boolean = () => true): Found[] {
  return [...text.matchAll(pattern)]
    .filter(([found]) => isRight(found))
    .map((match) => ({ kind, from: match.index, to: match.index + match[0].length }))
}

/** Where the words of somebody's own name, phone or address stand, however their signs are written; shorter than two is no word. */
function known(text: string, words: readonly string[]): Found[] {
  return words.flatMap((word) => {
    const sought = narrow(word).trim()
    if (sought.length < 2) return []
    const isNumber = /^[\d\s-]{5,}$/.test(sought)
    // Most texts have neither, and to make a pattern for each costs more than all the others together.
    if (
      isNumber ? !counted(text).replace(gaps, '').includes(onlyDigits(sought)) : /^\p{Script=Han}+$/u.test(sought) && !text.includes(sought)
    )
      return []
    const pattern = isNumber
      ? new RegExp([...onlyDigits(sought)].join(gap), 'g')
      : new RegExp(sought.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi')
    return spans(isNumber ? counted(text) : text, pattern, isNumber ? 'phone' : 'name')
  })
}

function everything(text: string, own: readonly string[]): Found[] {
  const plain = narrow(text)
  const spoken = counted(plain)
  // Most texts have few digits and no letter: patterns asked in vain were a quarter of what an inbox took of Node's time.
  const digitCount = plain.match(/\d/g)?.length ?? 0
  const hasLetters = /[a-z]/i.test(plain)
  return [
    ...known(plain, own),
    ...(digitCount >= 15
      ? [
          ...spans(plain, idCard18, 'id_card', isIdCard),
          ...spans(plain, idCard15, 'id_card', isIdCard),
          ...spans(plain, bankCard, 'bank_card', isBankCard),
        ]
      : []),
    ...((spoken.match(/\d/g)?.length ?? 0) >= 11 ? spans(spoken, mobile, 'phone') : []),
    ...(digitCount >= 7 ? [...spans(plain, landline, 'phone'), ...spans(plain, shortLandline, 'phone')] : []),
    ...(hasLetters ? [...spans(plain, plate, 'plate'), ...spans(plain, email, 'email')] : []),
    ...(hasLetters || digitCount >= 5 ? spans(plain, account, 'account') : []),
    ...addresses.flatMap(({ needs, pattern }) => (needs.test(plain) ? spans(plain, pattern, 'address') : [])),
    ...namesIn(plain).map((name) => ({ kind: 'name' as const, ...name })),
  ]
}

/** In their order, without overlaps; the longer wins. */
const merged = (found: readonly Found[]) =>
  [...found]
    .sort((a, b) => a.from - b.from || b.to - a.to)
    .reduce<PersonalData[]>((kept, { kind, from, to }) => {
      const last = kept.at(-1)
      if (!last || from >= last.to) return [...kept, { kind, from, to }]
      if (to > last.to) last.to = to
      return kept
    }, [])

function masked(text: string, found: readonly Found[]): string {
  let read = ''
  let done = 0
  for (const { from, to } of merged(found)) {
    read += text.slice(done, from) + MASK
    done = to
  }
  return read + text.slice(done)
}

/**
 * Everything in a text that tells who somebody is, in its order, without overlaps. `own`: what is known of the author, found
 * wherever it stands. Rules see no name without a sign of one around it; docs/personal-data.md and its test say how often they are right.
 */
export const findPersonalData = (text: string, own: readonly string[] = []): PersonalData[] => merged(everything(text, own))

/** The text as others may read it. */
export const maskPersonalData = (text: string, own: readonly string[] = []): string => masked(text, everything(text, own))

/** The text without what is known of somebody, such as their name in an answer that others read too. */
export const maskKnown = (text: string, own: readonly string[]): string => masked(text, known(narrow(text), own))

/**
 * The text as the deputy of its case reads it: what tells who wrote it only as far as it is `shown`. What a deputy acts on stays:
 * places, plates and the names of others.
 */
export function maskAuthor(text: string, own: readonly string[], shown: { name: boolean; phone: boolean }): string {
  const isHidden = ({ kind, isOthers }: Found) => {
    if (kind === 'name') return !shown.name && !isOthers
    if (kind === 'phone' || kind === 'email' || kind === 'account') return !shown.phone
    return (kind === 'id_card' || kind === 'bank_card') && !(shown.name && shown.phone)
  }
  return masked(text, everything(text, own).filter(isHidden))
}
