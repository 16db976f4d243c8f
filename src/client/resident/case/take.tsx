import type { Output } from '../../../contract'
import { formatDate, formatMoment } from '../../words'
import { call } from '../../lib/call'
import { reasonWords } from '../../ui/receipt'
import { useCaseWords } from '../../words/concern'
import { useEvidenceWords, type EvidenceWords } from '../../words/evidence'
import { useMyDataWords } from '../../words/my-data'
import { useReceiptWords } from '../../words/receipt'
import { caseParts, type Words } from '../mine-data/everything'
import { TakeFile } from '../take/file'
import type { Paper, Part } from '../take/paper'

type Exported = Output<'concern.export'>

function receiptPart({ receipt }: Exported['concern'], words: ReturnType<typeof useReceiptWords>): Part {
  const { deputy, station, reasons } = receipt
  return {
    title: deputy ? words.receipt.why : words.receipt.whyDesk,
    lines: [
      deputy ? `${words.receipt.wentToDeputy}：${deputy.name}` : words.receipt.wentToDesk(station?.name ?? null),
      ...reasons.map((reason) => reasonWords(reason, words)),
    ],
  }
}

function proofPart({ chain, seal }: Exported['evidence'], words: EvidenceWords): Part {
  return {
    title: words.proof,
    lines: [
      words.proofWords(chain.length),
      ...chain.map(({ seq, hash }) => words.step(seq, hash)),
      ...(seal ? [words.sealed(formatDate(seal.on), seal.root), words.sealedWords] : [words.notSealed]),
      words.machine,
    ],
  }
}

function paperOf(exported: Exported, words: Words, receipt: ReturnType<typeof useReceiptWords>, evidence: EvidenceWords): Paper {
  const { concern, congress, exportedAt } = exported
  return {
    title: words.data.ofCase(concern.number),
    head: `${congress} · ${formatMoment(exportedAt)}`,
    parts: [...caseParts(concern, words), receiptPart(concern, receipt), proofPart(exported.evidence, evidence)],
    machine: JSON.stringify(exported.evidence),
  }
}

/** 留存这件诉求: one file that a resident can read, print, and have checked. */
export function TakeCase({ id }: { id: string }) {
  const words = { ...useCaseWords(), data: useMyDataWords() }
  const receipt = useReceiptWords()
  const evidence = useEvidenceWords()
  const read = async () => {
    const exported = await call('concern.export', { id })
    const { photos, messages } = exported.concern
    return {
      paper: paperOf(exported, words, receipt, evidence),
      pictures: [...photos, ...messages.flatMap((message) => message.photos)],
      data: exported,
    }
  }
  return <TakeFile name="lianxinqiao-case" title={evidence.take} intro={evidence.takeWords} download={evidence.download} read={read} />
}
