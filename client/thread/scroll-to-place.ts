/** Brings the words of a thread, or a paragraph that a link leads to, into sight. */
import type { Editor } from '@tiptap/core'
import { onPhone } from '../design/use-media.ts'

/** px that the words keep from the bar, where the head of the margin lies over its cards, and from the status line. */
const [head, edge] = [56, 24]
/** How far down the desk the words are put, and down to where they are in sight: the phone's sheet covers the rest. */
const desk = { at: 0.3, upTo: 1 }
const besideSheet = { at: 0.12, upTo: 0.42 }

/** Scrolls only where the first line at the position is out of sight; at once for whoever wants no motion. */
export function scrollToPlace({ view }: Editor, pos: number): void {
  const main = view.dom.closest('main')
  if (main === null) return
  const { at, upTo } = matchMedia(onPhone).matches ? besideSheet : desk
  const line = view.coordsAtPos(Math.min(pos, view.state.doc.content.size))
  const frame = main.getBoundingClientRect()
  // Zoomed in far, the whole page scrolls and not the desk in it.
  const scroller = main.scrollHeight > main.clientHeight ? main : document.documentElement
  const [top, bottom] = scroller === main ? [frame.top, frame.bottom] : [0, window.innerHeight]
  const height = bottom - top
  if (line.top >= top + head && line.bottom <= top + height * upTo - edge) return
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  scroller.scrollBy({ top: line.top - top - height * at, behavior: still ? 'instant' : 'smooth' })
}
