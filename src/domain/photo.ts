/** 1 MiB: a phone shrinks a photo before it is sent. */
export const PHOTO_BYTES_MAX = 1_048_576
/** Of a picture once it is drawn: four bytes each, 200 MB, which a cheap phone just holds. Cameras of 48 megapixels are within it. */
export const PHOTO_PIXELS_MAX = 50_000_000
