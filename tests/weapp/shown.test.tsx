import { Text } from '@tarojs/components'
import { deputies, events, items, LONG, messages, receipts, stations, view } from '../../src/client/gallery/samples'
import { Refused } from '../../src/client/lib/call'
import { Card, Cards } from '../../src/client/ui/card'
import { CaseHeader } from '../../src/client/ui/case/header'
import { CaseCard } from '../../src/client/ui/case/item'
import { CaseMatter } from '../../src/client/ui/case/matter'
import { CaseTable } from '../../src/client/ui/case/table'
import { CaseThread } from '../../src/client/ui/case/thread'
import { CaseTimeline } from '../../src/client/ui/case/timeline'
import { DeputyCard } from '../../src/client/ui/deputy-card'
import { Empty } from '../../src/client/ui/empty'
import { Icon } from '../../src/client/ui/icon'
import { NoticeBar } from '../../src/client/ui/notice-bar'
import { Waiting } from '../../src/client/ui/page'
import { Receipt } from '../../src/client/ui/receipt'
import { Skeleton } from '../../src/client/ui/skeleton'
import { StationCard } from '../../src/client/ui/station-card'
import { Status } from '../../src/client/ui/status'
import { StepsHeader } from '../../src/client/ui/steps-header'
import { formatDate } from '../../src/client/words'
import { render, type Shown } from './component/render'

let shown: Shown
afterEach(() => shown.close())

describe('a card', () => {
  it('leads on as a whole where it leads anywhere', async () => {
    const onPress = jest.fn()
    shown = await render(
      <Card onPress={onPress} label="望月湾联络站">
        <Text>望月湾联络站</Text>
      </Card>,
    )
    await shown.tap('link', '望月湾')
    expect(onPress).toHaveBeenCalledTimes(1)
  })

  it('is no link where it leads nowhere', async () => {
    shown = await render(
      <Cards>
        <Card>
          <Text>幸福路12号</Text>
        </Card>
      </Cards>,
    )
    expect(shown.all('link')).toEqual([])
    expect(shown.words()).toBe('幸福路12号')
  })
})

describe('a status', () => {
  it('is words, and its icon is nothing to a screen reader', async () => {
    shown = await render(<Status words="已超期3个工作日" tone="error" icon="alert" />)
    expect(shown.words()).toBe('已超期3个工作日')
    expect(shown.hidden()).toBe(1)
  })
})

describe('an icon', () => {
  it('is hidden from screen readers', async () => {
    shown = await render(<Icon name="pin" />)
    expect(shown.hidden()).toBe(1)
    expect(shown.words()).toBe('')
  })
})

describe('a notice', () => {
  it('of something wrong is an alert, any other a status', async () => {
    shown = await render(<NoticeBar tone="error" title="网络不通" />)
    expect(shown.all('alert')).toMatchObject([{ words: '网络不通' }])
    shown.close()
    shown = await render(<NoticeBar tone="success" title="已保存" />)
    expect(shown.all('status')).toMatchObject([{ words: '已保存' }])
  })
})

describe('what waits', () => {
  it('shows nothing for 300 ms, and then says that something is coming', async () => {
    shown = await render(<Skeleton />)
    expect(shown.words()).toBe('')
    for (let tries = 0; tries < 100 && shown.all('status').length === 0; tries += 1) await new Promise((resolve) => setTimeout(resolve, 50))
    expect(shown.all('status')).toMatchObject([{ words: '正在打开…' }])
  })

  it('says why it failed, and how to try again', async () => {
    const refetch = jest.fn()
    shown = await render(<Waiting reading={{ error: new Refused('OFFLINE'), refetch }} />)
    await shown.tap('button', '再试一次')
    expect(refetch).toHaveBeenCalledTimes(1)
  })

  it('says a short number of the call where it failed on our side, and only there', async () => {
    const id = '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d'
    shown = await render(<Waiting reading={{ error: new Refused('INTERNAL', [], undefined, id), refetch: () => {} }} />)
    expect(shown.words()).toContain('出错编号 1a2b3c4d')
    expect(shown.words()).not.toContain('5e6f')
    for (const code of ['NOT_FOUND', 'FORBIDDEN', 'OFFLINE'] as const) {
      shown = await render(<Waiting reading={{ error: new Refused(code, [], undefined, id), refetch: () => {} }} />)
      expect(shown.words()).not.toContain('出错编号')
    }
  })

  it('offers no second try for what is not there', async () => {
    shown = await render(<Waiting reading={{ error: new Refused('NOT_FOUND'), refetch: () => {} }} />)
    expect(shown.words()).toContain('没有找到')
    expect(shown.all('button')).toEqual([])
  })

  it('says why a list is empty, with one thing to do', async () => {
    const onAction = jest.fn()
    shown = await render(<Empty title="您还没有反映过事情。" action="反映一件事" onAction={onAction} />)
    expect(shown.all('button')).toHaveLength(1)
    await shown.tap('button', '反映')
    expect(onAction).toHaveBeenCalled()
  })
})

