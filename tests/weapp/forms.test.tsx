import { randomUUID } from 'node:crypto'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import type { Output } from '../../src/contract'
import { view } from '../../src/client/gallery/samples'
import { Refused } from '../../src/client/lib/call'
import { CaseActions } from '../../src/client/ui/case/actions'
import { DeputySearch } from '../../src/client/ui/deputy-search'
import { DivisionPicker } from '../../src/client/ui/division-picker'
import { ErrorSummary, RefusedBar } from '../../src/client/ui/error-summary'
import { TopicSuggestions, useTopicSuggestions } from '../../src/client/ui/topic-choice'
import { Waiting } from '../../src/client/ui/page'
import { PhotoField, Photos } from '../../src/client/ui/photo-field'
import { render, type Shown } from './component/render'

let shown: Shown
afterEach(() => shown.close())

const division = (code: string, parentCode: string | null, name: string) => ({ code, parentCode, name, level: 'street', centre: null })
const congress = {
  id: 'c1',
  code: 'yunxi',
  name: '云溪区人民代表大会',
  divisions: [division('1', null, '云溪区'), division('11', '1', '望月街道'), division('111', '11', '望月湾社区')],
  topics: [],
} as unknown as Output<'congress.open'>

/** As if the congress had been read. */
function reading(element: ReactElement) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } })
  client.setQueryData(['congress.open', {}], congress)
  return render(<QueryClientProvider client={client}>{element}</QueryClientProvider>)
}

describe('what is wrong with a form', () => {
  it('is counted at the top, each line with the name of its field', async () => {
    shown = await render(
      <ErrorSummary
        errors={[{ path: 'text', rule: 'required' }]}
        names={{ text: '事情' }}
        own={{ 'text.required': '请写下您要反映的事情' }}
      />,
    )
    expect(shown.all('alert')).toHaveLength(1)
    expect(shown.all('link')).toMatchObject([{ words: '事情：请写下您要反映的事情' }])
  })

  it('is nothing where nothing is wrong', async () => {
    shown = await render(<ErrorSummary errors={[]} names={{}} />)
    expect(shown.words()).toBe('')
  })

  it('says that what was written is kept where the network failed', async () => {
    shown = await render(<RefusedBar error={new Refused('OFFLINE')} hasDraft />)
    expect(shown.all('alert')).toMatchObject([{ words: '网络不通。您写的内容已存在这部手机上，连上网络后点“重新提交”。' }])
  })

  test.each([
    [40, '操作太频繁，请过一分钟再试。您写的内容没有丢，还在这一页。'],
    [3600, '操作太频繁，请过60分钟再试。您写的内容没有丢，还在这一页。'],
  ])('says how long to wait where it was done too often (%i s), and that what was written is kept', async (seconds, words) => {
    shown = await render(<RefusedBar error={new Refused('TOO_MANY', [], seconds)} hasDraft />)
    expect(shown.all('alert')).toMatchObject([{ words }])
  })

  it('says no time where it is not time that helps', async () => {
    shown = await render(<RefusedBar error={new Refused('TOO_MANY')} />)
    expect(shown.all('alert')).toMatchObject([{ words: '操作太频繁，请过一会儿再试。' }])
  })

  it('speaks of what was written only where somebody wrote', async () => {
    shown = await render(<RefusedBar error={new Refused('INTERNAL')} hasText />)
    expect(shown.all('alert')).toMatchObject([{ words: '我们这边出了问题，请稍后再试。您写的内容没有丢。' }])
    shown.close()
    shown = await render(<RefusedBar error={new Refused('INTERNAL')} />)
    expect(shown.all('alert')).toMatchObject([{ words: '我们这边出了问题，请稍后再试。' }])
    shown.close()
    shown = await render(<Waiting reading={{ error: new Refused('INTERNAL'), refetch: jest.fn() }} />)
    expect(shown.words()).toContain('我们这边出了问题，请稍后再试。')
    expect(shown.words()).not.toContain('没有丢')
  })

  it('gives the number by which the office finds a call that failed on our side', async () => {
    shown = await render(<RefusedBar error={new Refused('UNAVAILABLE', [], undefined, '1a2b3c4d-5e6f')} hasDraft />)
    expect(shown.words()).toMatch(/请稍后点“重新提交”。\s*找工作人员时，请报出错编号 1a2b3c4d$/)
  })
})

