import type { Page } from '@playwright/test'

/**
 * What is cut, covered, outside the window or too small to touch, on the page that is shown. Glyphs are taken as one
 * letter high: a line's box is higher than its letters, and two such boxes may share a few pixels.
 */
export const faultsOfBoxes = (page: Page, touch: number): Promise<string[]> => page.evaluate(measure, touch)

function measure(touch: number): string[] {
  interface Glyphs {
    words: string
    element: Element
    rects: { left: number; right: number; top: number; bottom: number }[]
    /** What it scrolls with: letters in a bar that stays put may lie over others for a while. */
    layer: Element | null
  }
  const faults: string[] = []
  const SLACK = 1
  const pages = [...document.querySelectorAll<HTMLElement>('.taro_page')].filter(
    (each) => each.offsetParent !== null || each.clientHeight > 0,
  )
  const top = pages.at(-1) ?? document.body
  const styleOf = (element: Element) => getComputedStyle(element)
  const isShown = (element: Element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !element.closest('.lx-unseen, .leaflet-tooltip')
  const layerOf = (element: Element | null): Element | null =>
    !element || element.matches('.taro-tabbar__tabbar') || ['fixed', 'sticky'].includes(styleOf(element).position)
      ? element
      : layerOf(element.parentElement)
  const short = (words: string) => (words.length > 24 ? `${words.slice(0, 24)}…` : words)

  const glyphs: Glyphs[] = []
  for (const root of [top, ...document.querySelectorAll('.taro-tabbar__tabbar')]) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const node = walker.currentNode
      const element = node.parentElement
      const words = node.textContent?.trim() ?? ''
      if (!element || words === '' || /^(script|style)$/i.test(element.tagName) || !isShown(element)) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const size = parseFloat(styleOf(element).fontSize)
      const rects = [...range.getClientRects()]
        .filter(({ width, height }) => width > 0 && height > 0)
        .map(({ left, right, top: up, bottom }) => {
          const inset = Math.max(0, (bottom - up - size) / 2)
          return { left, right, top: up + inset, bottom: bottom - inset }
        })
      glyphs.push({ words, element, rects, layer: layerOf(element) })
    }
  }

  for (const { words, element, rects } of glyphs) {
    if (rects.some(({ left, right }) => left < -SLACK || right > window.innerWidth + SLACK))
      faults.push(`outside the window: ${short(words)}`)
    for (let box: Element | null = element; box && box !== top; box = box.parentElement) {
      const { overflowX, overflowY, textOverflow } = styleOf(box)
      const edge = box.getBoundingClientRect()
      const clipsX = overflowX !== 'visible'
      const clipsY = overflowY === 'hidden' || overflowY === 'clip'
      const isCut = rects.some(
        (rect) =>
          (clipsX && (rect.left < edge.left - SLACK || rect.right > edge.right + SLACK)) ||
          (clipsY && (rect.top < edge.top - SLACK || rect.bottom > edge.bottom + SLACK)),
      )
      const isShortened = textOverflow === 'ellipsis' && clipsX && box.scrollWidth > box.clientWidth + SLACK
      if (isCut || isShortened) faults.push(`cut: ${short(words)}`)
      const isFrame = box.matches('[role=button], [role=link], [role=radio], [role=checkbox], .lx-card, .lx-notice, .lx-status')
      const spills = rects.some(
        (rect) =>
          rect.left < edge.left - SLACK ||
          rect.right > edge.right + SLACK ||
          rect.top < edge.top - SLACK ||
          rect.bottom > edge.bottom + SLACK,
      )
      if (isFrame && spills) faults.push(`spills out of its box: ${short(words)}`)
    }
  }

  glyphs.forEach((one, index) => {
    for (const other of glyphs.slice(index + 1)) {
      if (one.layer !== other.layer) continue
      const meets = one.rects.some((a) =>
        other.rects.some(
          (b) =>
            Math.min(a.right, b.right) - Math.max(a.left, b.left) > SLACK && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > SLACK,
        ),
      )
      if (meets) faults.push(`overlap: ${short(one.words)} | ${short(other.words)}`)
    }
  })

  // What was typed on one line moves along with the caret; what stands there before must fit, and counts for no scrollWidth.
  const ruler = document.createElement('canvas').getContext('2d')!
  for (const input of top.querySelectorAll<HTMLInputElement>('input:placeholder-shown')) {
    const { font, paddingLeft, paddingRight } = styleOf(input)
    ruler.font = font
    const room = input.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)
    if (isShown(input) && ruler.measureText(input.placeholder).width > room + SLACK) faults.push(`cut: ${short(input.placeholder)}`)
  }

  const targets = [top, ...document.querySelectorAll('.taro-tabbar__tabbar')].flatMap((root) => [
    ...root.querySelectorAll(
      '[role=button], [role=link], [role=radio], [role=checkbox], [role=tab], [tabindex], a[href], button, input, textarea',
    ),
  ])
  for (const target of targets) {
    const { width, height } = target.getBoundingClientRect()
    if (!isShown(target) || width === 0 || target.matches('.leaflet-container')) continue
    if (width < touch - 0.5 || height < touch - 0.5)
      faults.push(
        `${Math.round(width)}×${Math.round(height)} to touch: ${short(target.getAttribute('aria-label') ?? target.textContent ?? target.tagName)}`,
      )
  }
  if (top.scrollWidth > top.clientWidth + SLACK) faults.push(`the page moves sideways by ${top.scrollWidth - top.clientWidth} px`)
  return [...new Set(faults)]
}
