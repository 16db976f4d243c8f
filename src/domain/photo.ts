/** 1 MiB: a phone shrinks a photo before it is sent. */
export const PHOTO_BYTES_MAX = 1_048_576
