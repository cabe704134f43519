/**
 * The letterhead's fields, live: each textarea on one plain Y.Text. A field merges like the statement itself: two people
 * in one title both keep their letters and their carets.
 */
import { useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import { letterheadRoot, metaRoot } from '#shared/room/roots.ts'
import {
  type Language,
  type Letterhead,
  type LetterheadField,
  emptyLetterhead,
  language as languageSchema,
  letterheadFields,
  longestField,
} from '#shared/statement/statement.ts'
import type { Room } from './provider.ts'

/** Fired on the element after others' words were put into it, so that its height can follow. */
export const shownEvent = 'penholder:shown'

type Delta = readonly { insert?: unknown; delete?: number; retain?: number }[]

/**
 * Joins a textarea and a field until the answer is called. While an input method composes, nothing is written and
 * nothing is redrawn under it; at its end the composed words go to where their place is by then. `origin` is that of the
 * room's binding, so that fields and text are undone in one order.
 */
export function bindField(
  room: Room,
  field: LetterheadField,
  element: HTMLTextAreaElement,
  origin: object,
): () => void {
  const text = room.doc.getText(letterheadRoot(field))
  let shown = text.toString()
  let unseen: Delta[] = []
  let composing = false
  /** To be called when what is composed is written. */
  let written: (() => void) | null = null
  element.value = shown
  element.dispatchEvent(new Event(shownEvent))

  const write = (): void => {
    if (composing) {
      written ??= room.withhold()
      return
    }
    const now = element.value.replace(/[\r\n]+/g, ' ').slice(0, longestField)
    const { at, remove, insert } = spliceBetween(shown, now)
    const places = follow(shown.length, unseen)
    room.doc.transact(() => {
      for (let k = at + remove - 1; k >= at; k--) {
        const place = places.indexOf(k)
        if (place >= 0) text.delete(place, 1)
      }
      if (insert !== '') text.insert(placeFrom(places, at), insert)
    }, origin)
    show()
  }

  const show = (): void => {
    const places = follow(shown.length, unseen)
    const [start, end] = [placeFrom(places, element.selectionStart), placeFrom(places, element.selectionEnd)]
    unseen = []
    shown = text.toString()
    if (element.value === shown) return
    element.value = shown
    if (document.activeElement === element) element.setSelectionRange(start, end)
    element.dispatchEvent(new Event(shownEvent))
  }

  const observe = (event: Y.YTextEvent): void => {
    if (event.transaction.origin === origin && document.activeElement === element) return
    unseen.push(event.delta)
    if (!composing) show()
  }
  const compose = (): void => {
    composing = true
  }
  const finish = (): void => {
    composing = false
    write()
    written?.()
    written = null
  }

  text.observe(observe)
  element.addEventListener('input', write)
  element.addEventListener('compositionstart', compose)
  element.addEventListener('compositionend', finish)
  return () => {
    if (composing) finish()
    text.unobserve(observe)
    element.removeEventListener('input', write)
    element.removeEventListener('compositionstart', compose)
    element.removeEventListener('compositionend', finish)
  }
}

/** Makes a field read as these words, by the one splice that differs; `origin` as for `bindField`. */
export function writeField(room: Room, field: LetterheadField, words: string, origin: object): void {
  const text = room.doc.getText(letterheadRoot(field))
  const { at, remove, insert } = spliceBetween(text.toString(), words.replace(/[\r\n]+/g, ' ').slice(0, longestField))
  room.doc.transact(() => {
    if (remove > 0) text.delete(at, remove)
    if (insert !== '') text.insert(at, insert)
  }, origin)
}

/** The one splice that turns `before` into `after`. Never cuts a surrogate pair: Yjs would write U+FFFD for its halves. */
function spliceBetween(before: string, after: string): { at: number; remove: number; insert: string } {
  const most = Math.min(before.length, after.length)
  let head = 0
  while (head < most && before[head] === after[head]) head++
  if (head > 0 && /[\ud800-\udbff]/.test(before[head - 1] ?? '')) head--
  let tail = 0
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  if (tail > 0 && /[\udc00-\udfff]/.test(before[before.length - tail] ?? '')) tail--
  return { at: head, remove: before.length - tail - head, insert: after.slice(head, after.length - tail) }
}

/** Where the characters 0 … length-1 stand after the deltas; null marks characters that came since. */
function follow(length: number, deltas: readonly Delta[]): readonly (number | null)[] {
  let places: (number | null)[] = Array.from({ length }, (_, k) => k)
  for (const delta of deltas) {
    const next: (number | null)[] = []
    let at = 0
    for (const { insert, delete: remove, retain } of delta) {
      if (typeof insert === 'string') next.push(...Array.from({ length: insert.length }, () => null))
      else if (remove !== undefined) at += remove
      else if (retain !== undefined) next.push(...places.slice(at, (at += retain)))
    }
    places = [...next, ...places.slice(at)]
  }
  return places
}

/** The present index of the place before character `k`. */
function placeFrom(places: readonly (number | null)[], k: number): number {
  const place = places.findIndex((old) => old !== null && old >= k)
  return place < 0 ? places.length : place
}

/** The letterhead as it reads now; one object until a field changes. */
export function useLetterhead(room: Room): Letterhead {
  const { subscribe, read } = letterheadStore(room)
  return useSyncExternalStore(subscribe, read)
}

/** The statement's language; English until somebody chose another. */
export function useLanguage(room: Room): Language {
  const meta = room.doc.getMap(metaRoot)
  return useSyncExternalStore(
    (changed) => {
      meta.observe(changed)
      return () => meta.unobserve(changed)
    },
    () => readLanguage(room),
  )
}

/** The same, at this moment. */
export const readLanguage = (room: Room): Language =>
  languageSchema.catch('en').parse(room.doc.getMap(metaRoot).get('language'))

interface Store {
  readonly subscribe: (changed: () => void) => () => void
  readonly read: () => Letterhead
}

const stores = new WeakMap<Room, Store>()

function letterheadStore(room: Room): Store {
  const known = stores.get(room)
  if (known) return known
  const texts = letterheadFields.map((field) => [field, room.doc.getText(letterheadRoot(field))] as const)
  let snapshot: Letterhead | null = null
  const forget = (): void => {
    snapshot = null
  }
  for (const [, text] of texts) text.observe(forget)
  const store: Store = {
    subscribe: (changed) => {
      for (const [, text] of texts) text.observe(changed)
      return () => {
        for (const [, text] of texts) text.unobserve(changed)
      }
    },
    read: () => {
      snapshot ??= texts.reduce((all, [field, text]) => ({ ...all, [field]: text.toString() }), emptyLetterhead)
      return snapshot
    },
  }
  stores.set(room, store)
  return store
}
