/**
 * The flat text as a pure function: whatever a text holds, it shows a valid document, the same for everybody; and a
 * document that is written comes back as it was.
 */
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { indexOf, placeAt } from '#shared/room/anchor.ts'
import { render, write } from '#shared/room/flat-text.ts'
import { isHeadless, newMarker, readMarkers } from '#shared/room/markers.ts'
import { textRoot } from '#shared/room/roots.ts'
import {
  atoms,
  type BlockJson,
  type BlockRole,
  blocks,
  type DocumentJson,
  type InlineJson,
  type MarkJson,
  marks,
} from '#shared/statement/schema.ts'
import { type Seeded, seeded, seeds } from '../../random.ts'
import { textSchema } from '../../text-schema.ts'

const newText = (clientID = 1): Y.Text => {
  const doc = new Y.Doc()
  doc.clientID = clientID
  return doc.getText(textRoot)
}

const document = (...content: BlockJson[]): DocumentJson => ({ type: 'doc', content })
const paragraph = (id: string, ...content: InlineJson[]): BlockJson =>
  content.length > 0 ? { type: 'paragraph', attrs: { id }, content } : { type: 'paragraph', attrs: { id } }
const words = (text: string, ...worn: MarkJson[]): InlineJson =>
  worn.length > 0 ? { type: 'text', text, marks: worn } : { type: 'text', text }

/** What the room's reader of any text may rely on. */
function expectValid(text: Y.Text): DocumentJson {
  const shown = render(text)
  const doc = textSchema.nodeFromJSON(shown)
  doc.check()
  expect(doc.toJSON()).toEqual(shown)
  const ids = shown.content.map(({ attrs }) => attrs.id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) expect(id.length > 0 && id.length <= 64, id).toBe(true)
  // Every unit of the text has its one place: an opening, a character or an atom.
  const places = doc.content.size - doc.childCount - (isHeadless(text) ? 1 : 0)
  expect(places).toBe(text.length)
  return shown
}

describe('before the first marker', () => {
  test('an empty text is one empty paragraph', () => {
    expect(expectValid(newText())).toEqual(document(paragraph('start')))
  })

  test('loose text is a paragraph', () => {
    const text = newText()
    text.insert(0, 'loose')
    text.insertEmbed(5, newMarker({ type: 'quote', attrs: { id: 'q' } }))
    expect(expectValid(text)).toEqual(
      document(paragraph('start', words('loose')), { type: 'quote', attrs: { id: 'q' } }),
    )
    expect(readMarkers(text)).toEqual([null, expect.any(Y.Map)])
  })

  test('deleting the first marker leaves its words', () => {
    const text = newText()
    write(text, document({ type: 'heading', attrs: { id: 'h', level: 2 }, content: [words('Title')] }, paragraph('p')))
    text.delete(0, 1)
    expect(expectValid(text)).toEqual(document(paragraph('start', words('Title')), paragraph('p')))
  })

  test('a block that has the id of the loose one shows another', () => {
    const text = newText()
    text.insert(0, 'loose')
    text.insertEmbed(5, newMarker({ type: 'paragraph', attrs: { id: 'start' } }))
    expect(expectValid(text).content.map(({ attrs }) => attrs.id)).toEqual(['start', expect.stringMatching(/^start~/)])
  })
})

