/** Commenting on one statement: its threads, where they stand, which one is active, and the comment being written. */
import type { Editor } from '@tiptap/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Present } from '#shared/people/people.ts'
import type { Anchor } from '#shared/thread/thread.ts'
import type { Room } from '../room/provider.ts'
import { anchorBlock } from '../room/anchors.ts'
import { anchorHere } from './anchor-here.ts'
import { focusCard } from './focus-card.ts'
import { useMending } from './mend-anchors.ts'
import { scrollToPlace } from './scroll-to-place.ts'
import {
  type Draft,
  type Places,
  type ShownThread,
  type ThreadKey,
  type Threads,
  type Undoable,
  draftKey,
} from './threads.ts'
import { useCommentKeys } from './use-comment-keys.ts'
import { usePlaces } from './use-places.ts'
import { usePointing } from './use-pointing.ts'
import { useThreads } from './use-threads.ts'
import { useUnsentAnswer } from './use-unsent-answer.ts'

export interface Commenting {
  readonly you: Present
  readonly mayComment: boolean
  /** True for the pen: deletes what was imported, whose authors are not here to do it. */
  readonly mayTakeOut: boolean
  readonly threads: Threads
  readonly places: Places
  /** The thread whose card stands at its place and whose words are marked strongest. */
  readonly active: ThreadKey | null
  readonly activate: (key: ThreadKey | null) => void
  /** Activates the next open thread in the order of the text, around its end, and gives its card the focus. */
  readonly next: () => void
  readonly previous: () => void
  /** Where the new comment is to stand, while its composer is open: one at a time. */
  readonly draft: Draft | null
  readonly begin: (anchor: Anchor) => void
  /** The same on the selected words, or on the paragraph with the caret. */
  readonly beginHere: () => void
  /** The same on a paragraph as a whole. */
  readonly beginAt: (blockId: string) => void
  /** Closes the composer; a focus that was in it goes back to the text. */
  readonly end: () => void
  /**
   * Puts a thread to the selected words, or to the paragraph with the caret; false when there is none. Throws Refusal, as
   * `Threads.mend`.
   */
  readonly attachTo: (thread: ShownThread) => Promise<boolean>
  /** What the person has just done, while it is offered to undo it. */
  readonly undoable: Undoable | null
  readonly offerUndo: (done: Undoable | null) => void
  /** Gives the focus back to the text, where it was. */
  readonly toText: () => void
}

type Who = Pick<Commenting, 'you' | 'mayComment' | 'mayTakeOut'>

/** Drawn anew for each comment: to be called where nothing else is, see `CommentingOn`. */
export function useCommentingOn(room: Room, editor: Editor | null, { you, mayComment, mayTakeOut }: Who): Commenting {
  const threads = useThreads(room, you)
  const [active, setActive] = useState<ThreadKey | null>(null)
  const [draft, setDraft] = useState<Draft | null>(null)
  const [undoable, offerUndo] = useState<Undoable | null>(null)
  const { places, finder } = usePlaces(room, editor, { you, threads, draft, active })
  const now = useRef({ threads, active, places, draft })
  useEffect(() => {
    now.current = { threads, active, places, draft }
  })
  const deeds = useMemo(() => {
    const activate = (key: ThreadKey | null): void => {
      setActive(key)
      if (key !== null) setDraft(null)
    }
    const write = (next: Draft): void => {
      setDraft(next)
      setActive(null)
    }
    const begin = (anchor: Anchor): void => write({ anchor })
    const go = (step: 1 | -1): void => {
      const key = neighbour(now.current, editor?.state.selection.head ?? 0, step)
      if (key === null) return
      activate(key)
      focusCard(key)
    }
    const beginIf = (anchor: Anchor | null): void => {
      if (anchor !== null) begin(anchor)
    }
    return {
      activate,
      write,
      begin,
      beginHere: () => beginIf(editor === null ? null : anchorHere(room, editor.state)),
      beginAt: (blockId: string) => beginIf(anchorBlock(room, blockId)),
      end: () => setDraft(null),
      next: () => go(1),
      previous: () => go(-1),
      attachTo: async (thread: ShownThread) => {
        const anchor = editor === null ? null : anchorHere(room, editor.state)
        if (anchor === null) return false
        await now.current.threads.mend(thread, anchor)
        return true
      },
      toText: () => {
        if (editor === null || editor.isDestroyed) return
        // Words that stayed selected would be replaced by the next letter.
        if (!editor.state.selection.empty) editor.commands.setTextSelection(editor.state.selection.to)
        editor.view.dom.focus({ preventScroll: true })
      },
    }
  }, [room, editor])
  usePointing(editor, now, deeds.activate)
  useUnsentAnswer(room.statementId, you, threads, active, deeds.write)
  useCommentKeys({ ...deeds, beginHere: mayComment ? deeds.beginHere : null })
  useMending(room, finder, mayComment ? threads : null)
  const lookedAt = draft === null ? active : draftKey
  useEffect(() => {
    if (lookedAt === null || editor === null) return
    return onceFound(places, lookedAt, (from) => scrollToPlace(editor, from))
  }, [editor, places, lookedAt, draft])
  useEffect(() => {
    if (draft === null) return
    return () => {
      // The focus that was in the composer is nobody's now. A finger would get a keyboard that it has not asked for.
      requestAnimationFrame(() => {
        if (document.activeElement === document.body && !matchMedia('(pointer: coarse)').matches) deeds.toText()
      })
    }
  }, [draft, deeds])
  return useMemo(
    () => ({ you, mayComment, mayTakeOut, threads, places, active, draft, undoable, offerUndo, ...deeds }),
    [you, mayComment, mayTakeOut, threads, places, active, draft, undoable, deeds],
  )
}

/** Calls with the position of a thread as soon as it has one; not any more after the answer is called. */
function onceFound(places: Places, key: ThreadKey, call: (from: number) => void): () => void {
  let unsubscribe = (): void => {}
  const look = (): void => {
    const place = places.at(key)
    if (place.found === 'nowhere') return
    unsubscribe()
    call(place.from)
  }
  unsubscribe = places.subscribe(look)
  look()
  return () => unsubscribe()
}

interface Shown {
  readonly threads: Threads
  readonly places: Places
  readonly active: ThreadKey | null
}

/** The open thread after or before the active one, else after or before the caret; null when none stands anywhere. */
function neighbour({ threads, places, active }: Shown, caret: number, step: 1 | -1): ThreadKey | null {
  const inOrder = threads.all
    .filter(({ key, state }) => state.state === 'open' || key === active)
    .flatMap(({ key }) => {
      const place = places.at(key)
      return place.found === 'nowhere' ? [] : [{ key, from: place.from, to: place.to }]
    })
    .toSorted((a, b) => a.from - b.from || a.to - b.to)
  if (inOrder.length === 0) return null
  const here = inOrder.findIndex(({ key }) => key === active)
  const behind = inOrder.findIndex(({ from }) => from >= caret)
  const from = here >= 0 ? here : (behind < 0 ? inOrder.length : behind) - (step > 0 ? 1 : 0)
  return inOrder[(from + step + inOrder.length) % inOrder.length]?.key ?? null
}
