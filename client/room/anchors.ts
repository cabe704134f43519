/** Anchors of threads in the editor: made from what is selected, and found in the document that the view shows. */
import type { EditorState } from '@tiptap/pm/state'
import { type Found, findAnchor } from '#shared/room/find-anchor.ts'
import { anchorParagraph, anchorWords, renewAnchor } from '#shared/room/make-anchor.ts'
import { blockAt, type Reading, readText } from '#shared/room/reading.ts'
import type { Anchor } from '#shared/thread/thread.ts'
import { movedRange } from './moved-range.ts'
import type { Room } from './provider.ts'
import { bindingOf } from './room-binding.ts'

/** The anchor of what stands between two positions of the editor's state; null when nothing does. */
export function anchorSelection(room: Room, state: EditorState, from: number, to: number): Anchor | null {
  const binding = bindingOf(room)
  if (from >= to) return null
  return anchorWords(readText(room.text), binding.indexOf(state, from, 0), binding.indexOf(state, to, -1))
}

/** The anchor of a whole paragraph; null when the text has none of this id. */
export const anchorBlock = (room: Room, blockId: string): Anchor | null => anchorParagraph(readText(room.text), blockId)

/**
 * The anchor that a thread is to have from now on, when its words were found anew and surely; else null. The quote stays
 * what was spoken about. Null as well while the text is not all here: see `findAnchor`.
 */
export function anchorAnew(room: Room, anchor: Anchor): Anchor | null {
  const reading = readText(room.text)
  const found = findAnchor(reading, anchor)
  return found.found !== 'nowhere' && found.sure ? renewAnchor(reading, anchor, found.from, found.to) : null
}

/**
 * The first of some threads whose words this person moved, such as by cut and paste, with the anchor that it is to have
 * from now on. Told by the very units, so that it is right where the same words stand in many places.
 */
export function firstMoved<Thread extends { readonly anchor: Anchor }>(
  room: Room,
  threads: readonly Thread[],
): { readonly thread: Thread; readonly anchor: Anchor } | null {
  const { moves } = bindingOf(room)
  if (moves.none || threads.length === 0) return null
  const reading = readText(room.text)
  for (const thread of threads) {
    const moved = movedRange(reading, thread.anchor, moves)
    if (moved !== null) return { thread, anchor: renewAnchor(reading, thread.anchor, moved.from, moved.to) }
  }
  return null
}

/**
 * Where anchors stand, in positions of the document that the view shows: those before and behind the words, and the
 * same of all words of a paragraph. Null while the view does not show the text as it is, as when somebody composes:
 * what stood before stands, mapped through what is done there, until the view's next change.
 */
export function findAnchors(room: Room, anchors: ReadonlyMap<string, Anchor>): Map<string, Found> | null {
  const doc = bindingOf(room).settled
  const reading = readText(room.text)
  // Blocks close for nothing in the text, and one without a marker opens for nothing.
  if (doc === null || doc.content.size - doc.childCount !== reading.words.length + headless(reading)) return null
  const position = (index: number): number => index + headless(reading) + blockAt(reading, index)
  const places = new Map<string, Found>()
  for (const [key, anchor] of anchors) {
    const found = findAnchor(reading, anchor)
    if (found.found === 'nowhere') places.set(key, found)
    else places.set(key, { ...found, from: position(found.from), to: position(found.to) })
  }
  return places
}

const headless = ({ blocks }: Reading): 0 | 1 => (blocks[0]?.start === 0 ? 1 : 0)
