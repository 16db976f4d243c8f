/** WeChat's 订阅消息参数值内容限制: what the value of a template's key may be, by the key's name without its number. */
const limits: Record<string, RegExp> = {
  thing: /^.{1,20}$/u,
  number: /^-?[\d.]{1,32}$/,
  letter: /^[A-Za-z]{1,32}$/,
  symbol: /^[^\p{L}\p{N}]{1,5}$/u,
  character_string: /^[\x21-\x7e]{1,32}$/,
  time: /^(?=.*\d)(\d{4}年\d{1,2}月\d{1,2}日|\d{4}-\d{1,2}-\d{1,2})? ?(\d{1,2}:\d{2}(:\d{2})?)?(~.+)?$/,
  date: /^(\d{4}年\d{1,2}月\d{1,2}日|\d{4}-\d{1,2}-\d{1,2})( \d{1,2}:\d{2}(:\d{2})?)?(~.+)?$/,
  amount: /^\p{Sc}?\d{1,10}(\.\d+)?元?$/u,
  phone_number: /^[\d+\-() ]{1,17}$/,
  car_number: /^.{1,8}$/u,
  name: /^(\p{Script=Han}|[A-Za-z·\- ]){1,10}$|^[A-Za-z·\- ]{1,20}$/u,
  enum: /./,
  phrase: /^\p{Script=Han}{1,5}$/u,
}

/** Why WeChat would not send this value, in the words of its errmsg; null where it would. */
export function problemOf(key: string, value: unknown): string | null {
  if (value === '' || value === undefined || value === null) return `data.${key}.value is empty`
  const limit = limits[key.replace(/\d+$/, '')]
  return !limit || !limit.test(String(value)) ? `data.${key}.value invalid` : null
}
