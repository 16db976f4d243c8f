import { QueryClientProvider } from '@tanstack/react-query'
import { useDidShow } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { sendCheckIns } from './lib/check-ins'
import { showKeptAnswers } from './lib/kept-answers'
import { sendAgreement, startPrivacy } from './lib/privacy'
import { queries } from './lib/query'
import { beginSession } from './lib/session'
import { startCloud } from './lib/start'
import './theme.css'
import './ui/icons.css'

startCloud()
beginSession()
showKeptAnswers()
startPrivacy()
void sendAgreement()
void sendCheckIns()

export default function App({ children }: PropsWithChildren) {
  useDidShow(() => void sendCheckIns())
  return <QueryClientProvider client={queries}>{children}</QueryClientProvider>
}
