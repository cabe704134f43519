/**
 * Where the others are: their carets and selections, in the hue of their delegation and with its code while they move.
 * What a caret is comes from its owner; who its owner is comes from the server, which names every state it passes on.
 */
import { type EditorState, Plugin, PluginKey, TextSelection } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import type { Awareness } from 'y-protocols/awareness'
import { z } from 'zod'
import { present } from '#shared/people/people.ts'
import { place } from '#shared/room/place.ts'
import type { TextBinding } from './binding.ts'
import { readSelection } from './read-selection.ts'
import { Timers } from './timers.ts'

const state = z.object({ caret: z.object({ anchor: place, head: place }), user: present })
type State = z.infer<typeof state>

/** How long (ms) the code stands beside a caret after it moved. */
const labelled = 2_000
/** ProseMirror has drawn what was composed by then (ms after `compositionend`), and what was held back for it. */
const afterComposition = 60

type Client = number

/** What is drawn for one client: nothing for null. */
type Change = ReadonlyMap<Client, readonly Decoration[]>

const key = new PluginKey<DecorationSet>('carets')

/**
 * Publishes this person's caret in the awareness field `caret`, from the first focus on, and draws the others'. Stands
 * behind the binding's plugin. A caret is `<span class="caret d3 moved" data-who="NOR">`, `outlined` besides from the
 * thirteenth delegation on; a selection is `.caret-selection.d3`.
 */
export function createCarets(binding: TextBinding, awareness: Awareness): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, set) => {
        const mapped = tr.docChanged ? set.map(tr.mapping, tr.doc) : set
        const change: Change | undefined = tr.getMeta(key)
        if (change === undefined) return mapped
        const old = mapped.find(undefined, undefined, ({ client }) => change.has(client))
        return mapped.remove(old).add(tr.doc, [...change.values()].flat())
      },
    },
    props: { decorations: (shown) => key.getState(shown) },
    view: (view) => new Carets(view, binding, awareness),
  })
}

class Carets {
  private readonly view: EditorView
  private readonly binding: TextBinding
  private readonly awareness: Awareness
  /** What was drawn last for each client, and when it moved there. */
  private readonly drawn = new Map<Client, { readonly said: string; readonly movedAt: number }>()
  /** Clients whose carets are in the block that is being composed: drawing there would end the composition. */
  private readonly waiting = new Set<Client>()
  private readonly timers = new Timers()
  private published = 'null'
  private focused = false

  constructor(view: EditorView, binding: TextBinding, awareness: Awareness) {
    this.view = view
    this.binding = binding
    this.awareness = awareness
    awareness.on('change', this.heard)
    view.dom.addEventListener('compositionend', this.composed)
    // A view cannot dispatch inside its own constructor.
    queueMicrotask(() => this.draw([...awareness.getStates().keys()]))
  }

  update(view: EditorView, before: EditorState): void {
    this.publish(view.state)
    if (view.state.doc === before.doc) return
    // A caret goes with the words around it; where they were deleted, it is still where they stood.
    const standing = new Set(
      key
        .getState(view.state)
        ?.find()
        .map(({ spec }) => spec.client),
    )
    const lost = [...this.drawn.keys()].filter((client) => !standing.has(client))
    if (lost.length > 0) queueMicrotask(() => this.draw(lost))
  }

  destroy(): void {
    this.awareness.off('change', this.heard)
    this.view.dom.removeEventListener('compositionend', this.composed)
    this.timers.stop()
    if (this.published !== 'null') this.awareness.setLocalStateField('caret', null)
  }

  private publish({ selection, doc }: EditorState): void {
    this.focused ||= this.view.hasFocus()
    const { anchor, head } = selection
    const shown = this.focused && this.view.editable && doc.content.size > 0
    const caret = shown
      ? {
          anchor: this.binding.relative(this.view.state, anchor, -1),
          head: this.binding.relative(this.view.state, head, -1),
        }
      : null
    const said = JSON.stringify(caret)
    if (said === this.published) return
    this.published = said
    this.awareness.setLocalStateField('caret', caret)
  }

  private readonly heard = (change: { added: Client[]; updated: Client[]; removed: Client[] }): void =>
    this.draw([...change.added, ...change.updated, ...change.removed])

  private readonly composed = (): void => {
    this.timers.after(afterComposition, () => {
      const clients = [...this.waiting]
      this.waiting.clear()
      this.draw(clients)
    })
  }

  /** Draws what these clients show now, and nothing else anew. */
  private draw(clients: readonly Client[]): void {
    const { view } = this
    const others = clients.filter((client) => client !== this.awareness.clientID)
    if (view.isDestroyed || others.length === 0) return
    readSelection(view)
    const change = new Map<Client, readonly Decoration[]>()
    for (const client of others) {
      const decorations = this.decorationsOf(client)
      if (this.binding.composing && this.isWhereComposed(client, decorations)) this.waiting.add(client)
      else change.set(client, decorations)
    }
    const old = key.getState(view.state)?.find(undefined, undefined, ({ client }) => change.has(client)) ?? []
    if (old.length > 0 || [...change.values()].some((decorations) => decorations.length > 0))
      view.dispatch(view.state.tr.setMeta(key, change))
  }

  private decorationsOf(client: Client): Decoration[] {
    const read = state.safeParse(this.awareness.getStates().get(client))
    const anchor = read.success ? this.binding.absolute(read.data.caret.anchor) : null
    const head = read.success ? this.binding.absolute(read.data.caret.head) : null
    if (!read.success || anchor === null || head === null) {
      this.drawn.delete(client)
      return []
    }
    const caret = this.caretAt(client, head, read.data)
    if (anchor === head) return [caret]
    const classes = `caret-selection d${read.data.user.hue}`
    return [caret, Decoration.inline(Math.min(anchor, head), Math.max(anchor, head), { class: classes }, { client })]
  }

  private caretAt(client: Client, pos: number, { caret, user }: State): Decoration {
    const said = JSON.stringify(caret)
    const last = this.drawn.get(client)
    const movedAt = last?.said === said ? last.movedAt : Date.now()
    this.drawn.set(client, { said, movedAt })
    const draw = () => {
      const span = document.createElement('span')
      span.className = `caret d${user.hue}${user.outlined ? ' outlined' : ''}`
      span.dataset.who = user.code
      span.dataset.client = String(client)
      span.setAttribute('aria-hidden', 'true')
      const left = movedAt + labelled - Date.now()
      if (left > 0) {
        span.classList.add('moved')
        this.timers.after(left, () => span.classList.remove('moved'))
      }
      return span
    }
    // side: what others put in at a caret goes behind it, as its place in the text has it.
    const drawnAs = { client, side: -1, ignoreSelection: true, key: `${client} ${movedAt} ${user.hue} ${user.code}` }
    return Decoration.widget(pos, draw, drawnAs)
  }

  /** True where drawing, or taking away what is drawn, would change a block that the selection is in. */
  private isWhereComposed(client: Client, decorations: readonly Decoration[]): boolean {
    const { doc, selection } = this.view.state
    if (!(selection instanceof TextSelection)) return false
    const from = selection.$from.before(1)
    const to = Math.min(selection.$to.after(1), doc.content.size)
    const old = key.getState(this.view.state)?.find(from, to, (spec) => spec.client === client) ?? []
    return old.length > 0 || decorations.some((decoration) => decoration.from <= to && decoration.to >= from)
  }
}
