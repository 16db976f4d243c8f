import { call } from '../../lib/call'
import { useCaseWords } from '../../words/concern'
import { useMyDataWords } from '../../words/my-data'
import { TakeFile } from '../take/file'
import { paperOf, picturesIn, type Everything } from './everything'

/** Everything of the person, page by page. */
async function readEverything(): Promise<Everything> {
  const { next, ...first } = await call('person.export', {})
  const concerns = [...first.concerns]
  for (let cursor = next; cursor;) {
    const page = await call('person.export', { cursor })
    concerns.push(...page.concerns)
    cursor = page.next
  }
  return { ...first, concerns }
}

/** 导出我的信息 */
export function Take() {
  const data = useMyDataWords()
  const words = { ...useCaseWords(), data }
  const read = async () => {
    const everything = await readEverything()
    return { paper: paperOf(everything, words), pictures: picturesIn(everything), data: everything }
  }
  return <TakeFile name="lianxinqiao" title={data.take} intro={data.takeWords} download={data.readable} read={read} />
}
