/**
 * Whether an input method composes in an editor, and when that is over. To change the words under a living composition
 * would double them: the input method writes them again, into the new ones.
 */
import type { EditorView } from '@tiptap/pm/view'
import { Timers } from './timers.ts'

type View = Pick<EditorView, 'composing' | 'dom' | 'hasFocus' | 'focus'>

/** ProseMirror reads the composed text, and leaves its composing state, some 20 ms after `compositionend`. */
const afterComposition = 30
/** Nobody waits longer than this (ms) for others' changes, however long a composition takes. */
const longestHold = 10_000

export class Composition {
  /** The views between the browser's `compositionstart` and `compositionend`. */
  private readonly inputMethods = new WeakSet<View>()
  private readonly timers = new Timers()

  began(view: View): void {
    this.inputMethods.add(view)
  }

  ended(view: View): void {
    this.inputMethods.delete(view)
  }

  /** ProseMirror gives a composition up after 5 s of rest on Android, where the browser's may well go on. */
  isIn(view: View): boolean {
    return view.composing || this.inputMethods.has(view)
  }

  /** Calls when ProseMirror has read what was composed in the view. */
  whenRead(view: View, call: () => void): void {
    this.timers.after(afterComposition, () => (this.isIn(view) ? this.whenRead(view, call) : call()))
  }

  /**
   * Ends a composition that takes too long, if it is `wanted` then, and calls when ProseMirror has read it. Leaving the
   * text is the one way to let the browser end it.
   */
  limit(view: View, wanted: () => boolean, call: () => void): void {
    this.timers.after(longestHold, () => {
      if (!wanted()) return
      this.ended(view)
      if (view.hasFocus()) {
        view.dom.blur()
        view.focus()
      }
      this.timers.after(afterComposition, call)
    })
  }

  /** Calls nobody any more. */
  stop(): void {
    this.timers.stop()
  }
}