describe('whatever it holds, it shows something valid', () => {
  const held: readonly (readonly [string, (text: Y.Text) => void, BlockJson])[] = [
    ['an unknown role', (text) => insertMarker(text, { id: 'x', role: 'marquee' }), paragraph('x')],
    ['an object for a role', (text) => insertMarker(text, { id: 'x', role: { toString: 'heading' } }), paragraph('x')],
    ['the name of a method for a role', (text) => insertMarker(text, { id: 'x', role: 'constructor' }), paragraph('x')],
    ['no role', (text) => insertMarker(text, { id: 'x' }), paragraph('x')],
    ['no id', (text) => insertMarker(text, { role: 'paragraph' }), paragraph('~1.0')],
    ['an object for an id', (text) => insertMarker(text, { id: { a: 1 }, role: 'paragraph' }), paragraph('~1.0')],
    ['a huge id', (text) => insertMarker(text, { id: 'x'.repeat(1e6), role: 'paragraph' }), paragraph('~1.0')],
    [
      'a level that headings do not have',
      (text) => insertMarker(text, { id: 'x', role: 'heading', level: 99 }),
      { type: 'heading', attrs: { id: 'x', level: 1 } },
    ],
    [
      'a text for a level',
      (text) => insertMarker(text, { id: 'x', role: 'heading', level: '2' }),
      { type: 'heading', attrs: { id: 'x', level: 1 } },
    ],
    [
      'an attribute of another role',
      (text) => insertMarker(text, { id: 'x', role: 'quote', level: 2 }),
      { type: 'quote', attrs: { id: 'x' } },
    ],
    ['an unknown attribute', (text) => insertMarker(text, { id: 'x', onclick: 'steal()' }), paragraph('x')],
    [
      'an unknown embed',
      (text) => inBlock(text, () => text.insertEmbed(1, { type: 'video', src: 'x' })),
      paragraph('x', { type: 'unknown' }),
    ],
    [
      'an embed named like a method',
      (text) => inBlock(text, () => text.insertEmbed(1, { type: 'toString' })),
      paragraph('x', { type: 'unknown' }),
    ],
    [
      'a nested text',
      (text) => inBlock(text, () => text.insertEmbed(1, new Y.Text('nested'))),
      paragraph('x', { type: 'unknown' }),
    ],
    [
      'a reference with an object for its note',
      (text) => inBlock(text, () => text.insertEmbed(1, { type: 'footnoteReference', attrs: { note: {} } })),
      paragraph('x', { type: 'footnoteReference', attrs: { note: '' } }),
    ],
    [
      'a reference without attributes',
      (text) => inBlock(text, () => text.insertEmbed(1, { type: 'footnoteReference', attrs: null })),
      paragraph('x', { type: 'footnoteReference', attrs: { note: '' } }),
    ],
    ['an unknown mark', (text) => inBlock(text, () => text.insert(1, 'a', { glow: true })), paragraph('x', words('a'))],
    [
      'a mark of odd value',
      (text) => inBlock(text, () => text.insert(1, 'a', { bold: 7 })),
      paragraph('x', words('a')),
    ],
    [
      'a link to a script',
      (text) => inBlock(text, () => text.insert(1, 'a', { link: { href: 'javascript:steal()' } })),
      paragraph('x', words('a')),
    ],
    [
      'a link with more than an address',
      (text) => inBlock(text, () => text.insert(1, 'a', { link: { href: 'https://un.org', onclick: 'steal()' } })),
      paragraph('x', words('a')),
    ],
    [
      'a mark on a marker',
      (text) => {
        text.insertEmbed(0, newMarker({ type: 'paragraph', attrs: { id: 'x' } }), { bold: true })
        text.insert(1, 'a', {})
      },
      paragraph('x', words('a')),
    ],
  ]
  test.each(held)('%s', (_, fill, expected) => {
    const text = newText()
    fill(text)
    expect(expectValid(text)).toEqual(document(expected))
  })

  test('lists and bytes inserted as if it were an array take their places', () => {
    const doc = new Y.Doc()
    const array = doc.getArray<unknown>(textRoot)
    array.insert(0, [1, 'two', { three: 3 }, new Uint8Array([4])])
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
    const unknown: InlineJson = { type: 'unknown' }
    expect(expectValid(copy.getText(textRoot))).toEqual(
      document(paragraph('start', unknown, unknown, unknown, unknown)),
    )
  })

  test.each(seeds(1, 100, 2_000))('anything at random, seed %i', (seed) => {
    const random = seeded(seed)
    const texts = [1, 2, 3].map(newText)
    for (let k = 0; k < 60; k++) {
      const text = random.pick(texts)
      scribble(text, random)
      expectValid(text)
    }
    for (const { doc } of texts)
      for (const other of texts) if (other.doc && doc) Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(doc))
    const shown = texts.map(expectValid)
    expect(shown[1]).toEqual(shown[0])
    expect(shown[2]).toEqual(shown[0])
  })
})

