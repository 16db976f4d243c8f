import Taro from '@tarojs/taro'
import type { Output } from '../../contract'
import { PHOTO_BYTES_MAX } from '../../domain/photo'
import { call, host, newRequestId } from './call'
import type { ViewerWords } from './photo-viewer'

export type Photo = Output<'photo.add'>

/** A photo on this device, on its way. The request id stays with it, so that a second try is the same photo. */
export interface LocalPhoto {
  requestId: string
  path: string
}

const LONGEST_SIDE = 1600

/** Lets the person choose up to `count` photos; none where they went back. */
export async function choosePhotos(count: number): Promise<LocalPhoto[]> {
  try {
    const paths =
      process.env.TARO_ENV === 'h5'
        ? (await Taro.chooseImage({ count, sizeType: ['compressed'], sourceType: ['album', 'camera'] })).tempFilePaths
        : (await Taro.chooseMedia({ count, mediaType: ['image'], sizeType: ['compressed'] })).tempFiles.map(
            ({ tempFilePath }) => tempFilePath,
          )
    return paths.slice(0, count).map((path) => ({ requestId: newRequestId(), path }))
  } catch {
    return []
  }
}

/** Shrinks a photo and stores it in the cloud. */
export async function uploadPhoto({ requestId, path }: LocalPhoto): Promise<Photo> {
  const base64 = process.env.TARO_ENV === 'h5' ? await shrinkInBrowser(path) : await shrinkOnPhone(path)
  return call('photo.add', { requestId, base64 })
}

async function shrinkOnPhone(path: string): Promise<string> {
  const files = Taro.getFileSystemManager()
  for (const quality of [80, 60, 40, 20]) {
    const { tempFilePath } = await Taro.compressImage({ src: path, quality, compressedWidth: LONGEST_SIDE } as Taro.compressImage.Option)
    const base64 = files.readFileSync(tempFilePath, 'base64') as string
    if ((base64.length * 3) / 4 <= PHOTO_BYTES_MAX) return base64
  }
  throw new Error('The photo stays too large')
}

async function shrinkInBrowser(path: string): Promise<string> {
  const image = new Image()
  image.src = path
  await image.decode()
  let side = LONGEST_SIDE
  for (const quality of [0.82, 0.7, 0.55, 0.4]) {
    const factor = Math.min(1, side / Math.max(image.naturalWidth, image.naturalHeight))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(image.naturalWidth * factor))
    canvas.height = Math.max(1, Math.round(image.naturalHeight * factor))
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    const base64 = canvas.toDataURL('image/jpeg', quality).split(',')[1] ?? ''
    if ((base64.length * 3) / 4 <= PHOTO_BYTES_MAX) return base64
    side *= 0.8
  }
  throw new Error('The photo stays too large')
}

/** Where to show a photo from: the host's own are relative to it. */
export const photoSource = (url: string) => (url.startsWith('/') ? host + url : url)

/** Shows photos large, one after the other. `words`: what the buttons of a browser's viewer are called; WeChat has its own. */
export function showPhotos(urls: readonly string[], current: string, words: ViewerWords): void {
  const all = urls.map(photoSource)
  if (process.env.TARO_ENV === 'h5') void import('./photo-viewer').then(({ viewPhotos }) => viewPhotos(all, urls.indexOf(current), words))
  // In the other branch, so that a browser's build leaves the carousel out.
  else void Promise.resolve(Taro.previewImage({ urls: all, current: photoSource(current) })).catch(() => {})
}
