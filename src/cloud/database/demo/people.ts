import type { Point } from '../../../domain/place'

export interface DemoDeputy {
  id: string
  code: string
  key: string
  name: string
  constituencyId: string
  topics: string[]
  stationId: string
}
export interface DemoStation {
  id: string
  code: string
  name: string
  at: Point
}
export interface Demo {
  congressId: string
  stations: DemoStation[]
  deputies: DemoDeputy[]
  residentIds: string[]
}

const SURNAMES = '王李张刘陈杨赵黄周吴徐孙马朱胡林郭何高罗'
const GIVEN = ['秀兰', '建国', '晓燕', '志远', '桂英', '海涛', '明月', '春生', '雅琴', '立新', '小河', '长青', '文博', '玉梅', '家栋']

/** Invented names; the count of pairs is far above the sixty that are wanted, so none comes twice. */
export function nameOf(index: number): string {
  return SURNAMES[(index * 7) % SURNAMES.length]! + GIVEN[(index * 4 + Math.floor(index / GIVEN.length)) % GIVEN.length]!
}

export const occupations = [
  '云溪区实验小学教师',
  '社区卫生服务中心全科医生',
  '公交集团驾驶员',
  '桃源街道社区党支部书记',
  '物业公司项目经理',
  '云溪农业合作社理事长',
  '环卫所班长',
  '律师事务所律师',
  '自来水厂工程师',
  '纺织厂车间工人',
  '区图书馆馆员',
  '餐饮店店主',
  '电力公司抢修班长',
  '退休教师',
  '快递站站长',
] as const

/** Opens the mini-program for the first time since its privacy text changed. */
export const newcomer = 'resident-8'

export const residents = [
  { key: 'resident-1', name: '孙大娘', title: '居民，住云溪东苑' },
  { key: 'resident-2', name: '小周', title: '居民，住松涛新村' },
  { key: 'resident-3', name: '刘师傅', title: '居民，出租车驾驶员' },
  { key: 'resident-4', name: '陈护士', title: '居民，上夜班' },
  { key: 'resident-5', name: '何爷爷', title: '居民，坐轮椅' },
  { key: 'resident-6', name: '林老师', title: '居民，两个孩子的母亲' },
  { key: 'resident-7', name: '罗老板', title: '居民，开小吃店' },
  { key: 'resident-8', name: '高同学', title: '居民，大学生' },
] as const
