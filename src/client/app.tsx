import type { PropsWithChildren } from 'react'
import './theme.css'

export default function App({ children }: PropsWithChildren) {
  return children
}
