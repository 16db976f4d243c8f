/** The commonest surnames, some 96 % of people; those that are mostly something else in a letter (和, 时, 全, 万) only where a name is announced. */
const surnames = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝',
)
const compound = ['欧阳', '上官', '司马', '诸葛', '司徒', '皇甫', '夏侯', '慕容', '令狐', '尉迟', '公孙', '长孙', '端木', '东方', '南宫']

/** After which a name comes. */
const announced =
  /(?:我叫|我名叫|本人叫|名叫|名字是|名字叫|我的名字|真名|姓名|联系人|申请人|投诉人|反映人|反应人|举报人|来信人|业主姓名|户主|署名|签名|患者姓名|学生姓名|当事人)[是为叫:：\s]{0,3}/g
/** After which a name may come, and more often something else does. */
const perhaps =
  /(?:我是|本人是|本人|我儿子|我女儿|我父亲|我母亲|我爸爸?|我妈妈?|我丈夫|我妻子|我老公|我老婆|我爱人|患者|儿子|女儿)[是叫:：,，\s]{0,2}/g
/** Residents and who serves them; who holds an office (书记, 局长) acts in public, and the desk must know of whom a letter speaks. */
const titled = /(?:先生|女士|小姐|老师|医生|大夫|护士长|护士|阿姨|大爷|大妈|大叔|师傅|同志)/g

const isHan = (sign: string | undefined) => sign !== undefined && /^[\u4e00-\u9fff]$/.test(sign)
const isEdge = (sign: string | undefined) => sign === undefined || /[\s\d,，。.、；;:：!！?？()（）"“”'’<>《》【】[\]|/\\~—-]/.test(sign)

/** Words of two and three signs that begin like a name and are none. */
const noNames = new Set(
  '谢谢 谢意 高中 高三 高二 高一 高考 高速 高层 高新 高校 高压 方面 方式 方案 关于 关注 关心 关系 任何 任务 任职 任课 常年 常常 常住 常德 安全 安置 安装 文化 文明 文件 成为 成都 成年 成立 成人 金额 金融 温州 江西 江苏 江南 湖南 广东 武汉 武术 武警 石家 石油 路边 路口 路面 路段 路过 车辆 车主 车位 车站 时候 时间 全部 全家 全体 全区 全市 全校 应该 应当 连续 连锁 农民 农村 农户 解决 解放 解除 管理 管道 阳台 阳光 游客 明年 明天 明确 和平 师范 单位 单元 单亲 华为 华润 向上 向您 向您 向贵 白天 白色 马上 马路 黄金 于是 何时 何为 何况 万科 万达 万元 龙华 龙岗 付款 付费 严重 严格 段时 程序 项目 查询 查看 宁夏 宁波 党员 党委 商户 商贩 商家 商铺 应届 房东 房主 房产 房屋 左右 古镇 甘肃 田地 林业 林地 林场 叶子 牛肉 水库 康复 康乐 卫生 卫校 司机 司法 边上 米粉 麻烦 麻将 池塘 章程 沙子 沙场 商业 席位 荣誉 明显 景区 费用 简单 简历 庄稼 祝您 祝愿 包括 包工 毕业 申请 申诉 尚未 欧洲 施工 汤圆 毛坯 史上 雷锋 江边 秦皇 尹乐 夏天 石子 白领 方便 曾经 曾任 曾在 许多 许可 余元 余名 余户 何人 严厉 周边 周围 周末 周岁 周一 周日 安徽 安排 安乡 安化 安仁'.split(
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
  师: '老教医律',
  连: '一',
  管: '城主监保',
  党: '共',
  田: '农',
  单: '简',
  和: '',
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

/**
 * Names that something around them gives away, UTF-16 offsets; a bare name in a sentence is not seen. The title stays readable.
 * `isOthers`: given to somebody else, such as a doctor; all the others are the author's or of their family.
 */
export function namesIn(text: string): { from: number; to: number; isOthers: boolean }[] {
  const found: { from: number; to: number; isOthers: boolean }[] = []
  for (const match of text.matchAll(announced)) {
    const from = match.index + match[0].length
    const length = nameLength(text, from)
    if (length > 0) found.push({ from, to: from + length, isOthers: match[0].startsWith('名叫') })
  }
  for (const match of text.matchAll(perhaps)) {
    const from = match.index + match[0].length
    for (const length of [nameLength(text, from), nameLength(text, from) - 1])
      if (length >= 2 && isEdge(text[from + length])) {
        found.push({ from, to: from + length, isOthers: false })
        break
      }
  }
  for (const match of text.matchAll(titled)) {
    const given = givenBefore(text, match.index)
    if (given) found.push({ ...given, isOthers: true })
  }
  // A letter is signed on its last line.
  const signed = /(?:^|[\s。！？!?])([\u4e00-\u9fff]{2,4})[\s,，]*(?:\d{2,4}[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?)?\s*$/.exec(text)
  if (signed) {
    const from = signed.index + signed[0].indexOf(signed[1]!)
    if (nameLength(text, from) === signed[1]!.length) found.push({ from, to: from + signed[1]!.length, isOthers: false })
  }
  return found
}

const isNameAfter = (text: string, from: number) =>
  isEdge(text[from - 1]) ||
  /(?:[的是由被让叫找和与跟对向给]|先生|女士|老师|医生|大夫|护士长|护士|主任|书记|局长|院长|校长|科长|处长|队长|经理)$/.test(
    text.slice(0, from),
  )

/** 张伟医生, 张医生: what stands before a title, up to the edge of the sentence or a word that ends. */
function givenBefore(text: string, title: number): { from: number; to: number } | null {
  for (const length of [3, 2]) {
    const from = title - length
    if (from >= 0 && nameLength(text, from) >= length && isNameAfter(text, from)) return { from, to: title }
  }
  const surname = text[title - 1]
  if (!surname || !surnames.has(surname) || '和时全应连农司车党单万成明'.includes(surname)) return null
  const before = text[title - 2]
  if (before && joined[surname]?.includes(before)) return null
  return isEdge(before) || /[的是由被让叫找和与跟对向给请问位名叫]/.test(before ?? '') ? { from: title - 1, to: title } : null
}
