/**
 * Changes that the server refused, carried over into a fresh document: random texts, random edits by several people, and
 * a server that has taken only some of them. Fails with the seed.
 */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { carryOver, hasAllOf, unsentWords } from '../../../client/room/carry-over.ts'
import { placeAt, indexOf } from '#shared/room/anchor.ts'
import { render } from '#shared/room/flat-text.ts'
import { newMarker } from '#shared/room/markers.ts'
import { letterheadRoot, metaRoot, textRoot } from '#shared/room/roots.ts'
import { type Seeded, seeded, seeds } from '../../random.ts'

const title = letterheadRoot('title')

/** One person's document, and the updates that they made, in order. */
class Writer {
  readonly doc = new Y.Doc()
  readonly made: Uint8Array[] = []
  /** A word for each insertion that is nowhere else. */
  private minted = 0

  constructor(id: number, seed: Uint8Array) {
    this.doc.clientID = id
    this.doc.getText(textRoot)
    Y.applyUpdate(this.doc, seed, 'network')
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'network') this.made.push(update)
    })
  }

  get text(): Y.Text {
    return this.doc.getText(textRoot)
  }

  word(): string {
    return `${'pqrs'[this.doc.clientID % 4]}${this.doc.clientID}.${(this.minted += 1)};`
  }

  /** One random change, as the binding writes them. */
  act(random: Seeded): void {
    const { text } = this
    const dice = random.int(100)
    const at = random.int(text.length) + 1
    const length = Math.min(random.int(6) + 1, text.length - at)
    const marks = random.pick([{}, { bold: true }, { italic: true }, { bold: true, italic: true }])
    if (dice < 40) text.insert(at, this.word(), dice < 20 ? undefined : marks)
    else if (dice < 52 && length > 0) text.delete(at, length)
    else if (dice < 64 && length > 0)
      text.format(at, length, random.pick([{ bold: true }, { bold: null }, { italic: true }]))
    else if (dice < 74) text.insertEmbed(at, newMarker({ type: 'paragraph', attrs: { id: this.word() } }))
    else if (dice < 82) random.pick(markers(text)).set('role', random.pick(['heading', 'paragraph', 'quote']))
    else if (dice < 86) text.insertEmbed(at, { type: 'hardBreak' }, marks)
    else if (dice < 92) this.doc.getText(title).insert(random.int(this.doc.getText(title).length + 1), this.word())
    else if (dice < 95) this.doc.getText(title).delete(0, Math.min(2, this.doc.getText(title).length))
    else if (dice < 97) this.doc.getMap(metaRoot).set('language', random.pick(['fr', 'ar']))
    else this.doc.transact(() => [0, 1, 2].forEach(() => this.act(random)))
  }
}

const markers = (text: Y.Text): Y.Map<unknown>[] =>
  text.toDelta().flatMap(({ insert }: { insert: unknown }) => (insert instanceof Y.Map ? [insert] : []))

function seedUpdate(): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 7
  const text = doc.getText(textRoot)
  for (const id of ['one', 'two', 'three']) {
    text.insertEmbed(text.length, newMarker({ type: 'paragraph', attrs: { id } }))
    text.insert(text.length, `The words of ${id}.`, {})
  }
  doc.getText(title).insert(0, 'Title')
  return Y.encodeStateAsUpdate(doc)
}

const documentOf = (updates: readonly Uint8Array[]): Y.Doc => {
  const doc = new Y.Doc()
  // As a room does it: a text that is made only when formatting has come takes no notice of it, and loses some.
  doc.getText(textRoot)
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc
}

const everything = (doc: Y.Doc) => ({
  text: render(doc.getText(textRoot)),
  title: doc.getText(title).toString(),
  language: doc.getMap(metaRoot).get('language'),
})

/** A and B write in turns and see each other's words now and then; the server takes A's only up to some point. */
function play(seed: number) {
  const random = seeded(seed)
  const first = seedUpdate()
  const [a, b] = [new Writer(random.int(1000) + 11, first), new Writer(random.int(1000) + 2011, first)]
  const taken: Uint8Array[] = [first]
  const refusedFrom = random.int(12)
  for (let turn = 0; turn < 30; turn++) {
    const writer = random.chance(0.6) ? a : b
    const before = writer.made.length
    writer.act(random)
    for (const update of writer.made.slice(before)) if (writer === b || a.made.length <= refusedFrom) taken.push(update)
    // B sees what the server has; A does as long as nothing is refused, as one socket goes silent with the other.
    if (random.chance(0.5)) for (const update of taken) Y.applyUpdate(b.doc, update, 'network')
    if (random.chance(0.5)) for (const update of taken) Y.applyUpdate(a.doc, update, 'network')
  }
  return { a, b, taken, random }
}

// 5,000 seeds take a minute and more of a core in the long run.
test('where nobody else wrote meanwhile, it becomes what it would have been', { timeout: 300_000 }, () => {
  for (const seed of seeds(1, 400, 5000)) {
    const { a, taken } = play(seed)
    for (const update of taken) Y.applyUpdate(a.doc, update, 'network')
    const fresh = documentOf(taken)
    carryOver(a.doc, fresh)
    expect({ seed, ...everything(fresh) }).toEqual({ seed, ...everything(a.doc) })
  }
})

