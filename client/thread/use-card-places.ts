/**
 * Puts the cards of the margin to the height of their words, and again whenever the text, its size or a card changes.
 * Reads everything, then writes everything; cards move by transform alone, so that no line of the sheet is laid out anew
 * and React has nothing to do at a key.
 */
import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import {
  type RefCallback,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { paragraphAt } from './paragraphs.ts'
import { type Card, placeCards } from './place-cards.ts'
import { type Places, type ThreadKey, draftKey } from './threads.ts'

/** px between two cards, and how far above its words a card begins. */
const gap = 12
const lift = 4
/** px for the heading of the margin, which stays in view, and for its foot, which says what is below. */
const head = 44
const foot = 64
/** As many are simply all there; of more, those at a screen's distance. A card that was never there is as high as most. */
const fewCards = 60
const usualHeight = 88
/** ms until the words of a comment that is being written must have been found */
const patience = 100

export interface CardPlaces {
  /** Those that are to be in the page, in the order of the text. */
  readonly shown: readonly ThreadKey[]
  /** How many stand wholly above and below what is in view. */
  readonly above: number
  readonly below: number
  /** The ref of the element of each card, which names its thread in `data-key`. */
  readonly slot: RefCallback<HTMLElement>
  /** Brings the nearest card that is above or below into view; `act` for one that no scrolling reaches. */
  readonly go: (to: 'above' | 'below', act: (key: ThreadKey) => void) => void
}

interface Asked {
  readonly margin: RefObject<HTMLElement | null>
  readonly editor: Editor
  readonly places: Places
  /** The cards that are to stand beside the text, where their words are found. */
  readonly keys: readonly ThreadKey[]
  readonly active: ThreadKey | null
}

interface Laid {
  readonly shown: readonly ThreadKey[]
  readonly above: number
  readonly below: number
}

export function useCardPlaces({ margin, editor, places, keys, active }: Asked): CardPlaces {
  const [laid, setLaid] = useState<Laid>({ shown: [], above: 0, below: 0 })
  const slots = useRef(new Map<ThreadKey, HTMLElement>())
  const heights = useRef(new Map<ThreadKey, number>())
  const tops = useRef<readonly Placed[]>([])
  const lines = useMemo(() => createLines(editor), [editor])
  const asked = useRef({ keys, active, since: 0 })

  const layOut = useCallback(() => {
    const element = margin.current
    if (element === null || editor.isDestroyed) return
    const now = asked.current
    // Read.
    const view = viewOf(element)
    for (const [key, slot] of slots.current) heights.current.set(key, slot.offsetHeight)
    const heightOf = (key: ThreadKey): number => heights.current.get(key) ?? usualHeight
    const stand = lines.read()
    const cards: (Card & { at: number })[] = []
    for (const key of now.keys) {
      const place = places.at(key)
      const lost = place.found === 'nowhere'
      // One's own words are looked for in the moment after; what is in hand is in sight, wherever it belongs.
      if (lost && (key !== now.active || Date.now() - now.since < patience)) continue
      const want = lost ? view.top + head : stand(place.from) - view.origin - lift
      cards.push({ key, want, height: heightOf(key), at: lost ? -1 : place.from })
    }
    cards.sort((one, other) => one.want - other.want || one.at - other.at)
    const found = placeCards(cards, { active: now.active, gap, top: head })
    const placed = cards.map(({ key, height }, k) => ({ key, top: found[k] ?? 0, bottom: (found[k] ?? 0) + height }))
    // Write.
    for (const { key, top } of placed) move(slots.current.get(key), top)
    tops.current = placed
    const near = view.bottom - view.top
    const next = {
      shown: placed
        .filter(
          ({ key, top, bottom }) =>
            placed.length <= fewCards ||
            key === now.active ||
            (bottom > view.top - near && top < view.bottom + near) ||
            slots.current.get(key)?.contains(document.activeElement) === true,
        )
        .map(({ key }) => key),
      above: placed.filter(({ bottom }) => bottom < view.top + head).length,
      below: placed.filter(({ top }) => top > view.bottom - foot).length,
    }
    setLaid((before) => (sameLaid(before, next) ? before : next))
  }, [margin, editor, places, lines])

  useLayoutEffect(() => {
    const { active: before, since } = asked.current
    asked.current = { keys, active, since: before === active ? since : Date.now() }
    layOut()
    if (active !== draftKey) return
    const timer = setTimeout(layOut, patience + 20)
    return () => clearTimeout(timer)
  }, [keys, active, laid.shown, layOut])

  const schedule = useFrames(layOut)
  const observer = useMemo(() => new ResizeObserver(schedule), [schedule])
  useEffect(() => () => observer.disconnect(), [observer])
  useEffect(() => {
    // Words may move along their line unseen until the text rests. What makes a line more or less is another height of
    // a part of the sheet, and seen at once; of the sheet itself only where the text is longer than it.
    const stop = places.subscribe(schedule)
    const sheet = editor.view.dom.closest('article')
    const parts = sheet === null ? [] : [sheet, editor.view.dom, ...sheet.children]
    for (const part of parts) observer.observe(part)
    const again = (): void => {
      lines.forget()
      schedule()
    }
    // Scrolling does not bubble: the desk's is caught on its way down.
    document.addEventListener('scroll', schedule, { capture: true, passive: true })
    window.addEventListener('resize', again)
    document.fonts.addEventListener('loadingdone', again)
    return () => {
      stop()
      for (const part of parts) observer.unobserve(part)
      document.removeEventListener('scroll', schedule, { capture: true })
      window.removeEventListener('resize', again)
      document.fonts.removeEventListener('loadingdone', again)
    }
  }, [places, editor, observer, lines, schedule])

  const slot = useCallback(
    (element: HTMLElement | null) => {
      if (element === null) return undefined
      const key = element.dataset.key ?? ''
      slots.current.set(key, element)
      observer.observe(element)
      return () => {
        if (slots.current.get(key) === element) slots.current.delete(key)
        observer.unobserve(element)
      }
    },
    [observer],
  )

  const go = useCallback(
    (to: 'above' | 'below', act: (key: ThreadKey) => void) => {
      const element = margin.current
      if (element === null) return
      const view = viewOf(element)
      const card =
        to === 'below'
          ? tops.current.find(({ top }) => top > view.bottom - foot)
          : tops.current.findLast(({ bottom }) => bottom < view.top + head)
      if (card === undefined) return
      if (card.top < 0) act(card.key)
      else element.closest('main')?.scrollBy({ top: card.top - view.top - head - gap, behavior: pace() })
    },
    [margin],
  )
  return { ...laid, slot, go }
}

interface Placed {
  readonly key: ThreadKey
  readonly top: number
  readonly bottom: number
}

const sameLaid = (one: Laid, other: Laid): boolean =>
  one.above === other.above &&
  one.below === other.below &&
  one.shown.length === other.shown.length &&
  one.shown.every((key, k) => key === other.shown[k])

/** What of the margin is in view, px from its top; `origin` is that top on the screen. */
function viewOf(margin: HTMLElement): { origin: number; top: number; bottom: number } {
  const origin = margin.getBoundingClientRect().top
  const desk = margin.closest('main')?.getBoundingClientRect()
  const top = Math.max(0, desk?.top ?? 0)
  const bottom = Math.min(window.innerHeight, desk?.bottom ?? window.innerHeight)
  return { origin, top: top - origin, bottom: bottom - origin }
}

/** A card appears in its place, and slides from then on. */
function move(slot: HTMLElement | undefined, top: number): void {
  if (slot === undefined) return
  const transform = `translateY(${Math.round(top)}px)`
  if (slot.style.transform === transform) return
  if (slot.style.transform === '') {
    slot.style.transition = 'none'
    requestAnimationFrame(() => requestAnimationFrame(() => slot.style.removeProperty('transition')))
  }
  slot.style.transform = transform
}

const pace = (): ScrollBehavior => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth')

/** Calls in the next frame, once for all that is asked for before it. */
function useFrames(work: () => void): () => void {
  const frame = useRef(0)
  useEffect(() => () => cancelAnimationFrame(frame.current), [work])
  return useCallback(() => {
    cancelAnimationFrame(frame.current)
    frame.current = requestAnimationFrame(work)
  }, [work])
}

interface Lines {
  /** Begins to read; answers the top of the line in which a position is, px on the screen. */
  readonly read: () => (position: number) => number
  readonly forget: () => void
}

interface Block {
  readonly height: number
  /** By offset in the block: the top of its line, px from the top of the block. */
  readonly lines: Map<number, number>
}

/** A block that has not changed has its lines where they were: at a key only the block that is written in is measured. */
function createLines(editor: Editor): Lines {
  let known = new WeakMap<Node, Block>()
  return {
    forget: () => {
      known = new WeakMap()
    },
    read: () => {
      const { view } = editor
      const { doc } = view.state
      const leading = Number.parseFloat(getComputedStyle(view.dom).lineHeight)
      const blocks = new Map<number, (Block & { readonly top: number }) | null>()
      return (position) => {
        const paragraph = paragraphAt(doc, position)
        if (paragraph === undefined) return 0
        const { index, start } = paragraph
        const node = doc.child(index)
        const block = blocks.get(index) ?? measure(node, start)
        blocks.set(index, block)
        if (block === null) return 0
        const offset = Math.max(0, Math.min(position - start - 1, node.content.size))
        const line = block.lines.get(offset) ?? lineIn(start + 1 + offset, block.top)
        block.lines.set(offset, line)
        return block.top + line
      }

      function measure(node: Node, start: number): (Block & { readonly top: number }) | null {
        const element = view.nodeDOM(start)
        if (!(element instanceof HTMLElement)) return null
        const { top, height } = element.getBoundingClientRect()
        const before = known.get(node)
        const block = before?.height === height ? before : { height, lines: new Map<number, number>() }
        known.set(node, block)
        return { ...block, top }
      }

      // The box of the letters is lower than their line.
      function lineIn(at: number, top: number): number {
        const coords = view.coordsAtPos(at)
        return Math.max(0, (coords.top + coords.bottom - leading) / 2 - top)
      }
    },
  }
}
