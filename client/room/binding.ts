/**
 * One editor on one flat text. What the person does is written at once, what others do is shown as the smallest steps,
 * and while the person composes in a block that others change, showing waits. Promises that the document is always what
 * `render` shows, that nothing typed is dropped or doubled, and that undo outlives every remounting of the view.
 */
import type { Node } from '@tiptap/pm/model'
import { type EditorState, type Plugin, TextSelection, type Transaction } from '@tiptap/pm/state'
import { Mapping, Transform } from '@tiptap/pm/transform'
import type { EditorView } from '@tiptap/pm/view'
import type * as Y from 'yjs'
import { render } from '#shared/room/flat-text.ts'
import { blockSpecs, readMarkers } from '#shared/room/markers.ts'
import type { Place } from '#shared/room/place.ts'
import type { DocumentJson } from '#shared/statement/schema.ts'
import { bindingPlugin } from './binding-plugin.ts'
import { newBlockId } from './block-ids.ts'
import { Composition } from './composition.ts'
import { catchUp, complete, fromShown, type Held, type Parting, toShown } from './held.ts'
import { type LocalStep, writeCarried, type Written, writeSteps } from './local.ts'
import { type Moves, followMoves } from './moves.ts'
import { OwnWords } from './own-words.ts'
import { deedSince, markShown, type Pending, pendingOf, stepsSince } from './pending.ts'
import { isHeadless, placeOf, posOf, type Shown, toIndex } from './positions.ts'
import { readSelection } from './read-selection.ts'
import { follow, settle } from './remote.ts'
import { assertFlat } from './schema-check.ts'
import { blockOf, type Ends, endsAfter, mapEnds, touchesSelection } from './selection-ends.ts'
import type { Caret } from './undo.ts'
import { Writing } from './writing.ts'

export interface BindingOptions {
  /** Further types of the same document whose changes are undone in the same order; write them with `origin`. */
  readonly alsoUndo?: readonly (Y.Text | Y.Map<unknown>)[]
  /** Mints the id of a new block: 10 characters or more that nobody else will mint. */
  readonly newId?: () => string
  /** Milliseconds within which typing without a pause is undone at once. */
  readonly captureTimeout?: number
  /** What this person types waits for the end of a composition. The answer is called when it is in the text. */
  readonly onWithheld?: () => () => void
  /** Somebody deleted the block this person was writing in; their words were kept, in the block of this id. */
  readonly onTextMoved?: (moved: { readonly blockId: string }) => void
  /**
   * For production: a change could not be shown step by step, or not be written, and the text is shown as a whole; this
   * is why. Without it such an error is thrown, and the document is compared with the text after every change.
   */
  readonly onTrouble?: (error: unknown) => void
}

export interface TextBinding {
  /** Put it before plugins that ask for places. It may be registered, removed and registered again. */
  readonly plugin: Plugin
  /** The origin of this person's Yjs transactions, which `undo` takes back. */
  readonly origin: object
  /** True while an input method composes in the view. Whatever redraws the words under it would double them. */
  readonly composing: boolean
  /** What this person took out of the text and put in again. */
  readonly moves: Moves
  /** The content to give to an editor that is being made: it then shows the text from its first frame on. */
  firstDocument(): DocumentJson
  /** False when there was nothing to take back. */
  undo(): boolean
  redo(): boolean
  canUndo(): boolean
  canRedo(): boolean
  /** What is done next is undone by itself. The binding does so wherever the caret jumps. */
  stopCapturing(): void
  /** The place at a position of the view's state, which stays with what stands before (-1) or after (0) it. */
  relative(state: EditorState, pos: number, assoc: -1 | 0): Place
  /** Where a place is in the view now; null when it is none of this text, or no view is there. */
  absolute(place: Place): number | null
  /** The linear index in the text of a position of the view's state. */
  indexOf(state: EditorState, pos: number, assoc: -1 | 0): number
  /** The document of the view while it is just what the text shows; null while something waits to be shown or written. */
  readonly settled: Node | null
  /** The selection of a person whose caret is in the text; null when it is elsewhere. */
  focusedCaret(): Caret | null
  /** Writes at once what waits for the end of a composition. */
  flush(): void
  /** Ends the history. The binding is of no use after it; a removed view alone does not need it. */
  destroy(): void
}

/** Binds editors to a text, one at a time. The text must belong to a document. */
export function createTextBinding(text: Y.Text, options: BindingOptions = {}): TextBinding {
  return new Binding(text, options)
}

type Event = Y.YEvent<Y.AbstractType<unknown>>

/** The parts of an EditorView that the binding knows. */
type View = Pick<EditorView, 'state' | 'dispatch' | 'composing' | 'dom' | 'hasFocus' | 'focus'>

