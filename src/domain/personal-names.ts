/** The commonest surnames, some 96 % of people; those that are mostly something else in a letter (和, 时, 全, 万) only where a name is announced. */
const surnames = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝',
)
const compound = [
  '欧阳',
  '上官',
  '司马',
  '诸葛',
  '司徒',
  '皇甫',
  '夏侯',
  '慕容',
  '令狐',
  '尉迟',
  '公孙',
  '长孙',
  '端木',
  '东方',
  '南宫',
  '呼延',
  '宇文',
  '司空',
  '淳于',
  '申屠',
  '赫连',
  '钟离',
  '独孤',
  '轩辕',
  '闻人',
  '濮阳',
  '澹台',
]

/** After which a name comes. */
const announced =
  /(?:我叫|我名叫|本人叫|名叫|名字是|名字叫|我的名字|真名|姓名|联系人|申请人|投诉人|反映人|反应人|举报人|来信人|业主姓名|户主|署名|签名|患者姓名|学生姓名|当事人)[是为叫:：\s]{0,3}/g
/** After which a name may come, and more often something else does. */
const perhaps =
  /(?:我是|本人是|本人|我儿子|我女儿|我父亲|我母亲|我爸爸?|我妈妈?|我丈夫|我妻子|我老公|我老婆|我爱人|我哥哥?|我弟弟?|我姐姐?|我妹妹?|患者|儿子|女儿)[是叫:：,，\s]{0,2}/g
/** Residents and who serves them; who holds an office (书记, 局长) acts in public, and the desk must know of whom a letter speaks. */
const titled = /(?:先生|女士|小姐|老师|医生|大夫|护士长|护士|阿姨|大爷|大妈|大叔|师傅|同志)/g

