import { maskNumbers, mentionsNumber } from '../../../domain/written-numbers'
import { Button } from '../../ui/button'
import { NoticeBar } from '../../ui/notice-bar'
import { useReportWords } from '../../words/report'

/** A quiet word while somebody writes a phone or an identity number, with one tap to mask it; nothing is kept from being sent. */
export function NumbersHint({ text, onMask }: { text: string; onMask: (masked: string) => void }) {
  const { report } = useReportWords()
  if (!mentionsNumber(text)) return null
  return (
    <NoticeBar tone="info" title={report.numberSeen}>
      <Button kind="link" onPress={() => onMask(maskNumbers(text))}>
        {report.maskNumber}
      </Button>
    </NoticeBar>
  )
}