class Binding implements TextBinding {
  readonly plugin: Plugin
  readonly origin: object = { name: 'text binding' }
  readonly moves: Moves
  private readonly text: Y.Text
  private readonly options: BindingOptions
  private readonly writing: Writing
  private readonly ownWords: OwnWords
  private view: View | null = null
  /** The last local transaction that was written. */
  private written: Pending | null = null
  /** What the text shows; the view's document, unless something is held. */
  private shown: Shown | null = null
  private held: Held | null = null
  /** To be called when nothing typed here waits any more. */
  private inText: (() => void) | null = null
  private readonly composition = new Composition()

  constructor(text: Y.Text, options: BindingOptions) {
    this.text = text
    this.options = options
    this.ownWords = new OwnWords(text)
    this.moves = followMoves(text, this.origin)
    this.writing = new Writing(text, {
      origin: this.origin,
      alsoUndo: options.alsoUndo ?? [],
      captureTimeout: options.captureTimeout ?? 500,
    })
    this.plugin = this.makePlugin(options.newId ?? newBlockId)
  }

  firstDocument(): DocumentJson {
    return render(this.text)
  }

  get composing(): boolean {
    return this.view !== null && this.composition.isIn(this.view)
  }

  undo(): boolean {
    return this.travel('undo')
  }

  redo(): boolean {
    return this.travel('redo')
  }

  canUndo(): boolean {
    return this.writing.history.canUndo
  }

  canRedo(): boolean {
    return this.writing.history.canRedo
  }

  stopCapturing(): void {
    this.writing.history.stopCapturing()
  }

  relative(state: EditorState, pos: number, assoc: -1 | 0): Place {
    const shown = this.shown ?? { doc: state.doc, markers: readMarkers(this.text) }
    return placeOf(this.text, shown, this.toShown(state, pos, assoc), assoc)
  }

  absolute(place: Place): number | null {
    const { view, parting } = this
    const pos = this.shown === null ? null : posOf(this.text, this.shown, place)
    return pos === null || view === null || parting === null ? null : fromShown(parting, view.state.doc, pos)
  }

  indexOf(state: EditorState, pos: number, assoc: -1 | 0): number {
    const shown = this.shown ?? { doc: state.doc, markers: readMarkers(this.text) }
    return toIndex(shown, this.toShown(state, pos, assoc))
  }

  get settled(): Node | null {
    const doc = this.held === null ? this.shown?.doc : null
    return doc === this.view?.state.doc ? (doc ?? null) : null
  }

  focusedCaret(): Caret | null {
    return this.view?.hasFocus() === true ? this.caretOf(this.view.state) : null
  }

  flush(): void {
    this.release()
  }

  destroy(): void {
    this.detach()
    this.moves.destroy()
    this.writing.history.destroy()
  }

  private makePlugin(newId: () => string): Plugin<Pending> {
    return bindingPlugin(
      {
        current: () => this.view,
        attach: (view, state) => this.attach(view, state),
        detach: () => this.detach(),
        update: (view, before) => this.update(view, before),
        compositionBegan: (view) => this.composition.began(view),
        compositionEnded: (view) => {
          this.composition.ended(view)
          this.releaseSoon()
        },
        blurred: () => this.releaseSoon(),
        copied: () => this.moves.copied(),
      },
      newId,
    )
  }

  /** What the view does from `state` on is written. */
  private attach(view: View, state: EditorState = view.state): void {
    assertFlat(state.schema)
    // A view that is still there is about to go: React mounts the next before it unmounts the last.
    this.detach()
    this.view = view
    this.countWritten(state)
    this.shown = { doc: state.doc, markers: readMarkers(this.text) }
    this.text.observeDeep(this.receive)
    this.text.doc?.on('afterAllTransactions', this.observed)
    if (this.document(view).eq(state.doc)) return
    const held = this.hold('mounted', new Transform(state.doc))
    held.blind = true
    // A view cannot dispatch inside its own constructor.
    queueMicrotask(() => {
      if (this.held === held) this.release()
    })
  }

  private detach(): void {
    if (this.view === null) return
    this.release()
    this.composition.stop()
    this.text.unobserveDeep(this.receive)
    this.text.doc?.off('afterAllTransactions', this.observed)
    this.view = null
    this.held = null
  }

  /** After every change of the view's state: what was done locally goes into the text. */
  private update(view: View, before: EditorState): void {
    const { shown, held } = this
    const { doc } = this.text
    if (view !== this.view || shown === null || doc === null) return
    const steps = stepsSince(this.written, view.state)
    if (held !== null) {
      if (steps.length > 0) this.inText ??= this.options.onWithheld?.() ?? null
    } else if (steps.length === 0) {
      const jumped = view.state.doc === before.doc && !view.state.selection.eq(before.selection)
      if (jumped && !this.composing) this.writing.history.stopCapturing()
    } else if (doc._transactionCleanups.length > 0)
      // Somebody's transaction is open, or not all of it was observed: the text may be ahead of what is shown.
      this.hold('observed', new Transform(shown.doc))
    else this.writeSteps(view, steps, before, shown)
  }

