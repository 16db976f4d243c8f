import type { RoutingReason } from '../../domain/routing'
import { formatList } from './format'
import { wordsWith } from '.'

interface ReasonNames {
  constituency?: string
  constituencies?: readonly string[]
  topic?: string
  openCases?: number
  withinM?: number
  number?: string
  handedIn?: number
}

const zh = {
  why: '为什么是这位代表',
  whyDesk: '为什么先到联络站',
  toDeputy: '会交给这位代表',
  toDesk: (station: string | null) => (station ? `会先交给${station}，由工作人员分派给代表` : '会先交给联络站，由工作人员分派给代表'),
  wentToDeputy: '先交给了这位代表',
  wentToDesk: (station: string | null) => `先到了${station ?? '联络站'}，由工作人员分派给代表`,
  alternatives: '也可以选这几位代表',
  chooseThis: (name: string) => `改为交给${name}`,
  reason: {
    chosen: () => '这位代表是您自己选的。',
    constituency: ({ constituency }) => `您说的地方在${constituency}，由这个选区的代表负责。`,
    side_chosen: ({ constituency }) => `您说的地方在选区分界线旁，您选了${constituency}。`,
    near_line: ({ constituencies = [], withinM }) =>
      `您说的地方离选区分界线不到${withinM}米，可能属于${constituencies.join('、')}，所以由联络站分派。`,
    no_constituency: () => '您说的地方不在已公布的选区里，所以由联络站分派。',
    no_place: () => '没有写明在地图上的位置，所以由联络站分派。',
    no_deputy: ({ constituency }) => `${constituency}现在没有代表，所以由联络站分派。`,
    only_deputy: () => '这个选区只有这一位代表。',
    topic: ({ topic }) => `这位代表关注“${topic}”。`,
    rota: () => '这位代表一周内在联络站接待群众。',
    fewest_open: ({ openCases }) => `这位代表手上待办的事情最少（${openCases}件）。`,
    code: () => '几位代表条件相同，按固定的顺序确定。',
    own_copy: ({ number }) => `和您先前提交的${number}是同一件事，已并在一起，一并答复您。`,
    many_at_once: ({ handedIn }) => `您一小时内已提交${handedIn}件。这一件已收下，由联络站先看再分派。`,
  } satisfies Record<RoutingReason['kind'], (names: ReasonNames) => string>,
}
const en: typeof zh = {
  why: 'Why this deputy',
  whyDesk: 'Why the station first',
  toDeputy: 'It goes to this deputy',
  toDesk: (station) => `It goes to ${station ?? 'the station'} first, whose staff assign it to a deputy`,
  wentToDeputy: 'It first went to this deputy',
  wentToDesk: (station) => `It first went to ${station ?? 'the station'}, whose staff assign it to a deputy`,
  alternatives: 'You may choose one of these instead',
  chooseThis: (name) => `Send to ${name} instead`,
  reason: {
    chosen: () => 'You chose this deputy.',
    constituency: ({ constituency }) => `The place lies in ${constituency}, whose deputy takes it.`,
    side_chosen: ({ constituency }) => `The place lies near a line; you chose ${constituency}.`,
    near_line: ({ constituencies = [], withinM }) =>
      `The place is within ${withinM} m of a line and may belong to ${formatList(constituencies, 'en')}, so the station assigns it.`,
    no_constituency: () => 'The place is in none of the published constituencies, so the station assigns it.',
    no_place: () => 'No place on the map was given, so the station assigns it.',
    no_deputy: ({ constituency }) => `${constituency} has no deputy at present, so the station assigns it.`,
    only_deputy: () => 'This constituency has this one deputy.',
    topic: ({ topic }) => `This deputy works on “${topic}”.`,
    rota: () => 'This deputy receives residents within the week.',
    fewest_open: ({ openCases }) => `This deputy has the fewest open cases (${openCases}).`,
    code: () => 'Several deputies stood equal; a fixed order decided.',
    own_copy: ({ number }) => `It is the same as your ${number}; the two are put together and answered together.`,
    many_at_once: ({ handedIn }) => `You handed in ${handedIn} within an hour. This one is kept too; the station looks at it first.`,
  },
}
/** The words of the receipt: who got it, and why; the main package does not carry them. */
export const useReceiptWords = wordsWith({ receipt: { 'zh-CN': zh, en } })
