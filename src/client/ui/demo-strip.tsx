/** Who this window is, on a demo host. */
export function DemoStrip() {
  return null
}