describe('two blocks with one id', () => {
  test('the later shows an id of its own, the same for every reader, and gets its own back when it is the only one', () => {
    const text = newText()
    for (let k = 0; k < 3; k++) text.insertEmbed(k, newMarker({ type: 'paragraph', attrs: { id: 'twin' } }))
    const ids = expectValid(text).content.map(({ attrs }) => attrs.id)
    expect(ids[0]).toBe('twin')
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(text.doc!))
    expect(render(copy.getText(textRoot)).content.map(({ attrs }) => attrs.id)).toEqual(ids)
    text.delete(0, 2)
    expect(expectValid(text).content.map(({ attrs }) => attrs.id)).toEqual(['twin'])
  })

  test('an id made of another that is taken as well is made anew', () => {
    const text = newText()
    text.insertEmbed(0, newMarker({ type: 'paragraph', attrs: { id: 'twin' } }))
    text.insertEmbed(1, newMarker({ type: 'paragraph', attrs: { id: 'twin' } }))
    const derived = expectValid(text).content[1]!.attrs.id
    text.insertEmbed(0, newMarker({ type: 'paragraph', attrs: { id: derived } }))
    expectValid(text)
  })
})

describe('what is written', () => {
  test.each(seeds(1, 100, 2_000))('comes back as it was, seed %i', (seed) => {
    const random = seeded(seed)
    const text = newText()
    const written = anyDocument(random)
    write(text, written)
    expect(expectValid(text)).toEqual(written)
  })

  test('is stored without what is the default anyway', () => {
    const text = newText()
    write(
      text,
      document(
        { type: 'heading', attrs: { id: 'h', level: 1 }, content: [{ type: 'hardBreak' }] },
        { type: 'footnote', attrs: { id: 'n', note: 'a' }, content: [words('b', { type: 'bold' })] },
      ),
    )
    expect(text.toDelta()).toEqual([
      { insert: expect.any(Y.Map) },
      { insert: { type: 'hardBreak' } },
      { insert: expect.any(Y.Map) },
      { insert: 'b', attributes: { bold: true } },
    ])
    expect(readMarkers(text).map((marker) => marker?.toJSON())).toEqual([
      { id: 'h', role: 'heading' },
      { id: 'n', role: 'footnote', note: 'a' },
    ])
  })

  test('goes into an empty text only', () => {
    const text = newText()
    text.insert(0, 'here already')
    expect(() => write(text, document(paragraph('a')))).toThrow()
  })
})

describe('places and ranges', () => {
  const filled = (id: number) => {
    const text = newText(id)
    write(text, document(paragraph('a', words('Alpha beta gamma'))))
    return text
  }

  test('hold to the side they are told to', () => {
    const text = filled(1)
    const [before, after] = [placeAt(text, 7, -1), placeAt(text, 7, 0)]
    text.insert(7, 'NEW')
    expect([indexOf(text, before), indexOf(text, after)]).toEqual([7, 10])
  })

  test('of an empty text are its start and its end', () => {
    const text = newText()
    const [start, end] = [placeAt(text, 0, -1), placeAt(text, 0, 0)]
    text.insert(0, 'words')
    expect([indexOf(text, start), indexOf(text, end)]).toEqual([0, 5])
  })

  test('of words that have not arrived, or of another text, are nowhere, and nothing is made for them', () => {
    const text = filled(1)
    expect(indexOf(text, { tname: textRoot, item: { client: 99, clock: 3 }, assoc: -1 })).toBeNull()
    expect(indexOf(text, { tname: 'elsewhere', assoc: -1 })).toBeNull()
    const title = text.doc!.getText('title')
    title.insert(0, 'Title')
    const { item } = placeAt(title, 2, -1)
    expect(indexOf(text, { tname: textRoot, item, assoc: -1 })).toBeNull()
    expect([...text.doc!.share.keys()]).toEqual([textRoot, 'title'])
  })
})

