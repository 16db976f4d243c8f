import type { AppJson } from '../compile'

const make = <K extends keyof HTMLElementTagNameMap>(tag: K, className: string, parent: HTMLElement): HTMLElementTagNameMap[K] => {
  const element = document.createElement(tag)
  element.className = className
  parent.append(element)
  return element
}

/** What WeChat draws around a page: the bar with its title, the tabs. */
export interface Screen {
  pages: HTMLElement
  show(page: { title: string; hasBar: boolean; canGoBack: boolean; tab: number }): void
  rename(tab: number, words: string): void
}

export function drawScreen(app: AppJson, onTab: (path: string) => void, onBack: () => void): Screen {
  const bar = make('header', 'host-bar', document.body)
  const back = make('button', '', bar)
  back.textContent = '‹'
  back.setAttribute('aria-label', '返回')
  back.addEventListener('click', onBack)
  const title = make('h1', '', bar)
  const pages = make('main', 'host-pages', document.body)
  const tabs = make('nav', 'host-tabs', document.body)
  tabs.setAttribute('role', 'tablist')
  const items = (app.tabBar?.list ?? []).map((item) => {
    const tab = make('button', '', tabs)
    tab.setAttribute('role', 'tab')
    if (item.iconPath) make('img', '', tab).alt = ''
    make('span', '', tab).textContent = item.text
    tab.addEventListener('click', () => onTab(item.pagePath))
    return { ...item, tab }
  })
  return {
    pages,
    show(page) {
      bar.hidden = !page.hasBar
      back.hidden = !page.canGoBack
      title.textContent = page.title
      document.title = page.title
      tabs.hidden = page.tab < 0
      for (const [index, { tab, iconPath, selectedIconPath }] of items.entries()) {
        tab.setAttribute('aria-selected', String(index === page.tab))
        const image = tab.querySelector('img')
        if (image && iconPath) image.src = `/${index === page.tab ? (selectedIconPath ?? iconPath) : iconPath}`
      }
    },
    rename(index, words) {
      const span = items[index]?.tab.querySelector('span')
      if (span) span.textContent = words
    },
  }
}

/** A window over the page; resolves with what it was closed with. */
export function openWindow<T>(draw: (box: HTMLElement, close: (answer: T) => void) => void): Promise<T> {
  return new Promise((resolve) => {
    const shade = make('div', 'host-window', document.body)
    const box = make('div', '', shade)
    box.setAttribute('role', 'dialog')
    draw(box, (answer) => {
      shade.remove()
      resolve(answer)
    })
  })
}

let toast: HTMLElement | undefined

export function showToast(words: string, forMs: number | null): void {
  hideToast()
  const mine = make('div', 'host-toast', document.body)
  mine.setAttribute('role', 'status')
  mine.textContent = words
  toast = mine
  if (forMs !== null) setTimeout(() => mine.remove(), forMs)
}

export function hideToast(): void {
  toast?.remove()
}
