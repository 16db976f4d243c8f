let isTapped = false

/** A finger has just tapped: what the page does about it, until its promises have run out, WeChat takes as asked for by the person. */
export function noteTap(): void {
  isTapped = true
  setTimeout(() => (isTapped = false), 0)
}

export const isInTap = () => isTapped
