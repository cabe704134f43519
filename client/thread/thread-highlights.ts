/**
 * The words that are spoken about, over the text: decorations in the hue of the delegation whose delegate began, which
 * follow what anybody writes. Drawing one thread draws no other anew, and nothing of it stands in the text.
 */
import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import type { Present } from '#shared/people/people.ts'
import { words } from '../language/en.ts'
import { readSelection } from '../room/read-selection.ts'
import {
  type FollowedPlace,
  type FollowedPlaces,
  noPlaces,
  placesAfter,
  placesNow,
  placesWith,
} from './followed-places.ts'
import type { Stretch } from './near-view.ts'
import { paragraphAt, paragraphOfId } from './paragraphs.ts'
import type { ThreadKey } from './threads.ts'

/** How a thread is shown; one without a look has a place and is not drawn. */
export interface Look {
  readonly by: Pick<Present, 'hue' | 'outlined' | 'code' | 'delegation'>
  readonly strength: 'quiet' | 'active' | 'draft'
}

/** What changes about some threads; null for what is gone. */
export interface HighlightChange {
  readonly places: ReadonlyMap<ThreadKey, FollowedPlace | null>
  readonly looks: ReadonlyMap<ThreadKey, Look | null>
  /** The block that a link leads to; it stays when undefined. */
  readonly pointed?: string | null
  /** Where threads are to be drawn, null for everywhere; it stays when undefined. */
  readonly near?: Stretch | null
}

interface Highlights {
  readonly places: FollowedPlaces
  readonly looks: ReadonlyMap<ThreadKey, Look>
  readonly near: Stretch | null
  readonly drawn: DecorationSet
}

const key = new PluginKey<Highlights>('threads')
const pointedKey = '#'

/**
 * The plugin. Words are `span.discussed.d3` with `data-thread` and `data-delegation`, a whole paragraph is
 * `.discussed-paragraph`; `.active` and `.draft` besides, `.outlined` from the thirteenth delegation on. The block that a
 * link leads to is `.pointed`.
 */
export const createThreadHighlights = (): Plugin<Highlights> =>
  new Plugin<Highlights>({
    key,
    state: {
      init: () => ({ places: noPlaces, looks: new Map(), near: null, drawn: DecorationSet.empty }),
      apply: (tr, before) => {
        const followed = tr.docChanged
          ? {
              ...before,
              places: placesAfter(before.places, tr.mapping.maps),
              near: before.near && { from: tr.mapping.map(before.near.from, -1), to: tr.mapping.map(before.near.to) },
              drawn: before.drawn === DecorationSet.empty ? before.drawn : before.drawn.map(tr.mapping, tr.doc),
            }
          : before
        const change: HighlightChange | undefined = tr.getMeta(key)
        return change === undefined ? followed : applyChange(followed, change, tr.doc)
      },
    },
    props: { decorations: (state) => key.getState(state)?.drawn },
  })

/** To be called for the document that the view shows, and never while an input method composes in it. */
export function changeHighlights(view: EditorView, change: HighlightChange): void {
  const { places, looks, pointed, near } = change
  const staysNear = near === undefined || near === nearIn(view.state)
  if (places.size === 0 && looks.size === 0 && pointed === undefined && staysNear) return
  readSelection(view)
  view.dispatch(view.state.tr.setMeta(key, change))
}

/** True of a transaction by which threads were found, are to look otherwise or were taken away. */
export function changesHighlights(tr: Transaction): boolean {
  const change: HighlightChange | undefined = tr.getMeta(key)
  return change !== undefined && (change.places.size > 0 || change.looks.size > 0)
}

/** Where threads are drawn in the document of the state; null for everywhere. */
export const nearIn = (state: EditorState): Stretch | null => key.getState(state)?.near ?? null

/** Where the threads stand in the document of the state. */
export const placesIn = (state: EditorState): ReadonlyMap<ThreadKey, FollowedPlace> =>
  placesNow(key.getState(state)?.places ?? noPlaces)

/** The drawn thread with the fewest words around a position, edges included; null for none. */
export function threadAt(state: EditorState, pos: number): ThreadKey | null {
  let nearest: { readonly key: ThreadKey; readonly length: number } | null = null
  for (const [thread, place] of placesIn(state)) {
    if (place.found !== 'words' || place.from > pos || place.to < pos) continue
    if (key.getState(state)?.looks.has(thread) !== true) continue
    const length = place.to - place.from
    if (nearest === null || length < nearest.length) nearest = { key: thread, length }
  }
  return nearest?.key ?? null
}

function applyChange(before: Highlights, change: HighlightChange, doc: Node): Highlights {
  const places = change.places.size === 0 ? before.places : placesWith(before.places, change.places)
  const looks = new Map(before.looks)
  for (const [thread, look] of change.looks) {
    if (look === null) looks.delete(thread)
    else looks.set(thread, look)
  }
  const now = placesNow(places)
  const near = change.near === undefined ? before.near : change.near
  const changed = new Set([...change.places.keys(), ...change.looks.keys()])
  if (change.pointed !== undefined) changed.add(pointedKey)
  if (near !== before.near) for (const thread of comeOrGone(before.drawn, near, now)) changed.add(thread)
  const fresh = [...changed].flatMap((thread) => {
    const [place, look] = [now.get(thread), looks.get(thread)]
    return place === undefined || look === undefined || !isNear(near, place) ? [] : draw(doc, thread, place, look)
  })
  if (typeof change.pointed === 'string') fresh.push(...point(doc, change.pointed))
  const stale = before.drawn.find(undefined, undefined, ({ thread }) => changed.has(thread))
  return { places, looks, near, drawn: before.drawn.remove(stale).add(doc, fresh) }
}

/** The threads that are drawn and are not to be any more, or the other way round. */
function comeOrGone(
  drawn: DecorationSet,
  near: Stretch | null,
  places: ReadonlyMap<ThreadKey, FollowedPlace>,
): ThreadKey[] {
  const there = new Set(drawn.find().map(({ spec }) => spec.thread))
  return [...places].filter(([thread, place]) => there.has(thread) !== isNear(near, place)).map(([thread]) => thread)
}

const isNear = (near: Stretch | null, place: FollowedPlace): boolean =>
  near === null || (place.found !== 'nowhere' && place.to >= near.from && place.from <= near.to)

function draw(doc: Node, thread: ThreadKey, place: FollowedPlace, { by, strength }: Look): Decoration[] {
  if (place.found === 'nowhere') return []
  const spec = { thread }
  const classes = `d${by.hue}${by.outlined ? ' outlined' : ''}${strength === 'quiet' ? '' : ` ${strength}`}`
  const said = {
    'data-thread': thread,
    'data-delegation': by.code,
    'aria-description': words.paragraphMenu.discussedBy(by.delegation),
  }
  if (place.found === 'words')
    // An element for each, so that words of two threads show both.
    return [Decoration.inline(place.from, place.to, { nodeName: 'span', class: `discussed ${classes}`, ...said }, spec)]
  const block = paragraphAt(doc, place.from)
  return block
    ? [Decoration.node(block.start, block.end, { class: `discussed-paragraph ${classes}`, ...said }, spec)]
    : []
}

function point(doc: Node, blockId: string): Decoration[] {
  const block = paragraphOfId(doc, blockId)
  return block ? [Decoration.node(block.start, block.end, { class: 'pointed' }, { thread: pointedKey })] : []
}