const isHan = (sign: string | undefined) => sign !== undefined && /^[\u4e00-\u9fff]$/.test(sign)
const isEdge = (sign: string | undefined) => sign === undefined || /[\s\d,，。.、；;:：!！?？()（）"“”'’<>《》【】[\]|/\\~—-]/.test(sign)

/** Words of two and three signs that begin like a name and are none. */
const noNames = new Set(
  '谢谢 谢意 高中 高三 高二 高一 高考 高速 高层 高新 高校 高压 方面 方式 方案 关于 关注 关心 关系 任何 任务 任职 任课 常年 常常 常住 常德 安全 安置 安装 文化 文明 文件 成为 成都 成年 成立 成人 金额 金融 温州 江西 江苏 江南 湖南 广东 武汉 武术 武警 石家 石油 路边 路口 路面 路段 路过 车辆 车主 车位 车站 时候 时间 全部 全家 全体 全区 全市 全校 应该 应当 连续 连锁 农民 农村 农户 解决 解放 解除 管理 管道 阳台 阳光 游客 明年 明天 明确 和平 师范 单位 单元 单亲 华为 华润 向上 向您 向您 向贵 白天 白色 马上 马路 黄金 于是 何时 何为 何况 万科 万达 万元 龙华 龙岗 付款 付费 严重 严格 段时 程序 项目 查询 查看 宁夏 宁波 党员 党委 商户 商贩 商家 商铺 应届 房东 房主 房产 房屋 左右 古镇 甘肃 田地 林业 林地 林场 叶子 牛肉 水库 康复 康乐 卫生 卫校 司机 司法 边上 米粉 麻烦 麻将 池塘 章程 沙子 沙场 商业 席位 荣誉 明显 景区 费用 简单 简历 庄稼 祝您 祝愿 包括 包工 毕业 申请 申诉 尚未 欧洲 尤其 迟迟 管床 陆续 安静 施压 符合 宁静 明白 解释 陈述 陈旧 商量 商议 商谈 安心 任教 张嘴 张口 张贴 文盲 高达 曾于 向网 谢叔 谢阿 谢大 查看 查询 高兴 高度 强烈 方法 应急 施工 汤圆 毛坯 史上 雷锋 江边 秦皇 尹乐 夏天 石子 白领 方便 曾经 曾任 曾在 许多 许可 余元 余名 余户 何人 严厉 周边 周围 周末 周岁 周一 周日 安徽 安排 安乡 安化 安仁'.split(
    ' ',
  ),
)
/** Before a surname that belongs to the word before it: 对于老师, 班主任老师. */
const joined: Record<string, string> = {
  于: '对关由属等位用处在至鉴基出',
  任: '主班责担信委历现前',
  方: '对双各地校院官警北南东西我甲乙多',
  程: '课工过里流日全',
  高: '提最很更太较升拔',
  时: '当有平及临同小到学',
  周: '每一上下两三四本',
  关: '有机相无公海',
  安: '公保治西平',
  江: '长九浙',
  华: '中金',
  成: '完造形组',
  路: '公铁道马',
  明: '说证声',
  常: '非经平正日',
  全: '安完',
  万: '十百千一几',
  金: '资基现奖',
  白: '明',
  应: '反相对',
  文: '语中英作',
  连: '一',
  管: '城主监保',
  党: '共',
  田: '农',
  单: '简',
  向: '',
}
/** Never part of a given name in a letter: particles, pronouns, verbs and what institutions end with. */
const noGiven =
  /[谢副总的了在是有们这那哪个和与也都就被把给从到对为以及或但不没很请您你我他她它说要来去过着呢吗吧住区县市镇乡村街路院校局所厅部室员名年月日号元岁]/

/** How many signs a name takes from here, which begins with a surname; 0 for none. */
function nameLength(text: string, from: number): number {
  const surname = compound.some((each) => text.startsWith(each, from)) ? 2 : surnames.has(text[from]!) ? 1 : 0
  if (surname === 0 || noNames.has(text.slice(from, from + 2)) || noNames.has(text.slice(from, from + 3))) return 0
  let given = 0
  while (given < 2 && isHan(text[from + surname + given]) && !noGiven.test(text[from + surname + given]!)) given += 1
  return given === 0 ? 0 : surname + given
}

/** Surnames that mostly are something else, so that a single one of them, or one after a role, is no name. */
const ambiguous = '和时全应连农司车党单万成明路'
const isPlain = (text: string, from: number) => !`${ambiguous}向房方商解任查`.includes(text[from]!)

/** What follows a name in a sentence. */
const follows = /^(?:今年|已经|[是在说的患住因被现属去从身刚上读不没把给跟家很]|态度|先生|女士|$)/
const isEnd = (text: string, at: number) => isEdge(text[at]) || follows.test(text.slice(at, at + 2))

/** A name of two signs or more that ends where a name may end; 0 for none. */
function endedLength(text: string, from: number, isEnded: (text: string, at: number) => boolean): number {
  const longest = nameLength(text, from)
  return [longest, longest - 1].find((length) => length >= 2 && isEnded(text, from + length)) ?? 0
}
const atEdge = (text: string, at: number) => isEdge(text[at])

/** Names of peoples whose names have no surname of the list: 买买提·艾力; and, where one is surely announced, 扎西次仁. */
const dotted = /^[\u4e00-\u9fff]{2,6}[·•・‧][\u4e00-\u9fff]{2,5}/
const surelyAnnounced = /^(?:我叫|我名叫|本人叫|(?:我的名字|名字|姓名).*[是为叫:：])/
const foreignLength = (text: string, from: number, isSure: boolean) => {
  const found = dotted.exec(text.slice(from, from + 14))
  if (found) return found[0].length
  const bare = isSure ? /^[\u4e00-\u9fff]{2,5}(?=[，,。；;\s]|$)/.exec(text.slice(from, from + 6)) : null
  return bare && !noGiven.test(bare[0]) && !/[车警物滴外保救电心部]/.test(bare[0]) && !/^[某]/.test(bare[0]) ? bare[0].length : 0
}

/** 我是居民王秀兰: who the author is, before the name. */
const selfAs =
  /(?:我是|本人是|本人系|我系)(?:[^，。,；;\s]{0,10}?)(?:居民|业主|村民|市民|教师|老师|护士|医生|医师|工人|职工|家长|学生|司机|党员|农民|租户|商户|员工|群众|住户|摊主|店主|军人|会员|社员|骑手|保安)/g
/** 收费员吴桂花: what somebody is, before the name. */
const roles =
  /(?:收费员|售票员|车主|业主|村民|居民|司机|保安|店主|老板|房东|租户|租客|护工|患者|病人|职工|工人|保洁员|快递员|邻居|同事|同学|家长|伤者|死者|受害人|户主|护士长|护士|医生|大夫|老师|班主任|师傅)/g
/** 邻居老张: what is said of somebody who is called by 老 or 小. */
const familiar =
  /(?:保安|物业|邻居|同事|门卫|楼上|楼下|隔壁|对门|村里|社区|居委会|工地|单位|班上|队里|店里|学校)的?([老小])(?=[\u4e00-\u9fff])/g
/** 本人姓刘. */
const surnameOnly = /(?:我|本人|免贵|鄙人)姓(?=[\u4e00-\u9fff])(?!名)/g
/** 王晓燕，女；王晓燕，身份证: what is told of a person after the name. */
const described =
  /(?:^|[\s，,。；;：:（(、])([\u4e00-\u9fff]{2,4})[，,、\s（(：:]{1,2}(?:[男女](?=[，,、\s。）)]|$)|身份证|电话|手机|联系电话|\+?\d{11})/g

interface NamePlace {
  from: number
  to: number
  isOthers: boolean
}

/**
 * Names that something around them gives away, UTF-16 offsets; a bare name in a sentence is not seen. The title stays readable.
 * `isOthers`: given to somebody else, such as a doctor; all the others are the author's or of their family.
 */
export function namesIn(text: string): NamePlace[] {
  const found: NamePlace[] = []
  const add = (from: number, length: number, isOthers: boolean) => {
    if (length > 0) found.push({ from, to: from + length, isOthers })
  }
  const after = (pattern: RegExp) => [...text.matchAll(pattern)].map((match) => ({ at: match.index + match[0].length, words: match[0] }))
  for (const { at, words } of after(announced)) {
    const isOthers = words.startsWith('名叫')
    let from = at
    let length = nameLength(text, from) || foreignLength(text, from, surelyAnnounced.test(words))
    add(from, length, isOthers)
    // 马建国、马建军
    while (length > 0 && /[、和与]/.test(text[from + length] ?? '')) {
      from += length + 1
      length = endedLength(text, from, (within, to) => isEdge(within[to]) || /[和与]/.test(within[to]!))
      add(from, length, isOthers)
    }
  }
  for (const { at } of after(perhaps))
    add(at, endedLength(text, at, isPlain(text, at) ? isEnd : atEdge) || foreignLength(text, at, false), false)
  for (const { at } of after(selfAs)) add(at, endedLength(text, at, atEdge) || foreignLength(text, at, false), false)
  for (const { at } of after(roles)) if (isPlain(text, at)) add(at, endedLength(text, at, isEnd), true)
  for (const { at } of after(surnameOnly)) if (surnames.has(text[at]!)) add(at, 1, false)
  for (const { at } of after(familiar))
    if (surnames.has(text[at]!) && isPlain(text, at) && isEnd(text, at + 1)) found.push({ from: at - 1, to: at + 1, isOthers: true })
  for (const match of text.matchAll(described)) {
    const from = match.index + match[0].indexOf(match[1]!)
    if (nameLength(text, from) === match[1]!.length) add(from, match[1]!.length, false)
  }
  for (const match of text.matchAll(titled)) {
    const given = givenBefore(text, match.index)
    if (given) found.push({ ...given, isOthers: true })
  }
  // A letter is signed on its last line.
  const signed = /(?:^|[\s。！？!?])([\u4e00-\u9fff]{2,4})[\s,，]*(?:\d{2,4}[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?)?\s*$/.exec(text)
  if (signed) {
    const from = signed.index + signed[0].indexOf(signed[1]!)
    const isFamiliar = /^[老小]/.test(signed[1]!) && signed[1]!.length === 2 && surnames.has(signed[1]![1]!) && isPlain(signed[1]!, 1)
    if (isFamiliar || nameLength(text, from) === signed[1]!.length) add(from, signed[1]!.length, false)
  }
  return found
}

const isNameAfter = (text: string, from: number) =>
  isEdge(text[from - 1]) ||
  /(?:[的是由被让叫找和与跟对向给扬谢听门壁下上]|业主|居民|先生|女士|老师|医生|大夫|护士长|护士|主任|书记|局长|院长|校长|科长|处长|队长|经理)$/.test(
    text.slice(0, from),
  )

/** 张伟医生, 张医生: what stands before a title, up to the edge of the sentence or a word that ends. */
function givenBefore(text: string, title: number): { from: number; to: number } | null {
  for (const length of [3, 2]) {
    const from = title - length
    if (
      from >= 0 &&
      !ambiguous.includes(text[from]!) &&
      !joined[text[from]!]?.includes(text[from - 1] ?? ' ') &&
      nameLength(text, from) >= length &&
      isNameAfter(text, from)
    )
      return { from, to: title }
  }
  const surname = text[title - 1]
  if (!surname || !surnames.has(surname) || ambiguous.includes(surname)) return null
  const before = text[title - 2]
  if (before && joined[surname]?.includes(before)) return null
  return isEdge(before) || /[的是由被让叫找和与跟对向给请问位名叫扬谢听门壁下上主邻]/.test(before ?? '')
    ? { from: title - 1, to: title }
    : null
}
