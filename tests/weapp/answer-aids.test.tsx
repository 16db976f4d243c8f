import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { view } from '../../src/client/gallery/samples'
import { CaseActions } from '../../src/client/ui/case/actions'
import { AnswerAids } from '../../src/client/ui/case/answer-aids'
import { Held } from '../../src/client/ui/case/held'
import { TemplateForm } from '../../src/client/ui/templates'
import { render, type Shown } from './component/render'

let shown: Shown
afterEach(() => shown.close())

const template = {
  id: 't1',
  scope: 'deputy',
  ofId: 'd1',
  ofName: '王敏',
  title: '已去现场看过',
  text: '我已去{地点}看过。',
  mayChange: true,
}

/** As if the templates had been read. */
function reading(element: ReactElement) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } })
  client.setQueryData(['replyTemplate.list', {}], { items: [template] })
  return render(<QueryClientProvider client={client}>{element}</QueryClientProvider>)
}

describe('beside an answer', () => {
  it('templates are one tap away, each with its words', async () => {
    shown = await reading(<AnswerAids concernId="k1" text="" onText={() => {}} />)
    expect(shown.words()).not.toContain('我已去')
    await shown.tap('button', '用模板')
    expect(shown.words()).toContain('我已去{地点}看过。')
  })

  it('says which marks are still open, and no word where none is', async () => {
    shown = await reading(<AnswerAids concernId="k1" text="我已去〔地点〕看过，〔期限〕前办好。" onText={() => {}} />)
    expect(shown.words()).toContain('还没有填：〔地点〕、〔期限〕')
    shown.close()
    shown = await reading(<AnswerAids concernId="k1" text="按国发〔2024〕5号办好了。" onText={() => {}} />)
    expect(shown.words()).not.toContain('还没有填')
  })
})

describe('a reply template', () => {
  const form = (text: string) =>
    reading(<TemplateForm template={{ ...template, scope: 'deputy', text }} owner={{ scope: 'deputy', ofId: 'd1' }} onDone={() => {}} />)

  it('names the word that is not known before anything is sent', async () => {
    shown = await form('请到{地址}看{地点}')
    expect(shown.all('alert')).toMatchObject([{ words: '系统不认识{地址}，请改成上面列出的词' }])
    shown.close()
    shown = await form('请到{地点}看')
    expect(shown.all('alert')).toEqual([])
  })

  it('is deleted only after it is said what follows', async () => {
    shown = await form('请到{地点}看')
    expect(shown.words()).not.toContain('不能恢复')
    await shown.tap('button', '删除这个模板')
    expect(shown.words()).toContain('删除后不能恢复')
  })
})

describe('an answer that waits for a second person', () => {
  const props = { id: view.id, page: 'desk', onTry: () => {}, onDone: () => {}, onChanged: () => {}, onOpen: () => {} }
  const waiting = {
    ...view,
    state: 'in_review' as const,
    relations: ['desk' as const],
    steps: ['approve' as const, 'returnAnswer' as const],
  }

  it('is approved or returned, and approving is asked once more', async () => {
    shown = await reading(<CaseActions {...props} view={waiting} opened={null} />)
    expect(shown.all('button').map(({ words }) => words)).toEqual(['复核通过', '退回修改'])
    shown.close()
    shown = await reading(<CaseActions {...props} view={waiting} opened="approve" />)
    expect(shown.words()).toContain('不能收回')
  })

  it('says to whom it is shown', async () => {
    shown = await render(<Held held={{ state: 'in_review', reason: null }} />)
    expect(shown.words()).toContain('居民还看不到')
    shown.close()
    shown = await render(<Held held={{ state: 'returned', reason: null }} />)
    expect(shown.words()).toContain('居民没有看到')
  })
})
