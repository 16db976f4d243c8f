import { featuresOf } from './topic-features'
import type { LinearModel, TopicModel } from './topic-model'

/** Marks the format of a packed model; another number is another format, and weights that were found on vectors of another kind are one too. */
const FORMAT = 0x4c585133
const HEAD_BYTES = 8
const LARGEST = 127
const LARGEST_IDF = 255

/** What is written as JSON before the numbers: the letters' reader, then that of titles where there is one. */
interface Head {
  classes: string[]
  readers: ReaderHead[]
}
interface ReaderHead {
  scales: number[]
  biases: number[]
  calibration: LinearModel['calibration']
  features: number
  /** What 1 in a feature's byte stands for. */
  idfStep: number
}

/** A model as bytes: of each reader codes as distances to the one before, one byte a feature for its idf and one a class for its weight. */
export function pack({ classes, whole, titles }: TopicModel): Uint8Array {
  const readers = [whole, ...(titles ? [titles] : [])].map(packReader)
  const head: Head = { classes: [...classes], readers: readers.map((reader) => reader.head) }
  const headBytes = new TextEncoder().encode(JSON.stringify(head))
  const bytes = new Uint8Array(HEAD_BYTES + headBytes.length + readers.reduce((sum, { numbers }) => sum + numbers.length, 0))
  const view = new DataView(bytes.buffer)
  view.setUint32(0, FORMAT)
  view.setUint32(4, headBytes.length)
  bytes.set(headBytes, HEAD_BYTES)
  let at = HEAD_BYTES + headBytes.length
  for (const { numbers } of readers) {
    bytes.set(numbers, at)
    at += numbers.length
  }
  return bytes
}

function packReader({ features: { codes, idf }, weights, scales, biases, calibration }: LinearModel): {
  head: ReaderHead
  numbers: Uint8Array
} {
  const classes = biases.length
  const largest = biases.map((_, each) => {
    let found = 0
    for (let at = each; at < weights.length; at += classes) found = Math.max(found, Math.abs(weights[at]!))
    return found || 1
  })
  const idfStep = idf.reduce((most, one) => Math.max(most, one), 1) / LARGEST_IDF
  const distances: number[] = []
  codes.forEach((code, id) => {
    let rest = code - (id === 0 ? 0 : codes[id - 1]!)
    for (; rest > 127; rest >>>= 7) distances.push((rest & 127) | 128)
    distances.push(rest)
  })
  const numbers = new Uint8Array(distances.length + idf.length + weights.length)
  const view = new DataView(numbers.buffer)
  numbers.set(distances)
  let at = distances.length
  idf.forEach((one, id) => view.setUint8(at + id, Math.round(one / idfStep)))
  at += idf.length
  weights.forEach((weight, index) => view.setInt8(at + index, Math.round((weight / largest[index % classes]!) * LARGEST)))
  const head = {
    scales: scales.map((scale, each) => (scale * largest[each]!) / LARGEST),
    biases: [...biases],
    calibration,
    features: codes.length,
    idfStep,
  }
  return { head, numbers }
}

/** The model that `pack` made bytes of. Throws where they are none. */
export function unpack(bytes: Uint8Array): TopicModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < HEAD_BYTES || view.getUint32(0) !== FORMAT) throw new Error('This is no topic model')
  const from = HEAD_BYTES + view.getUint32(4)
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(HEAD_BYTES, from))) as Head
  const [letters, brief] = head.readers
  const whole = unpackReader(bytes, from, letters!)
  const titles = brief ? unpackReader(bytes, whole.end, brief) : null
  if (bytes.length !== (titles ?? whole).end) throw new Error('This topic model is torn')
  return { classes: head.classes, whole: whole.model, titles: titles?.model ?? null }
}

function unpackReader(bytes: Uint8Array, from: number, head: ReaderHead): { model: LinearModel; end: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { scales, biases, calibration } = head
  const codes = new Uint32Array(head.features)
  let at = from
  let code = 0
  for (let id = 0; id < codes.length; id += 1) {
    for (let shift = 0; ; shift += 7) {
      const byte = view.getUint8(at)
      at += 1
      code += (byte & 127) << shift
      if (byte < 128) break
    }
    codes[id] = code
  }
  const idf = Float32Array.from(bytes.subarray(at, at + codes.length), (one) => one * head.idfStep)
  at += codes.length
  const end = at + codes.length * biases.length
  const weights = Int8Array.from(bytes.subarray(at, end), (one) => (one << 24) >> 24)
  return { model: { features: featuresOf(codes, idf), weights, scales, biases, calibration }, end }
}
