import Taro from '@tarojs/taro'

/** Lets a browser store a text as a file. */
export function download(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // A browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** Writes a file on the phone, in the mini-program's own folder, and gives its path. */
export function writeFile(name: string, text: string): string {
  const path = `${Taro.env.USER_DATA_PATH ?? ''}/${name}`
  Taro.getFileSystemManager().writeFileSync(path, text, 'utf8')
  return path
}

export function removeFile(path: string): void {
  try {
    Taro.getFileSystemManager().unlinkSync(path)
  } catch {
    // Gone already.
  }
}

/** Hands a file to a chat; only from a tap. WeChat opens no HTML itself, so it is read on a computer or phone from there. */
export function shareFile(filePath: string, fileName: string): Promise<boolean> {
  return new Promise((resolve) => {
    void Promise.resolve(
      Taro.shareFileMessage({
        filePath,
        fileName,
        success: () => resolve(true),
        fail: () => resolve(false),
      } as Taro.shareFileMessage.Option),
    ).catch(() => resolve(false))
  })
}

export async function copy(text: string): Promise<boolean> {
  try {
    await Taro.setClipboardData({ data: text })
    return true
  } catch {
    return false
  }
}

/** A picture of this host as a data URL, so that a page holds it; null where it is gone. */
export async function pictureAsData(url: string): Promise<string | null> {
  try {
    const blob = await (await fetch(url)).blob()
    if (!blob.type.startsWith('image/')) return null
    return await new Promise((resolve, reject) => {
      const reader = new FileReader()
      reader.addEventListener('load', () => resolve(String(reader.result)))
      reader.addEventListener('error', () => reject(new Error('unreadable')))
      reader.readAsDataURL(blob)
    })
  } catch {
    return null
  }
}

/** Lets a person keep a workbook that came as base64: a browser stores it; WeChat opens it, and passes it on from there. */
export async function openWorkbook(name: string, base64: string): Promise<boolean> {
  try {
    if (process.env.TARO_ENV === 'h5') {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      const url = URL.createObjectURL(new Blob([bytes], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }))
      const link = document.createElement('a')
      link.href = url
      link.download = name
      link.click()
      setTimeout(() => URL.revokeObjectURL(url), 60_000)
      return true
    }
    const filePath = `${Taro.env.USER_DATA_PATH ?? ''}/${name}`
    Taro.getFileSystemManager().writeFileSync(filePath, base64, 'base64')
    await Taro.openDocument({ filePath, fileType: 'xlsx', showMenu: true })
    return true
  } catch {
    return false
  }
}
