/** What this person writes into the text: one Yjs transaction after another, each undone to the caret from before it. */
import type * as Y from 'yjs'
import { type Caret, Undo, type UndoOptions } from './undo.ts'

export class Writing {
  readonly history: Undo
  private readonly text: Y.Text
  private readonly origin: object
  /** The one that is open. */
  private transaction: Y.Transaction | null = null
  private underHeld = false
  /** From before the change that is being made. */
  private caret: Caret | null = null

  constructor(text: Y.Text, options: Omit<UndoOptions, 'caret'>) {
    this.text = text
    this.origin = options.origin
    this.history = new Undo(text, { ...options, caret: () => this.caret })
  }

  write(caret: Caret | null, work: () => void): void {
    this.caret = caret
    try {
      this.text.doc?.transact((transaction) => {
        this.transaction = transaction
        work()
      }, this.origin)
    } finally {
      this.transaction = null
      this.caret = null
    }
  }

  /** Writes under others' changes that are not shown yet: the events of it are to be followed as theirs are. */
  carry(caret: Caret | null, work: () => void): void {
    this.underHeld = true
    try {
      this.write(caret, work)
    } finally {
      this.underHeld = false
    }
  }

  get carrying(): boolean {
    return this.underHeld
  }

  /** True of the transaction whose changes the editor shows already, since they come from there. */
  isShown(transaction: Y.Transaction): boolean {
    return transaction === this.transaction && !this.underHeld
  }

  /** Undoes or redoes one step, as `Undo.travel` does; `caret` is where to go back to afterwards. */
  travel(way: 'undo' | 'redo', caret: Caret | null): ReturnType<Undo['travel']> {
    this.caret = caret
    const step = this.history.travel(way)
    this.caret = null
    return step
  }
}