test('where others wrote meanwhile, no word is lost, doubled or brought back', { timeout: 300_000 }, () => {
  for (const seed of seeds(10_001, 200, 3000)) {
    const { a, taken } = play(seed)
    const fresh = documentOf(taken)
    carryOver(a.doc, fresh)
    // What would have come of it, had the server taken everything.
    const whole = documentOf([...taken, ...a.made])
    expect({ seed, says: characters(fresh) }).toEqual({ seed, says: characters(whole) })
    expect({ seed, blocks: markers(fresh.getText(textRoot)).length }).toEqual({
      seed,
      blocks: markers(whole.getText(textRoot)).length,
    })
  }
})

const characters = (doc: Y.Doc): string =>
  Array.from(`${doc.getText(textRoot).toString()}${doc.getText(title).toString()}`)
    .toSorted()
    .join('')

/** A person at three paragraphs, and the document as the server has it before they write. */
function alone(): { old: Y.Doc; text: Y.Text; fresh: Y.Doc; say: (doc: Y.Doc) => string[] } {
  const { doc: old, text } = new Writer(11, seedUpdate())
  const fresh = documentOf([seedUpdate()])
  const say = (doc: Y.Doc): string[] =>
    render(doc.getText(textRoot)).content.map(({ content = [] }) =>
      content.map((node) => (node.type === 'text' ? node.text : '')).join(''),
    )
  return { old, text, fresh, say }
}

const at = (text: Y.Text, words: string): number =>
  text.toDelta().reduce(
    ({ index, found }: { index: number; found: number }, { insert }: { insert: unknown }) => {
      const here = typeof insert === 'string' ? insert.indexOf(words) : -1
      return {
        index: index + (typeof insert === 'string' ? insert.length : 1),
        found: found < 0 && here >= 0 ? index + here : found,
      }
    },
    { index: 0, found: -1 },
  ).found

test('a caret goes with the words around it', () => {
  const { old, text, fresh } = alone()
  text.insert(at(text, 'words of two'), 'many ', {})
  const inUnsent = placeAt(text, at(text, 'many') + 2, -1)
  const inSent = placeAt(text, at(text, 'words of three'), -1)
  const { placeOf } = carryOver(old, fresh)
  const now = fresh.getText(textRoot)
  const [one, other] = [placeOf(inUnsent), placeOf(inSent)]
  expect(one && indexOf(now, one)).toBe(at(now, 'many') + 2)
  expect(other && indexOf(now, other)).toBe(at(now, 'words of three'))
})

test('paragraphs that are named are left as they are, and their words are offered', () => {
  const { old, text, fresh, say } = alone()
  text.insert(at(text, 'words of one'), 'many ', {})
  text.insert(at(text, 'words of two'), 'few ', {})
  text.delete(at(text, 'of two'), 3)
  text.format(at(text, 'two'), 3, { bold: true })
  text.insertEmbed(at(text, 'three'), newMarker({ type: 'paragraph', attrs: { id: 'new' } }))
  const before = JSON.stringify(render(fresh.getText(textRoot)).content[1])
  const { words, leftOut } = carryOver(old, fresh, new Set(['two']))
  expect(say(fresh)).toEqual(['The many words of one.', 'The words of two.', 'The words of ', 'three.'])
  expect(JSON.stringify(render(fresh.getText(textRoot)).content[1])).toBe(before)
  expect({ words, leftOut }).toEqual({ words: 'few ', leftOut: 3 })
})

test('behind a named paragraph a new one may begin, but in it none, and none is joined to it', () => {
  const behind = alone()
  const end = at(behind.text, 'two.') + 4
  behind.text.insertEmbed(end, newMarker({ type: 'paragraph', attrs: { id: 'new' } }))
  behind.text.insert(end + 1, 'New.', {})
  carryOver(behind.old, behind.fresh, new Set(['two']))
  expect(behind.say(behind.fresh)).toEqual(['The words of one.', 'The words of two.', 'New.', 'The words of three.'])

  const inside = alone()
  inside.text.insertEmbed(at(inside.text, 'of two'), newMarker({ type: 'paragraph', attrs: { id: 'new' } }))
  inside.text.insert(at(inside.text, 'of two'), 'cut ', {})
  const { words } = carryOver(inside.old, inside.fresh, new Set(['two']))
  expect(inside.say(inside.fresh)).toEqual(['The words of one.', 'The words of two.', 'The words of three.'])
  expect(words).toBe('cut ')

  for (const named of ['one', 'two']) {
    const joined = alone()
    joined.text.delete(at(joined.text, 'one.') + 4, 1)
    carryOver(joined.old, joined.fresh, new Set([named]))
    expect(joined.say(joined.fresh)).toEqual(['The words of one.', 'The words of two.', 'The words of three.'])
  }
})

test('unsent words read a line for each stretch, the letterhead first', () => {
  const { old, text, fresh } = alone()
  text.insert(at(text, 'words of one'), 'many ', {})
  text.insert(at(text, 'two'), 'some ', {})
  text.insert(at(text, 'some') + 2, 'mm', {})
  text.delete(at(text, 'words of three'), 3)
  old.getText(title).insert(5, ', 2026')
  expect(unsentWords(old, hasAllOf(fresh))).toBe(', 2026\nmany \nsommme ')
})
