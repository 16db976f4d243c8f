import { featuresOf } from './topic-features'
import type { TopicModel } from './topic-model'

/** Marks the format of a packed model; another number is another format, and weights that were found on vectors of another kind are one too. */
const FORMAT = 0x4c585132
const HEAD_BYTES = 8
const LARGEST = 127
const LARGEST_IDF = 255

/** What is written as JSON before the numbers. */
interface Head {
  classes: string[]
  scales: number[]
  biases: number[]
  calibration: TopicModel['calibration']
  features: number
  /** What 1 in a feature's byte stands for. */
  idfStep: number
}

/** A model as bytes: codes as distances to the one before, one byte a feature for its idf and one a class for its weight. */
export function pack(model: TopicModel): Uint8Array {
  const { classes, features, calibration } = model
  const { codes, idf } = features
  const largest = classes.map((_, each) => {
    let found = 0
    for (let at = each; at < model.weights.length; at += classes.length) found = Math.max(found, Math.abs(model.weights[at]!))
    return found || 1
  })
  const idfStep = idf.reduce((most, one) => Math.max(most, one), 1) / LARGEST_IDF
  const head: Head = {
    classes: [...classes],
    scales: model.scales.map((scale, each) => (scale * largest[each]!) / LARGEST),
    biases: [...model.biases],
    calibration,
    features: codes.length,
    idfStep,
  }
  const headBytes = new TextEncoder().encode(JSON.stringify(head))
  const distances: number[] = []
  codes.forEach((code, id) => {
    let rest = code - (id === 0 ? 0 : codes[id - 1]!)
    for (; rest > 127; rest >>>= 7) distances.push((rest & 127) | 128)
    distances.push(rest)
  })
  const bytes = new Uint8Array(HEAD_BYTES + headBytes.length + distances.length + idf.length + model.weights.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, FORMAT)
  view.setUint32(4, headBytes.length)
  let at = HEAD_BYTES
  bytes.set(headBytes, at)
  bytes.set(distances, (at += headBytes.length))
  at += distances.length
  idf.forEach((one, id) => view.setUint8(at + id, Math.round(one / idfStep)))
  at += idf.length
  model.weights.forEach((weight, index) => view.setInt8(at + index, Math.round((weight / largest[index % classes.length]!) * LARGEST)))
  return bytes
}

/** The model that `pack` made bytes of. Throws where they are none. */
export function unpack(bytes: Uint8Array): TopicModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < HEAD_BYTES || view.getUint32(0) !== FORMAT) throw new Error('This is no topic model')
  let at = HEAD_BYTES + view.getUint32(4)
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(HEAD_BYTES, at))) as Head
  const codes = new Uint32Array(head.features)
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
  if (bytes.length !== at + codes.length * head.classes.length) throw new Error('This topic model is torn')
  const weights = Int8Array.from(new Int8Array(bytes.buffer, bytes.byteOffset + at, codes.length * head.classes.length))
  const { classes, scales, biases, calibration } = head
  return { classes, features: featuresOf(codes, idf), weights, scales, biases, calibration }
}