  private writeSteps(view: View, steps: readonly LocalStep[], before: EditorState, shown: Shown): void {
    this.moves.expect(deedSince(this.written, view.state))
    this.countWritten(view.state)
    const since = this.ownWords.clock
    const caret = this.caretOf(before)
    // What could not be written is not shown either.
    let written: Written = { blocks: true, refused: true }
    this.write(caret, () => {
      written = writeSteps(this.text, steps, shown)
      const markers = written.blocks ? readMarkers(this.text) : shown.markers
      this.shown = { doc: view.state.doc, markers }
      this.ownWords.wrote(markers[blockOf(view.state)] ?? null, since)
    })
    if (this.held === null) this.adjust(view, written)
  }

  private write(caret: Caret | null, work: () => void, how: 'write' | 'carry' = 'write'): void {
    try {
      this.writing[how](caret, work)
    } catch (error) {
      this.tellTrouble(error)
    }
  }

  /** After writing: what the text shows otherwise than the editor, such as an id that a second block had as well. */
  private adjust(view: View, { blocks, refused }: Written): void {
    const tr = view.state.tr
    if (refused) this.complete(view, tr)
    else if (blocks && this.shown !== null) settle(tr, blockSpecs(this.shown.markers))
    if (tr.docChanged) this.show(view, tr)
    else this.verify(view)
  }

  private readonly receive = (events: readonly Event[], transaction: Y.Transaction): void => {
    const { view } = this
    if (view !== null && !transaction.local) readSelection(view)
    const { shown } = this
    if (view === null || shown === null) return
    // A later transaction has changed the text already: what these events say of it is not true any more.
    if (this.text.doc?._transactionCleanups.at(-1) !== transaction)
      this.hold('observed', new Transform(shown.doc)).blind = true
    if (this.held?.blind === true || this.writing.isShown(transaction)) return
    // Nobody's composition waits for what the same person does elsewhere, such as pressing Undo.
    const composing = this.composing && !transaction.local
    if (composing) this.ownWords.wrote(shown.markers[blockOf(view.state)] ?? null, this.ownWords.clock)
    const home = transaction.local ? null : this.ownWords.movedTo(events)
    const { held } = this
    if (held !== null) {
      this.follow(view, held.change, events, shown)
      held.moved ||= home !== null
      return
    }
    const tr = view.state.tr
    const now = this.follow(view, tr, events, shown)
    if (!tr.docChanged) return
    if (composing && touchesSelection(tr, view.state)) this.hold('composed', tr).moved = home !== null
    else {
      this.show(view, tr)
      if (home !== null) this.tellMoved(now.doc.child(now.markers.indexOf(home)))
    }
  }

  /** Adds what happened to a change, and remembers what the text shows now. */
  private follow(view: View, change: Transform, events: readonly Event[], shown: Shown): Shown {
    try {
      return (this.shown = follow(change, this.text, events, shown))
    } catch (error) {
      this.tellTrouble(error)
      return this.complete(view, change)
    }
  }

  /** Ends a change with what the text shows, wherever the two differ. */
  private complete(view: View, change: Transform): Shown {
    complete(change, this.document(view))
    return (this.shown = { doc: change.doc, markers: readMarkers(this.text) })
  }

  private show(view: View, tr: Transaction, ends: Ends | null = endsAfter(tr, view.state)): void {
    const { storedMarks } = view.state
    if (ends !== null) tr.setSelection(TextSelection.between(tr.doc.resolve(ends.anchor), tr.doc.resolve(ends.head)))
    // What the person is about to type in bold stays bold, whoever types elsewhere.
    if (storedMarks !== null) tr.setStoredMarks(storedMarks)
    if (this.shown !== null) this.shown = { doc: tr.doc, markers: this.shown.markers }
    view.dispatch(markShown(tr))
    this.verify(view)
  }

  /** Begins to keep others' changes back, if none are kept back already. */
  private hold(until: Held['until'], change: Transform): Held {
    if (this.held !== null) return this.held
    const held: Held = { until, base: change.before, change, blind: false, moved: false }
    this.held = held
    if (until === 'composed') this.releaseLater(held)
    return held
  }

  private releaseLater(held: Held): void {
    const { view } = this
    held.until = 'composed'
    if (view === null) return
    const isHeld = (): boolean => this.held === held
    this.composition.limit(view, isHeld, () => {
      if (isHeld()) this.release()
    })
  }

  /** When a composition ended: as soon as ProseMirror has read what was composed. */
  private releaseSoon(): void {
    const { view, held } = this
    if (view !== null && held?.until === 'composed') this.composition.whenRead(view, () => this.release())
  }

