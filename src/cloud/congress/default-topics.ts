/** The topic tree (类别) that a new congress starts with; its office changes it as it likes. */
const tree: Record<string, readonly string[]> = {
  道路交通: ['路面破损', '路灯', '公交线路', '停车', '信号灯与标线', '占道'],
  市容环卫: ['垃圾清运', '公共厕所', '违章搭建', '占道经营', '绿化'],
  水电气暖: ['供水', '供电', '燃气', '供暖', '排水'],
  住房物业: ['物业服务', '电梯', '旧楼改造', '漏水', '公共维修资金'],
  教育: ['入学', '校园安全', '课后服务', '校车'],
  医疗卫生: ['看病就医', '医保', '社区卫生服务', '疫苗接种'],
  养老助残: ['老年食堂', '养老服务', '无障碍设施', '残疾人服务'],
  环境保护: ['噪声', '油烟', '污水', '扬尘'],
  劳动社保: ['就业', '工资', '社会保险', '职业培训'],
  安全: ['消防', '电动车充电', '治安', '高空抛物'],
  农业农村: ['农田水利', '农村道路', '土地', '人居环境'],
  文化体育: ['健身设施', '图书室', '公园广场', '社区活动'],
}

export interface DefaultTopic {
  code: string
  parentCode: string | null
  name: string
}

/** Codes are `01` for a topic and `01-02` for one below it. */
export function defaultTopics(): DefaultTopic[] {
  const two = (index: number) => String(index + 1).padStart(2, '0')
  return Object.entries(tree).flatMap(([name, children], index) => [
    { code: two(index), parentCode: null, name },
    ...children.map((child, at) => ({ code: `${two(index)}-${two(at)}`, parentCode: two(index), name: child })),
  ])
}
