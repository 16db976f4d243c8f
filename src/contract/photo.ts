import * as v from 'valibot'
import { PHOTO_BYTES_MAX } from '../domain/photo'
import { photo, requestId } from './field'
import { change } from './operation'

/** 照片: private until it is attached to something the caller hands in. */
export const addPhoto = change({
  summary: 'Takes one photo (base64 JPEG, PNG or WebP, at most 1 MiB); attach it by its id within a day',
  by: 'person',
  input: v.strictObject({
    requestId,
    base64: v.pipe(
      v.string('text'),
      v.minLength(1, 'required'),
      // 4 characters of base64 for 3 bytes.
      v.maxLength(Math.ceil(PHOTO_BYTES_MAX / 3) * 4, 'too_large'),
      v.base64('photo'),
    ),
  }),
  output: photo,
  errors: ['TOO_MANY'],
})
