/** Matters that a deputy cannot take up, with the number that can. The resident is told, and may go on. */
export const outOfScope = {
  fire: { number: '119', isEmergency: true },
  injury: { number: '120', isEmergency: true },
  crime: { number: '110', isEmergency: true },
  court: { number: '12368', isEmergency: false },
  consumer: { number: '12315', isEmergency: false },
  petition: { number: '12345', isEmergency: false },
} as const
export type OutOfScope = keyof typeof outOfScope

/**
 * Words that give it away. An emergency must sound as if it happens now: letters about a past fire or
 * a robbery statistic are ordinary concerns. Order is precedence.
 */
const signs: readonly [OutOfScope, RegExp][] = [
  ['fire', /(着火了|起火了|失火了|正在(着火|燃烧|冒烟)|(煤气|燃气|天然气)(正在|一直在|在)?泄漏了|闻到.{0,4}(煤气|燃气|天然气)味)/],
  [
    'injury',
    /((现在|刚刚?|突然).{0,6}(昏迷|没有?呼吸(?!机|道))|晕倒了|(快|要)不行了.{0,6}救|触电了|落水了|中毒了.{0,8}(救|急)|救命(啊|！|!|呀))/,
  ],
  ['crime', /(正在(打人|行凶|抢劫|砸门|打架)|有人(持刀|要跳楼|想跳楼|跳楼)|要自杀|想自杀|不想活了|被绑架|正被(打|殴打)|我被家暴)/],
  [
    'court',
    /((已经?|正在|已向).{0,6}(起诉|立案|上诉|开庭)|法院.{0,8}(判决|判了|审理|不执行|执行局)|判决书|终审|劳动仲裁(委|裁决)|申请再审)/,
  ],
  [
    'consumer',
    /((商家|店家|卖家|网店|淘宝|京东|拼多多|美团|健身房|美容院|理发店).{0,20}(不退|拒退|退款|退钱|欺诈|假货|跑路|虚假宣传)|买到.{0,4}假货|退(款|卡)难)/,
  ],
  ['petition', /信访.{0,12}(复查|复核|处理意见书|答复意见书|已受理|不予受理)/],
]

/** What a text seems to be beyond a deputy's reach, or null. A hint to the resident, never a refusal. */
export function scopeOf(text: string): OutOfScope | null {
  return signs.find(([, sign]) => sign.test(text))?.[0] ?? null
}
