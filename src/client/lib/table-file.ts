import { IMPORT_BYTES_MAX } from '../../domain/import'

export interface TableFile {
  name: string
  base64: string
}

/** Lets a person choose a table in a browser; null where they went back. */
export function chooseTable(): Promise<TableFile | 'too_large' | 'unreadable' | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = '.csv,.xlsx'
    input.addEventListener('cancel', () => resolve(null))
    input.addEventListener('change', () => {
      const file = input.files?.[0]
      if (!file) return resolve(null)
      if (file.size > IMPORT_BYTES_MAX) return resolve('too_large')
      const reader = new FileReader()
      reader.addEventListener('load', () => resolve({ name: file.name, base64: String(reader.result).split(',')[1] ?? '' }))
      reader.addEventListener('error', () => resolve('unreadable'))
      reader.readAsDataURL(file)
    })
    input.click()
  })
}
