/**
 * Undo of what this person did, and of nothing that others did meanwhile; with each step the caret from before it.
 * Lives as long as its document, so that no remounting of the editor costs the history.
 */
import * as Y from 'yjs'
import type { Place } from '#shared/room/place.ts'

/** A selection that stays with its words. */
export interface Caret {
  readonly anchor: Place
  readonly head: Place
}

export interface UndoOptions {
  /** Only transactions with this origin can be undone. */
  readonly origin: object
  /** Further types of the document whose changes are undone in the same order. */
  readonly alsoUndo: readonly (Y.Text | Y.Map<unknown>)[]
  /** Milliseconds within which changes without a pause are one step. */
  readonly captureTimeout: number
  /** The caret from before the change that is being made; null when it is none of the text's. */
  readonly caret: () => Caret | null
}

export class Undo {
  private readonly manager: Y.UndoManager
  /** The caret from before each step, as long as the step can be undone or redone. */
  private readonly carets = new WeakMap<object, Caret>()

  constructor(text: Y.Text, { origin, alsoUndo, captureTimeout, caret }: UndoOptions) {
    this.manager = new Y.UndoManager([text, ...alsoUndo], { trackedOrigins: new Set([origin]), captureTimeout })
    this.manager.on('stack-item-added', ({ stackItem }) => {
      const before = caret()
      if (before !== null) this.carets.set(stackItem, before)
    })
  }

  get canUndo(): boolean {
    return this.manager.canUndo()
  }

  get canRedo(): boolean {
    return this.manager.canRedo()
  }

  /** Undoes or redoes one step. Null when there was none, else the caret from before what was taken back, if known. */
  travel(way: 'undo' | 'redo'): { readonly caret: Caret | undefined } | null {
    const step = this.manager[way]()
    return step === null ? null : { caret: this.carets.get(step) }
  }

  /** What is done next is a step of its own. */
  stopCapturing(): void {
    this.manager.stopCapturing()
  }

  destroy(): void {
    this.manager.destroy()
  }
}
