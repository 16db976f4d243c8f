import { Receipt, type ReceiptData } from '../../src/client/ui/receipt'
import { render, type Shown } from './component/render'

let shown: Shown
afterEach(() => shown.close())

const deputy = (id: string, name: string): NonNullable<ReceiptData['deputy']> => ({
  id,
  name,
  photoUrl: null,
  occupation: '教师',
  constituency: { id: 'c8', name: '第8选区' },
  worksOn: ['路灯'],
})
const wang = deputy('d1', '王敏')
const li = deputy('d2', '李强')
const toWang: ReceiptData = {
  deputy: wang,
  station: null,
  sides: [],
  alternatives: [li],
  reasons: [
    { kind: 'constituency', constituency: { id: 'c8', name: '第8选区' } },
    { kind: 'topic', topic: { code: '01-02', name: '路灯' } },
  ],
}

describe('a receipt', () => {
  it('names the deputy and gives each reason as a sentence', async () => {
    shown = await render(<Receipt receipt={toWang} />)
    expect(shown.words()).toContain('王敏')
    expect(shown.words()).toContain('您说的地方在第8选区，由这个选区的代表负责。')
    expect(shown.words()).toContain('这位代表关注“路灯”。')
  })

  it('offers the others only where one may still choose', async () => {
    shown = await render(<Receipt receipt={toWang} />)
    expect(shown.words()).not.toContain('李强')
    shown.close()
    const onChoose = jest.fn()
    shown = await render(<Receipt receipt={toWang} onChoose={onChoose} />)
    await shown.tap('button', '李强')
    expect(onChoose).toHaveBeenCalledWith('d2', '李强')
  })

  it('says that the station comes first, and why, where no deputy follows from the place', async () => {
    const toDesk: ReceiptData = {
      ...toWang,
      deputy: null,
      station: { id: 's1', name: '云溪街道联络站' },
      alternatives: [],
      reasons: [{ kind: 'no_place' }],
    }
    shown = await render(<Receipt receipt={toDesk} />)
    expect(shown.words()).toContain('会先交给云溪街道联络站，由工作人员分派给代表')
    expect(shown.words()).toContain('没有写明在地图上的位置，所以由联络站分派。')
  })
})