function insertMarker(text: Y.Text, fields: Record<string, unknown>): void {
  text.insertEmbed(0, new Y.Map(Object.entries(fields)))
}

function inBlock(text: Y.Text, fill: () => void): void {
  text.insertEmbed(0, newMarker({ type: 'paragraph', attrs: { id: 'x' } }))
  fill()
}

const oddValues: readonly unknown[] = [true, false, 0, 2, -1, '', 'a', 'heading', null, { a: 1 }, [1], 'https://un.org']

/** One thing that anybody could do to a Y.Text, sensible or not. */
function scribble(text: Y.Text, random: Seeded): void {
  const at = random.int(text.length + 1)
  const length = Math.min(text.length - at, random.int(6))
  const mark = random.pick([...Object.keys(marks), 'glow', '__proto__x'])
  const value = random.chance(0.5) ? true : random.pick([...oddValues, { href: 'https://un.org' }])
  const field = () => random.pick(['id', 'role', 'level', 'depth', 'note', 'other'])
  switch (random.int(8)) {
    case 0:
      return text.insert(at, random.pick(['word', 'two words', '\n', '😀', '\t']), { [mark]: value })
    case 1:
      return text.insert(at, 'plain')
    case 2:
      return text.insertEmbed(at, {
        type: random.pick([...Object.keys(atoms), 'video']),
        attrs: random.pick(oddValues),
      })
    case 3:
      return text.insertEmbed(at, random.chance(0.5) ? new Y.Text('x') : new Y.Array())
    case 4:
      return text.insertEmbed(
        at,
        new Y.Map([
          ['id', random.chance(0.7) ? `id-${random.int(5)}` : random.pick(oddValues)],
          ['role', random.chance(0.7) ? random.pick(Object.keys(blocks)) : random.pick(oddValues)],
          [field(), random.pick(oddValues)],
        ]),
      )
    case 5:
      return length > 0 ? text.format(at, length, { [mark]: random.chance(0.3) ? null : value }) : undefined
    case 6:
      return length > 0 ? text.delete(at, length) : undefined
    default:
      return void random.pick(readMarkers(text))?.set(field(), random.pick(oddValues))
  }
}

function anyDocument(random: Seeded): DocumentJson {
  const count = 1 + random.int(8)
  return document(...Array.from({ length: count }, (_, k) => anyBlock(random, `block-${k}`)))
}

function anyBlock(random: Seeded, id: string): BlockJson {
  const type = random.pick(Object.keys(blocks) as BlockRole[])
  const values: Record<string, string | number> = {
    level: 1 + random.int(3),
    depth: random.int(4),
    note: random.pick(['', 'n1']),
  }
  const attrs = Object.fromEntries(Object.keys(blocks[type]).map((name) => [name, values[name]!]))
  const content: InlineJson[] = []
  for (let left = random.int(5); left > 0; left--) {
    const worn = Object.keys(marks).flatMap((mark): MarkJson[] => {
      if (random.chance(0.8)) return []
      return [mark === 'link' ? { type: mark, attrs: { href: 'https://un.org' } } : ({ type: mark } as MarkJson)]
    })
    const last = content.at(-1)
    const node = random.chance(0.7)
      ? words(random.pick(['a', 'word ', '😀 and more', 'العربية']), ...worn)
      : ({ ...random.pick(someAtoms), ...(worn.length > 0 ? { marks: worn } : {}) } as InlineJson)
    const same =
      last?.type === 'text' && node.type === 'text' && JSON.stringify(last.marks) === JSON.stringify(node.marks)
    if (!same) content.push(node)
  }
  return content.length > 0 ? { type, attrs: { id, ...attrs }, content } : { type, attrs: { id, ...attrs } }
}

const someAtoms: readonly InlineJson[] = [
  { type: 'hardBreak' },
  { type: 'footnoteReference', attrs: { note: 'n1' } },
  { type: 'footnoteReference', attrs: { note: '' } },
]
