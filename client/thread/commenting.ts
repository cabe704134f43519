/** Commenting on one statement: its threads, where they stand, which one is active, and the comment being written. */
import type { Editor } from '@tiptap/core'
import { useMemo, useState } from 'react'
import type { Present } from '#shared/people/people.ts'
import type { Anchor } from '#shared/thread/thread.ts'
import type { Room } from '../room/provider.ts'
import type { Draft, Places, ThreadKey, Threads } from './threads.ts'
import { usePlaces } from './use-places.ts'
import { useThreads } from './use-threads.ts'

export interface Commenting {
  readonly you: Present
  readonly mayComment: boolean
  readonly threads: Threads
  readonly places: Places
  /** The thread whose card stands at its place and whose words are marked strongest. */
  readonly active: ThreadKey | null
  readonly activate: (key: ThreadKey | null) => void
  /** Where the new comment is to stand, while its composer is open: one at a time. */
  readonly draft: Draft | null
  readonly begin: (anchor: Anchor) => void
  readonly end: () => void
}

interface Who {
  readonly you: Present
  readonly mayComment: boolean
}

export function useCommenting(room: Room, editor: Editor | null, { you, mayComment }: Who): Commenting {
  const threads = useThreads(room)
  const [active, activate] = useState<ThreadKey | null>(null)
  const [draft, setDraft] = useState<Draft | null>(null)
  const places = usePlaces(room, editor, { threads, draft, active })
  const deeds = useMemo(
    () => ({
      activate: (key: ThreadKey | null): void => {
        activate(key)
        if (key !== null) setDraft(null)
      },
      begin: (anchor: Anchor): void => {
        setDraft({ anchor })
        activate(null)
      },
      end: () => setDraft(null),
    }),
    [],
  )
  return { you, mayComment, threads, places, active, draft, ...deeds }
}
