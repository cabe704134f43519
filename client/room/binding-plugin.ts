/**
 * The plugin by which a binding hears of its editors: which view counts, what was done in it, when an input method begins
 * and ends, what the clipboard takes.
 */
import { type EditorState, Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { mintIds } from './block-ids.ts'
import { isLocal, type Pending, pendingField, pendingKey, pendingOf } from './pending.ts'

export interface EditorListener {
  /** The view that counts; null when there is none. */
  current(): object | null
  /** From now on this view counts, and what it does from `state` on (from now on, without it) is written. */
  attach(view: EditorView, state?: EditorState): void
  detach(): void
  /** The state of the view is another than `before`. */
  update(view: EditorView, before: EditorState): void
  compositionBegan(view: EditorView): void
  compositionEnded(view: EditorView): void
  blurred(): void
  copied(): void
}

/** `newId` mints the id of a new block. */
export function bindingPlugin(listener: EditorListener, newId: () => string): Plugin<Pending> {
  /** All that have the plugin. React's strict mode makes an editor twice, and throws the bound one away. */
  const views: EditorView[] = []
  const unhandled = (hear: (view: EditorView) => void) => (view: EditorView) => {
    hear(view)
    return false
  }
  return new Plugin<Pending>({
    key: pendingKey,
    state: pendingField,
    // What others did is never mended here, or two clients would mend it at once.
    appendTransaction: (trs, before, state) => mintIds(trs.filter(isLocal), before, state, newId),
    props: {
      handleDOMEvents: {
        compositionstart: unhandled((view) => listener.compositionBegan(view)),
        compositionend: unhandled((view) => listener.compositionEnded(view)),
        blur: unhandled(() => listener.blurred()),
        copy: unhandled(() => listener.copied()),
      },
    },
    view: (view) => {
      views.push(view)
      listener.attach(view)
      return {
        update: (updated, before) => {
          // Two views for the blink of strict mode: the one that the person writes in is the one that counts.
          const wrote = pendingOf(updated.state) !== pendingOf(before)
          if (wrote && updated !== listener.current()) listener.attach(updated, before)
          listener.update(updated, before)
        },
        destroy: () => {
          views.splice(views.indexOf(view), 1)
          if (listener.current() !== view) return
          listener.detach()
          const left = views.at(-1)
          if (left !== undefined) listener.attach(left)
        },
      }
    },
  })
}
