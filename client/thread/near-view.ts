/** Which part of the text is near what is seen of it: of many threads only those there are drawn over the words. */
import type { EditorView } from '@tiptap/pm/view'
import { paragraphsOf } from './paragraphs.ts'

/** Whole blocks: from the position before the first to the one behind the last. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** The blocks of which anything is on the screen, or above or below it by no more than so many screens. */
export function stretchAround(view: EditorView, screens: number): Stretch {
  const blocks = paragraphsOf(view.state.doc)
  const screen = window.innerHeight
  const boxOf = (index: number): DOMRect | undefined => {
    const dom = view.nodeDOM(blocks[index]?.start ?? 0)
    return dom instanceof Element ? dom.getBoundingClientRect() : undefined
  }
  const isBelowTop = (index: number): boolean => (boxOf(index)?.bottom ?? 0) >= -screens * screen
  const isBelowFoot = (index: number): boolean => (boxOf(index)?.top ?? 0) > (1 + screens) * screen
  const first = firstOf(blocks.length, isBelowTop)
  const behind = firstOf(blocks.length, isBelowFoot)
  const end = view.state.doc.content.size
  return { from: blocks[first]?.start ?? end, to: blocks[behind]?.start ?? end }
}

/** Calls in the frame in which the text was scrolled or the window has another size, until the answer is called. */
export function followView(view: EditorView, moved: () => void): () => void {
  let frame = 0
  const schedule = (): void => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(moved)
  }
  const scrolled = ({ target }: Event): void => {
    if (target instanceof Node && target.contains(view.dom)) schedule()
  }
  // Scrolling does not bubble: the desk's is caught on its way down.
  document.addEventListener('scroll', scrolled, { capture: true, passive: true })
  window.addEventListener('resize', schedule)
  return () => {
    cancelAnimationFrame(frame)
    document.removeEventListener('scroll', scrolled, { capture: true })
    window.removeEventListener('resize', schedule)
  }
}

/** By halves: the first of so many numbers of which something is so, as it then is of all behind it; `count` for none. */
function firstOf(count: number, isSo: (index: number) => boolean): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (isSo(middle)) high = middle
    else low = middle + 1
  }
  return low
}