  /** After the last of the Yjs transactions that were open at once. */
  private readonly observed = (): void => {
    const { view, held } = this
    if (view === null || held === null || held.until === 'mounted' || this.writing.carrying) return
    if (held.until === 'observed' && !this.composing) return this.release()
    if (held.until === 'observed') this.releaseLater(held)
    if (held.blind) this.complete(view, held.change)
    held.blind = false
  }

  /** Shows what was kept back, and writes what was done meanwhile into the text as it has become. */
  private release(): void {
    const { view, held } = this
    if (view === null || held === null) return
    if (held.blind) this.complete(view, held.change)
    held.blind = false
    const { state } = view
    // A paragraph of one's own that others' deletion left behind has not moved.
    const stays = this.shown === null || isHeadless(this.shown)
    const steps = stepsSince(this.written, view.state)
    this.moves.expect(deedSince(this.written, view.state))
    this.countWritten(view.state)
    const caret = this.writeUnder(view, held, steps)
    this.held = null
    const tr = state.tr
    const local = catchUp(tr, held)
    if (this.shown !== null) settle(tr, blockSpecs(this.shown.markers))
    if (tr.docChanged) this.show(view, tr, caret)
    const left = local !== null && local.d > local.c && this.ownWords.homeless
    this.inText?.()
    this.inText = null
    if ((left || held.moved) && !stays) this.tellMoved(view.state.doc.child(blockOf(view.state)))
  }

  /**
   * Writes what was done since a hold began; the events of it extend the held change, as others' do. Answers the
   * selection in what the text shows then, null for one that is not of text.
   */
  private writeUnder(view: View, held: Held, steps: readonly LocalStep[]): Ends | null {
    const { shown } = this
    if (shown === null) return null
    const { selection } = view.state
    const { anchor, head } = selection
    let places: ReadonlyMap<number, Place> = new Map()
    if (steps.length > 0) {
      const mapping = new Mapping([...held.change.mapping.maps])
      let written = false
      const carry = (): void => {
        ;({ places } = writeCarried(this.text, steps, { mapping, shown }, [anchor, head]))
        written = true
      }
      this.write(this.caretOf(view.state), carry, 'carry')
      held.blind ||= !written
    }
    if (held.blind) this.complete(view, held.change)
    if (!(selection instanceof TextSelection)) return null
    const back = new Mapping(steps.map(({ step }) => step.getMap())).invert()
    const end = (pos: number, side: -1 | 1) => {
      const place = places.get(pos)
      const found = place === undefined || this.shown === null ? null : posOf(this.text, this.shown, place)
      return found ?? held.change.mapping.map(back.map(pos, -1), side)
    }
    return mapEnds(selection, end)
  }

  private travel(way: 'undo' | 'redo'): boolean {
    this.release()
    const { view } = this
    const step = this.writing.travel(way, view === null ? null : this.caretOf(view.state))
    const anchor = step?.caret === undefined ? null : this.absolute(step.caret.anchor)
    const head = step?.caret === undefined ? null : this.absolute(step.caret.head)
    if (view !== null && anchor !== null && head !== null) {
      const { doc, tr } = view.state
      view.dispatch(tr.setSelection(TextSelection.between(doc.resolve(anchor), doc.resolve(head))).scrollIntoView())
    }
    return step !== null
  }

  /** In production trouble is told, and what the text shows is shown as a whole; elsewhere it is thrown. */
  private tellTrouble(error: unknown): void {
    if (this.options.onTrouble === undefined) throw error
    this.options.onTrouble(error)
  }

  private tellMoved(block: Node): void {
    this.options.onTextMoved?.({ blockId: String(block.attrs.id) })
  }

  private caretOf(state: EditorState): Caret {
    const { anchor, head } = state.selection
    return { anchor: this.relative(state, anchor, -1), head: this.relative(state, head, -1) }
  }

  /** Where the view and the text were last one; null where there was never a view. */
  private get parting(): Parting | null {
    return this.held ?? (this.shown === null ? null : { base: this.shown.doc })
  }

  private toShown({ doc }: EditorState, pos: number, assoc: -1 | 0): number {
    return toShown(this.parting ?? { base: doc }, doc, pos, assoc)
  }

  /** Everything done up to here counts as written. */
  private countWritten(state: EditorState): void {
    this.written = pendingOf(state)
    this.written.previous = null
  }

  private document(view: View): Node {
    return view.state.schema.nodeFromJSON(render(this.text))
  }

  private verify(view: View): void {
    if (this.options.onTrouble !== undefined || this.held !== null || view !== this.view) return
    if (!this.document(view).eq(view.state.doc)) throw new Error('The editor does not show what the text says.')
  }
}
