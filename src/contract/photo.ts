import * as v from 'valibot'
import { photo, requestId } from './field'
import { change } from './operation'

/** At most 1 MB of JPEG, PNG or WebP: the phone shrinks a photo before it is sent. 1.4 characters of base64 a byte. */
export const PHOTO_BYTES_MAX = 1_048_576

/** 照片: private until it is attached to something the caller hands in. */
export const addPhoto = change({
  summary: 'Takes one photo (base64 JPEG, PNG or WebP, at most 1 MiB); attach it by its id within a day',
  by: 'person',
  input: v.strictObject({
    requestId,
    base64: v.pipe(
      v.string('text'),
      v.minLength(1, 'required'),
      v.maxLength(Math.ceil(PHOTO_BYTES_MAX / 3) * 4, 'too_large'),
      v.base64('photo'),
    ),
  }),
  output: photo,
  errors: ['TOO_MANY'],
})
