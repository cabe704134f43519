/** Mounts the page. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Refusal } from '#shared/refusal.ts'
import { App } from './app.tsx'
import './design/fonts.css'
import './design/tokens.css'
import './design/base.css'
import { watchStylesheets } from './design/stylesheets.ts'
import { applyTheme } from './design/theme.ts'

applyTheme()
watchStylesheets()

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // What was refused once is refused again; a server that restarts answers in a second.
      retry: (failures, error) => failures < 3 && (!(error instanceof Refusal) || error.code === 'unreachable'),
      refetchOnWindowFocus: false,
      // The browser's own idea of being online is wrong behind captive portals and on localhost.
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
)
