import { Button } from '../../src/client/ui/button'
import { Check, Choice } from '../../src/client/ui/choice'
import { Field } from '../../src/client/ui/field'
import { render, type Shown } from './component/render'

let shown: Shown
afterEach(() => shown.close())

describe('a button', () => {
  it('says that it is one, and does what it says when it is tapped', async () => {
    const onPress = jest.fn()
    shown = await render(<Button onPress={onPress}>提交</Button>)
    expect(shown.all('button')).toEqual([{ tag: 'button', role: 'button', words: '提交' }])
    await shown.tap('button', '提交')
    expect(onPress).toHaveBeenCalledTimes(1)
  })

  it('is named by its label where the words alone do not say what it does', async () => {
    shown = await render(
      <Button onPress={() => {}} label="修改地点">
        修改
      </Button>,
    )
    expect(shown.all('button')).toMatchObject([{ label: '修改地点', words: '修改' }])
  })

  it('does nothing while something is under way, and says so', async () => {
    const onPress = jest.fn()
    shown = await render(
      <Button onPress={onPress} isBusy>
        提交
      </Button>,
    )
    expect(shown.all('button')).toMatchObject([{ disabled: 'true', label: expect.stringContaining('提交，') as string }])
    await shown.tap('button', '提交')
    expect(onPress).not.toHaveBeenCalled()
  })
})

describe('a field', () => {
  it('hands on what is written', async () => {
    const onChange = jest.fn()
    shown = await render(<Field name="text" label="写下您要反映的事情" onChange={onChange} kind="lines" />)
    await shown.type('路灯坏了')
    expect(onChange).toHaveBeenLastCalledWith('路灯坏了')
  })

  it('says in words what is wrong, before the input and as an alert', async () => {
    shown = await render(<Field name="text" label="事情" error="请写下您要反映的事情" onChange={() => {}} />)
    expect(shown.all('alert')).toMatchObject([{ words: '请写下您要反映的事情' }])
  })

  it('lets one write more than fits, and says how much too much it is', async () => {
    shown = await render(<Field name="text" label="事情" max={5} onChange={() => {}} />)
    await shown.type('一二三四五六七')
    expect(shown.words()).toContain('超出2字')
  })
})

describe('a choice', () => {
  const options = [
    { value: 'a', label: '道路交通' },
    { value: 'b', label: '教育', hint: '学校、幼儿园' },
  ]

  it('tells a screen reader which one is chosen', async () => {
    shown = await render(<Choice name="topic" label="属于哪一类？" options={options} value="b" onChoose={() => {}} />)
    expect(shown.all('radiogroup')).toMatchObject([{ label: '属于哪一类？' }])
    expect(shown.all('radio')).toMatchObject([
      { label: '道路交通', checked: 'false' },
      { label: '教育，学校、幼儿园', checked: 'true' },
    ])
  })

  it('hands on the value of what is tapped', async () => {
    const onChoose = jest.fn()
    shown = await render(<Choice name="topic" label="属于哪一类？" options={options} value={undefined} onChoose={onChoose} />)
    await shown.tap('radio', '教育')
    expect(onChoose).toHaveBeenCalledWith('b')
  })

  it('of yes or no turns to the other', async () => {
    const onChange = jest.fn()
    shown = await render(<Check label="同意代表打电话联系我" value={false} onChange={onChange} />)
    expect(shown.all('checkbox')).toMatchObject([{ checked: 'false' }])
    await shown.tap('checkbox', '同意')
    expect(onChange).toHaveBeenCalledWith(true)
  })
})
