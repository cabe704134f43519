/** One thread as a card, the same in the margin, in the sheet of the phone and in the panel of all threads. */
import type { Commenting } from './commenting.ts'
import type { ShownThread } from './threads.ts'

interface ThreadCardProps {
  readonly commenting: Commenting
  readonly thread: ShownThread
  /** Where the thread stands is shown on the card, for lists that do not stand beside the text. */
  readonly says?: 'place'
}

export function ThreadCard(_props: ThreadCardProps) {
  return null
}
