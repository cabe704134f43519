/** What people do to a text that matters for its threads. Each act tells the meeting where the characters went. */
import { deleteSelection, joinBackward, setBlockType, splitBlock, toggleMark } from '@tiptap/pm/commands'
import type { Node, Slice } from '@tiptap/pm/model'
import type { EditorState, Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { type BlockRole, deepest, marks } from '#shared/statement/schema.ts'
import type { Seeded } from '../random.ts'
import { copyOf } from './identities.ts'
import { letters, vocabulary } from './threads-text.ts'

export type Act = (meeting: Stage, person: Person) => void

/** What the acts need to know of a meeting, whatever binding its people write with. */
export interface Stage {
  readonly random: Seeded
  readonly people: readonly Person[]
  readonly threads: readonly { readonly opened: { readonly quote: string } }[]
  /** Sends to the server what it does not have, and fetches what it has. */
  exchange(person: Person): void
  /** Where words of a thread are now, of those that stand together; null when there are none. */
  placeOfThread(person: Person): Span | null
  anyPlace(person: Person): number
  /** The numbers of the characters between two positions. */
  numbersBetween(person: Person, span: Span): number[]
  /** Pastes a slice, whose characters have these numbers, in place of what is between two positions. */
  put(person: Person, span: Span, slice: Slice, numbers: readonly number[]): void
  /** After an undo or redo. */
  broughtBack(person: Person): void
}

export interface Person {
  readonly client: Desk
  online: boolean
}

/** An editor, and the acts of a person at it. */
export interface Desk {
  readonly state: EditorState
  readonly view: EditorView
  do(act: (tr: Transaction) => Transaction): Desk
  select(from: number, to?: number): Desk
  undo(): Desk
  redo(): Desk
}

export interface Span {
  readonly from: number
  readonly to: number
}

const typeInside: Act = (meeting, person) => {
  const place = meeting.placeOfThread(person)
  if (place === null) return
  const at = place.from + meeting.random.int(place.to - place.from + 1)
  const said = meeting.random.chance(0.3) ? `${vocabulary(meeting.random)} ` : letters(meeting.random)
  person.client.do((tr) => tr.insertText(said, at))
}

/** Goes on where the person was writing last. */
const typeOn: Act = ({ random }, { client }) => {
  const said = random.chance(0.6) ? letters(random) : `${vocabulary(random)} `
  client.select(client.state.selection.head).do((tr) => tr.insertText(said))
}

const typeAtEdge: Act = (meeting, person) => {
  const place = meeting.placeOfThread(person)
  if (place === null) return
  person.client.do((tr) => tr.insertText(letters(meeting.random), meeting.random.chance(0.5) ? place.from : place.to))
}

const typeAnywhere: Act = (meeting, person) => {
  const at = meeting.anyPlace(person)
  person.client.do((tr) => tr.insertText(`${vocabulary(meeting.random)} `, at))
}

/** Words that read like those of a thread, elsewhere. */
const typeTheSame: Act = (meeting, person) => {
  const { quote } = meeting.random.pick(meeting.threads).opened
  const said = quote.split(/\s/).slice(0, 2).join(' ')
  const at = meeting.anyPlace(person)
  person.client.do((tr) => tr.insertText(` ${said} `, at))
}

const split: Act = (meeting, person) => {
  const place = meeting.placeOfThread(person)
  const near = place !== null && meeting.random.chance(0.5)
  person.client.select(near ? place.from + meeting.random.int(place.to - place.from + 1) : meeting.anyPlace(person))
  splitBlock(person.client.state, person.client.view.dispatch)
}

const join: Act = ({ random }, { client }) => {
  const { doc } = client.state
  if (doc.childCount < 2) return
  const start = startOf(doc, 1 + random.int(doc.childCount - 1))
  if (random.chance(0.5)) client.do((tr) => tr.join(start))
  else joinBackward(client.select(start + 1).state, client.view.dispatch)
}

/** Deletes words of a thread, and some around, and undoes that; others may see it before. */
const deleteAndUndo: Act = (meeting, person) => {
  const range = aroundThread(meeting, person)
  if (range === null) return
  person.client.select(range.from, range.to)
  deleteSelection(person.client.state, person.client.view.dispatch)
  meanwhile(meeting, person)
  person.client.undo()
  meeting.broughtBack(person)
}

const deleteSome: Act = (meeting, person) => {
  const at = meeting.anyPlace(person)
  const { client } = person
  const to = Math.min(at + 1 + meeting.random.int(6), client.state.doc.content.size - 1)
  client.select(at, to)
  deleteSelection(client.state, client.view.dispatch)
}

const deleteForGood: Act = (meeting, person) => {
  const range = meeting.placeOfThread(person)
  if (range === null || range.to - range.from > 60) return
  person.client.select(range.from, range.to)
  deleteSelection(person.client.state, person.client.view.dispatch)
}

const replaceWords: Act = (meeting, person) => {
  const range = meeting.placeOfThread(person)
  if (range === null || range.to - range.from > 60) return
  person.client.do((tr) => tr.insertText(vocabulary(meeting.random), range.from, range.to))
}

const cutAndPaste: Act = (meeting, person) => {
  const range = aroundThread(meeting, person)
  if (range === null) return
  move(meeting, person, range)
}

const moveBlock: Act = (meeting, person) => {
  const { doc } = person.client.state
  if (doc.childCount < 3) return
  const block = meeting.random.int(doc.childCount)
  const start = startOf(doc, block)
  move(meeting, person, { from: start, to: start + doc.child(block).nodeSize })
}

const copyAndPaste: Act = (meeting, person) => {
  const range = aroundThread(meeting, person)
  if (range === null) return
  const slice = person.client.state.doc.slice(range.from, range.to)
  const at = meeting.anyPlace(person)
  copy(person.client)
  meeting.put(person, { from: at, to: at }, slice, meeting.numbersBetween(person, range).map(copyOf))
}

function move(meeting: Stage, person: Person, span: Span): void {
  const { client } = person
  const { doc } = client.state
  if (doc.content.size - (span.to - span.from) < 4) return
  const slice = doc.slice(span.from, span.to)
  const numbers = meeting.numbersBetween(person, span)
  cut(client, span)
  if (meeting.random.chance(0.5)) meanwhile(meeting, person)
  const left = client.state.doc
  const at = slice.openStart > 0 ? meeting.anyPlace(person) : startOf(left, meeting.random.int(left.childCount + 1))
  meeting.put(person, { from: at, to: at }, slice, numbers)
}

export const copy = ({ view }: Desk): boolean =>
  view.dom.dispatchEvent(new ClipboardEvent('copy', { clipboardData: new DataTransfer() }))

/** As ProseMirror does with the selection. */
const cut = (client: Desk, { from, to }: Span): Desk => client.do((tr) => tr.delete(from, to).setMeta('uiEvent', 'cut'))

/** Words into words, blocks between blocks. */
export const paste = (client: Desk, { from, to }: Span, slice: Slice): Desk =>
  slice.openStart > 0
    ? client.select(from, to).do((tr) => tr.replaceSelection(slice).setMeta('uiEvent', 'paste'))
    : client.do((tr) => tr.replaceWith(from, to, slice.content).setMeta('uiEvent', 'paste'))

const changeRole: Act = (meeting, { client, ...person }) => {
  const role = meeting.random.pick<BlockRole>(['heading', 'numberedItem', 'bulletedItem', 'quote', 'paragraph'])
  const depth = meeting.random.int(deepest + 1)
  const attrs = role.endsWith('Item') ? { depth } : {}
  const place = meeting.placeOfThread({ client, ...person })
  if (place === null) return
  client.select(place.from, place.to)
  setBlockType(client.state.schema.nodes[role]!, (node: Node) => ({ ...node.attrs, ...attrs }))(
    client.state,
    client.view.dispatch,
  )
}

const format: Act = (meeting, person) => {
  const range = aroundThread(meeting, person)
  if (range === null) return
  person.client.select(range.from, range.to)
  const name = meeting.random.pick(Object.keys(marks))
  const attrs = name === 'link' ? { href: 'https://example.org/' } : null
  toggleMark(person.client.state.schema.marks[name]!, attrs)(person.client.state, person.client.view.dispatch)
}

/** Select all, delete, and everything back, by undo or from the clipboard. */
const restoreAll: Act = (meeting, person) => {
  if (!person.online) return
  for (let round = 0; round < 2; round++) for (const somebody of meeting.people) meeting.exchange(somebody)
  const { client } = person
  const all = { from: 0, to: client.state.doc.content.size }
  const slice = client.state.doc.slice(all.from, all.to)
  const numbers = meeting.numbersBetween(person, all)
  cut(client, all)
  if (meeting.random.chance(0.5)) meanwhile(meeting, person)
  if (meeting.random.chance(0.5)) {
    client.undo()
    meeting.broughtBack(person)
  } else {
    const end = client.state.doc.content.size
    meeting.put(person, { from: end, to: end }, slice, numbers)
  }
  meeting.exchange(person)
}

/** One step back, and one more where that took the text away: it was the second half of a move. */
const undo: Act = (meeting, person) => {
  const { client } = person
  const size = client.state.doc.content.size
  client.undo()
  if (client.state.doc.content.size < size - 200) client.undo()
  meeting.broughtBack(person)
}

const undoAndRedo: Act = (meeting, person) => {
  const steps = 1 + meeting.random.int(4)
  for (let k = 0; k < steps; k++) person.client.undo()
  meeting.broughtBack(person)
  meanwhile(meeting, person)
  for (let k = 0; k < steps; k++) person.client.redo()
  meeting.broughtBack(person)
}

/** Somebody else does something, and it may be exchanged. */
function meanwhile(meeting: Stage, person: Person): void {
  meeting.exchange(person)
  const other = meeting.random.pick(meeting.people)
  if (other === person) return
  meeting.exchange(other)
  meeting.random.pick([typeInside, typeAnywhere, split, join, format])(meeting, other)
  meeting.exchange(other)
  meeting.exchange(person)
}

function aroundThread(meeting: Stage, person: Person): Span | null {
  const place = meeting.placeOfThread(person)
  if (place === null) return null
  const { doc } = person.client.state
  const wider = (): number => (meeting.random.chance(0.5) ? 0 : meeting.random.int(40))
  const from = Math.max(1, place.from - wider())
  const to = Math.min(doc.content.size - 1, place.to + wider())
  if (to - from > 400) return null
  const $from = doc.resolve(from)
  const $to = doc.resolve(to)
  return { from: $from.depth === 0 ? from + 1 : from, to: $to.depth === 0 ? to - 1 : to }
}

function startOf(doc: Node, block: number): number {
  let start = 0
  for (let k = 0; k < block; k++) start += doc.child(k).nodeSize
  return start
}

/** What is done how often: mostly people go on writing where they write. */
const weights: readonly (readonly [number, Act])[] = [
  [60, typeOn],
  [4, typeInside],
  [6, typeAtEdge],
  [4, typeAnywhere],
  [1, typeTheSame],
  [3, split],
  [3, join],
  [5, deleteAndUndo],
  [2, deleteSome],
  [0.5, deleteForGood],
  [0.5, replaceWords],
  [1.5, cutAndPaste],
  [1, moveBlock],
  [0.5, copyAndPaste],
  [5, format],
  [4, changeRole],
  [0.1, restoreAll],
  [3, undo],
  [2, undoAndRedo],
]

const often = (acts: readonly (readonly [number, Act])[]): Act[] =>
  acts.flatMap(([weight, act]) => Array.from({ length: weight * 10 }, () => act))

export const acts: readonly Act[] = often(weights)

/** The same, without those after which words stand twice. */
export const actsWithoutCopies: readonly Act[] = often(
  weights.filter(([, act]) => act !== typeTheSame && act !== copyAndPaste),
)
