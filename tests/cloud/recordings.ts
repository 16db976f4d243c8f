/** A whole MP3 of three frames, as WeChat's recorder writes it: MPEG 2 Layer III, 16 kHz, 48 kbit/s. */
export const spoken = Buffer.alloc(3 * 216, Buffer.concat([Buffer.from([0xff, 0xf3, 0x68, 0xc0]), Buffer.alloc(212)]))
