import { useEffect } from 'react'

/** A mini-program has no printer. */
export const canPrint = process.env.TARO_ENV === 'h5'

export const print = (): void => window.print()

/** The paper that the page is made for, while it is shown: a browser otherwise takes its own. WeChat's compiler reads no `@page` in a style sheet. */
export function usePaper(size: 'A3' | 'A4', marginMm: number): void {
  useEffect(() => {
    if (!canPrint) return
    const style = document.createElement('style')
    style.textContent = `@page { size: ${size} portrait; margin: ${marginMm}mm }`
    document.head.append(style)
    return () => style.remove()
  }, [size, marginMm])
}
