/** Where the threads stand in the text of the editor, and what of them is drawn over it. */
import type { Editor } from '@tiptap/core'
import { useEffect, useMemo } from 'react'
import type { Present } from '#shared/people/people.ts'
import type { Room } from '../room/provider.ts'
import { type PlaceFinder, type Sought, createPlaceFinder } from './find-places.ts'
import { paragraphAt } from './paragraphs.ts'
import { placesIn } from './thread-highlights.ts'
import { type Draft, draftKey, type Places, type ShownThread, type ThreadKey, type Threads } from './threads.ts'

interface Highlighted {
  readonly you: Present
  readonly threads: Threads
  readonly draft: Draft | null
  readonly active: ThreadKey | null
}

/** Draws the open threads, the active one and the draft; `finder` knows how each was found, null before the text stands. */
export function usePlaces(
  room: Room,
  editor: Editor | null,
  { you, threads, draft, active }: Highlighted,
): { places: Places; finder: PlaceFinder | null } {
  const finder = useMemo(() => (editor === null ? null : createPlaceFinder(room, editor)), [room, editor])
  useEffect(() => finder?.start(), [finder])
  const { all } = threads
  useEffect(() => {
    if (finder === null) return
    const sought = new Map<ThreadKey, Sought>(all.map((thread) => [thread.key, seek(thread, active)]))
    if (draft !== null)
      sought.set(draftKey, { anchor: draft.anchor, version: null, look: { by: you, strength: 'draft' } })
    finder.seek(sought)
  }, [finder, all, draft, active, you])
  const places = useMemo(
    () => (editor === null || finder === null ? nowhere : placesOf(editor, finder)),
    [editor, finder],
  )
  return { places, finder }
}

const nowhere: Places = { subscribe: () => () => {}, at: () => ({ found: 'nowhere' }) }

const placesOf = (editor: Editor, finder: PlaceFinder): Places => ({
  subscribe: finder.subscribe,
  at: (key) => {
    const place = editor.isDestroyed ? undefined : placesIn(editor.state).get(key)
    if (place === undefined || place.found === 'nowhere') return { found: 'nowhere' }
    const { found, from, to } = place
    const block = paragraphAt(editor.state.doc, from)
    return block === undefined
      ? { found: 'nowhere' }
      : { found, from, to, paragraph: { id: block.id, number: block.number } }
  },
})

/** A resolved thread is drawn while it is looked at. */
function seek({ key, anchor, anchorVersion, state, comments }: ShownThread, active: ThreadKey | null): Sought {
  const by = comments[0]?.author
  const shown = by !== undefined && (state.state === 'open' || key === active)
  return {
    anchor,
    version: anchorVersion,
    look: shown ? { by, strength: key === active ? 'active' : 'quiet' } : null,
  }
}