describe('the head of a step', () => {
  it('says in words where one is', async () => {
    shown = await render(<StepsHeader title="事情在哪里？" progress="第2步，共4步" step={2} steps={4} />)
    expect(shown.words()).toContain('第2步，共4步')
    expect(shown.all('heading')).toMatchObject([{ words: '事情在哪里？' }])
  })
})

describe('a deputy', () => {
  it('shows name, constituency, work and what they work on', async () => {
    const onPress = jest.fn()
    shown = await render(<DeputyCard deputy={deputies.usual} onPress={onPress} />)
    for (const words of ['王敏', '第8选区', '小学教师', '路灯']) expect(shown.words()).toContain(words)
    await shown.tap('link', '王敏')
    expect(onPress).toHaveBeenCalled()
  })

  it('of whom nothing more is known is a name', async () => {
    shown = await render(<DeputyCard deputy={{ ...deputies.bare, name: '李强' }} />)
    expect(shown.words()).toContain('李强')
    expect(shown.all('link')).toEqual([])
  })
})

describe('a station', () => {
  it('says whether it is open, how far it is and who receives', async () => {
    shown = await render(<StationCard station={stations.open} onPress={() => {}} />)
    for (const words of ['现在开放', '约320米', '正在接待：王敏', `下次接待：${formatDate('2026-11-30')}上午9:00–11:30`])
      expect(shown.words()).toContain(words)
  })

  it('that is closed says so', async () => {
    shown = await render(<StationCard station={stations.closed} onPress={() => {}} />)
    expect(shown.words()).toContain('现在不开放')
    expect(shown.words()).not.toContain('正在接待')
  })
})

describe('a case', () => {
  it('in a list tells a screen reader what it is, how it stands and by when', async () => {
    const onPress = jest.fn()
    shown = await render(<CaseCard item={items[1]!} as="reporter" onPress={onPress} />)
    const [card] = shown.all('link')
    expect(card!.label).toContain(items[1]!.excerpt)
    expect(card!.label).toContain('已超期5个工作日')
    await shown.tap('link', '望月湾')
    expect(onPress).toHaveBeenCalled()
  })

  it('in a list says how much is new', async () => {
    shown = await render(<CaseCard item={items[2]!} as="reporter" onPress={() => {}} />)
    expect(shown.words()).toContain('2条')
  })

  it('for whose deputy nobody acts asks its desk for another, not for patience', async () => {
    const item = { ...items[1]!, state: 'accepted' as const }
    shown = await render(<CaseCard item={item} as="desk" isLeft onPress={() => {}} />)
    expect(shown.words()).toContain('没有代表在办')
    expect(shown.words()).toContain('请分派给一位代表。')
    expect(shown.words()).not.toContain('代表正在办理。')
    shown = await render(<CaseCard item={item} as="desk" onPress={() => {}} />)
    expect(shown.words()).not.toContain('没有代表在办')
    expect(shown.words()).toContain('代表正在办理。')
  })

  it('in a table has its number, topic, deadline and state, and opens by what it is about', async () => {
    const onOpen = jest.fn()
    shown = await render(<CaseTable items={items.slice(0, 2)} as="assignee" onOpen={onOpen} />)
    expect(shown.all('columnheader').map(({ words }) => words)).toEqual(['编号', '事情', '类别', '期限', '进展'])
    expect(shown.all('row')).toHaveLength(3)
    expect(shown.all('cell').map(({ words }) => words)).toEqual(expect.arrayContaining(['2026-0124', '路灯', '已超期5个工作日']))
    await shown.tap('link', '望月湾')
    expect(onOpen).toHaveBeenCalledWith('k1')
  })

  it('says on top how it stands, with whom it is and what comes next', async () => {
    const onBelow = jest.fn()
    shown = await render(<CaseHeader view={view} as="reporter" onBelow={onBelow} />)
    expect(shown.all('heading')).toHaveLength(1)
    for (const words of ['王敏', '2026-0123', '还有9个工作日']) expect(shown.words()).toContain(words)
    await shown.tap('button', '')
    expect(onBelow).toHaveBeenCalled()
  })

  it('shows what was written in full', async () => {
    shown = await render(<CaseMatter view={view} />)
    expect(shown.words()).toContain(LONG)
    expect(shown.words()).toContain('望月湾南门')
  })

  it('names who wrote what, and whether it was read', async () => {
    shown = await render(<CaseThread messages={messages} />)
    const [first, second, third] = shown.all('listitem').map(({ words }) => words)
    expect(first).toContain('已读')
    expect(second).toContain('未读')
    expect(third).toContain('王敏')
    expect(third).toContain('答复')
  })

  it('offers no reading aloud where the platform has no voice', async () => {
    shown = await render(<CaseThread messages={messages} />)
    expect(shown.words()).not.toContain('朗读')
  })

  it('tells everything that happened, one event an item', async () => {
    shown = await render(<CaseTimeline events={events} as="reporter" relayName="" />)
    expect(shown.all('listitem')).toHaveLength(events.length)
  })

  it('has a receipt that leads to its deputy', async () => {
    const onOpen = jest.fn()
    shown = await render(<Receipt receipt={receipts.deputy} onOpen={onOpen} />)
    await shown.tap('button', '')
    expect(onOpen).toHaveBeenCalledWith('d1')
  })
})
