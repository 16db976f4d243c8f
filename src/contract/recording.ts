import * as v from 'valibot'
import { RECORDING_BYTES_MAX, RECORDING_SECONDS_MAX } from '../domain/content'
import { recording, requestId } from './field'
import { change } from './operation'

/** 录音: private until it is attached to something the caller hands in. */
export const addRecording = change({
  summary: 'Takes one recording (base64 MP3, M4A, WebM, OGG or WAV, at most 60 s); attach it by its id within a day',
  by: 'person',
  input: v.strictObject({
    requestId,
    base64: v.pipe(
      v.string('text'),
      v.minLength(1, 'required'),
      v.maxLength(Math.ceil(RECORDING_BYTES_MAX / 3) * 4, 'too_large'),
      v.base64('recording'),
    ),
    seconds: v.pipe(v.number('number'), v.integer('number'), v.minValue(1, 'range'), v.maxValue(RECORDING_SECONDS_MAX, 'range')),
  }),
  output: recording,
  /** NOT_FOUND: asked again after it was erased. */
  errors: ['TOO_MANY', 'NOT_FOUND'],
})
