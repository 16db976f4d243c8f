import { useRef } from 'react'

/** A finger that stays this long holds; a shorter touch is a tap. */
const HOLD_MS = 250
/** Moved this far before that, it scrolls the page. */
const SCROLL_PX = 10
/** Moved up this far while holding, letting go cancels. */
const CANCEL_PX = 80
/** A tap that follows the end of a hold belongs to it. */
const AFTER_MS = 300

interface Finger {
  y: number
  timer: ReturnType<typeof setTimeout>
  isHolding: boolean
  isAway: boolean
}

/** Taro types no touch. */
const heightOf = (event: object): number | undefined => (event as { touches: ArrayLike<{ clientY: number }> }).touches[0]?.clientY

/** Press and hold: `onEnd` tells whether the finger was moved away first. A tap, a key or a screen reader presses instead. */
export function useHold({
  onHold,
  onAway,
  onEnd,
}: {
  onHold: () => void
  onAway: (isAway: boolean) => void
  onEnd: (isAway: boolean) => void
}) {
  const finger = useRef<Finger | null>(null)
  const endedAt = useRef(0)
  const end = () => {
    const held = finger.current
    finger.current = null
    if (!held) return
    clearTimeout(held.timer)
    if (!held.isHolding) return
    endedAt.current = Date.now()
    onEnd(held.isAway)
  }
  return {
    /** Whether a tap is only what is left of a hold. */
    isEcho: () => finger.current?.isHolding === true || Date.now() - endedAt.current < AFTER_MS,
    touch: {
      onTouchStart: (event: object) => {
        const y = heightOf(event)
        if (finger.current || y === undefined) return
        const begun: Finger = {
          y,
          isHolding: false,
          isAway: false,
          timer: setTimeout(() => {
            begun.isHolding = true
            onHold()
          }, HOLD_MS),
        }
        finger.current = begun
      },
      onTouchMove: (event: object) => {
        const held = finger.current
        const y = heightOf(event)
        if (!held || y === undefined) return
        const up = held.y - y
        if (!held.isHolding && Math.abs(up) > SCROLL_PX) {
          clearTimeout(held.timer)
          finger.current = null
        } else if (held.isHolding && up > CANCEL_PX !== held.isAway) {
          held.isAway = !held.isAway
          onAway(held.isAway)
        }
      },
      onTouchEnd: end,
      // A call that comes in ends the touch; what was said is not thrown away for that.
      onTouchCancel: end,
    },
  }
}
