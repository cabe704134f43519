/** The title of the page, as the tab and screen readers say it. */
import { useEffect } from 'react'
import { words } from './language/en.ts'

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = words.pageTitle(title)
  }, [title])
}
