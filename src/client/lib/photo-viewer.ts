import './photo-viewer.css'

/** What the buttons are called. */
export interface ViewerWords {
  close: string
  previous: string
  next: string
  one: (index: number) => string
}

/**
 * Shows photos large in a browser, one after the other: by swiping, by button, by arrow key; Escape closes. The browser's own dialog
 * keeps the focus inside and gives it back. Taro's previewImage does the same with 330 kB of a carousel, of which every page would load its part.
 */
export function viewPhotos(urls: readonly string[], first: number, words: ViewerWords): void {
  const dialog = document.createElement('dialog')
  dialog.className = 'lx-viewer'
  const strip = dialog.appendChild(document.createElement('div'))
  strip.className = 'lx-viewer-strip'
  for (const [index, url] of urls.entries()) {
    const image = strip.appendChild(document.createElement('img'))
    image.src = url
    image.alt = words.one(index + 1)
  }
  const count = dialog.appendChild(document.createElement('p'))
  count.setAttribute('role', 'status')
  const shown = () => (strip.clientWidth === 0 ? first : Math.round(strip.scrollLeft / strip.clientWidth))
  const tell = () => (count.textContent = `${shown() + 1} / ${urls.length}`)
  const go = (by: number) => {
    const to = Math.min(urls.length - 1, Math.max(0, shown() + by))
    strip.scrollTo({ left: to * strip.clientWidth })
  }
  const button = (label: string, sign: string, place: string, press: () => void) => {
    const made = dialog.appendChild(document.createElement('button'))
    made.type = 'button'
    made.className = `lx-viewer-${place}`
    made.textContent = sign
    made.setAttribute('aria-label', label)
    made.addEventListener('click', press)
  }
  button(words.close, '×', 'close', () => dialog.close())
  if (urls.length > 1) {
    button(words.previous, '‹', 'previous', () => go(-1))
    button(words.next, '›', 'next', () => go(1))
  }
  strip.addEventListener('scroll', tell)
  dialog.addEventListener('keydown', ({ key }) => {
    if (key === 'ArrowLeft') go(-1)
    if (key === 'ArrowRight') go(1)
  })
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
  strip.scrollLeft = first * strip.clientWidth
  tell()
}
