/** What stands in a masked text instead, whatever its length was. */
export const MASK = '●●●'

// The client carries this: no lookbehind, which WebKit before 16.4 does not read.
const digit = '[\\d\\uff10-\\uff19零一二三四五六七八九〇壹贰叁肆伍陆柒捌玖幺]'
const gap = '[\\s\\-－—.·_]{0,2}'
const one = '[1１一壹幺]'
const zero = '[0０]'
const day = '(?:19|20|１９|２０)'
const phones = [
  `${one}${gap}[3-9３-９三四五六七八九叁肆伍陆柒捌玖](?:${gap}${digit}){9}`,
  `[(（]?${zero}${digit}{2,3}[)）\\s\\-－—]${gap}[2-8２-８]${digit}{6,7}`,
]
const identity = `[1-8１-８](?:${gap}${digit}){5}${gap}${day}(?:${gap}${digit}){9}${gap}[\\dXx０-９Ｘｘ]`
const numbers = new RegExp(`(^|[^\\d０-９])(${identity}|${phones.join('|')})(?![\\d０-９])`, 'g')

/** Phones and identity numbers by their form alone, for whoever is writing; the server looks for more, and more closely. */
export const mentionsNumber = (text: string) => text.search(numbers) >= 0

/** The text with these masked. */
export const maskNumbers = (text: string) => text.replace(numbers, (_, before: string) => before + MASK)
