/** All threads of the statement, in a list with filters, in place of the cards beside the text. */
import type { Commenting } from './commenting.ts'

interface ThreadPanelProps {
  readonly commenting: Commenting
  readonly onClose: () => void
}

export function ThreadPanel(_props: ThreadPanelProps) {
  return null
}