describe('photos', () => {
  const photos = [
    { id: 'p1', url: '/files/p1' },
    { id: 'p2', url: '/files/p2' },
  ]

  it('are named by their place, and each can be removed', async () => {
    const onChange = jest.fn()
    shown = await render(<PhotoField label="照片" photos={photos} onChange={onChange} />)
    expect(shown.words()).toContain('已添加2张，最多9张')
    await shown.tap('button', '删除第1张照片')
    expect(onChange).toHaveBeenCalledWith([photos[1]])
  })

  it('can be no more than there is room for', async () => {
    shown = await render(<PhotoField label="照片" photos={photos} max={2} onChange={() => {}} />)
    expect(shown.all('button').some(({ words }) => words.includes('添加照片'))).toBe(false)
  })

  it('to look at are buttons with a name', async () => {
    shown = await render(<Photos photos={photos} />)
    expect(shown.all('button').map(({ label }) => label)).toEqual(['第1张照片', '第2张照片'])
  })
})

describe('a division', () => {
  it('is chosen one level after the other', async () => {
    const onChoose = jest.fn()
    shown = await reading(<DivisionPicker value={null} onChoose={onChoose} />)
    const [first] = shown.all('radio')
    await shown.tap('radio', first!.label!)
    expect(onChoose).toHaveBeenCalledWith(expect.objectContaining({ name: first!.label }))
    shown.close()
    shown = await reading(<DivisionPicker value="11" onChoose={onChoose} />)
    expect(shown.all('radio').map(({ label }) => label)).toEqual(['望月湾社区'])
  })
})

describe('looking for a deputy', () => {
  it('says in words what went wrong, and offers another try', async () => {
    shown = await reading(<DeputySearch onChoose={() => {}} />)
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect(shown.all('button').map(({ words }) => words)).toContain('再试一次')
  })
})

describe('a topic that is suggested', () => {
  const items = [
    { code: '01-02', name: '路灯' },
    { code: '02', name: '市容环境' },
  ]
  const words = { label: '看起来像：', takeWords: (name: string) => `选“${name}”` }

  it('is taken with one tap', async () => {
    const onTake = jest.fn()
    shown = await render(<TopicSuggestions items={items} {...words} onTake={onTake} />)
    expect(shown.all('button').map(({ label }) => label)).toEqual(['选“路灯”', '选“市容环境”'])
    await shown.tap('button', '选“市容环境”')
    expect(onTake).toHaveBeenCalledWith('02')
  })

  it('is nothing, and no error, where the cloud is out of reach', async () => {
    const Suggested = () => <TopicSuggestions items={useTopicSuggestions('望月湾南门的路灯坏了两周')} {...words} onTake={() => {}} />
    shown = await reading(<Suggested />)
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    expect(shown.words()).toBe('')
    expect(shown.all('alert')).toEqual([])
  })
})

describe('what may be done with a case', () => {
  const props = { id: view.id, page: 'resident', view, onTry: () => {}, onDone: () => {}, onChanged: () => {} }

  it('is what the server says, and nothing else', async () => {
    shown = await reading(<CaseActions {...props} opened={null} onOpen={() => {}} />)
    expect(shown.all('button')).toHaveLength(view.steps.length)
  })

  it('opens the form of a step', async () => {
    const onOpen = jest.fn()
    shown = await reading(<CaseActions {...props} opened={null} onOpen={onOpen} />)
    await shown.tap('button', '留言')
    expect(onOpen).toHaveBeenCalledWith('say')
  })

  it('asks once more before what cannot be undone, and takes no for an answer', async () => {
    const onOpen = jest.fn()
    shown = await reading(<CaseActions {...props} opened="withdraw" onOpen={onOpen} />)
    await shown.tap('button', '取消')
    expect(onOpen).toHaveBeenCalledWith(null)
  })

  const offline = '网络不通，请连上网络后再试。'
  const kept = '网络不通。您写的内容已存在这部手机上，连上网络后点“重新提交”。'
  test.each([
    ['setTopic', '确定类别', '', offline],
    ['chase', '催办', '', offline],
    ['chase', '催办', '灯还没有修', kept],
    ['withdraw', '确定撤回', '', offline],
  ] as const)(
    'that is refused (%s, %s, “%s”) speaks of what was written only where something was',
    async (opened, submit, typed, words) => {
      shown = await reading(<CaseActions {...props} id={randomUUID()} opened={opened} onOpen={() => {}} />)
      if (typed) await shown.type(typed)
      await shown.tap('button', submit)
      expect(shown.all('alert').map((alert) => alert.words)).toEqual([words])
    },
  )

  it('is not there at all where nothing may be done', async () => {
    shown = await reading(<CaseActions {...props} view={{ ...view, steps: [] }} opened={null} onOpen={() => {}} />)
    expect(shown.words()).toBe('')
  })
})
