/**
 * Where a thread stands, in texts small enough to see why: the words alive, their quote where something tells them from
 * others, what is left of them, the paragraph, nowhere. Whatever an anchor says, nothing throws.
 */
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { findAnchor } from '#shared/room/find-anchor.ts'
import { write } from '#shared/room/flat-text.ts'
import { anchorParagraph, anchorWords, renewAnchor } from '#shared/room/make-anchor.ts'
import { newMarker } from '#shared/room/markers.ts'
import { readText } from '#shared/room/reading.ts'
import { textRoot } from '#shared/room/roots.ts'
import { type Anchor, anchor as anchorSchema, longestQuote } from '#shared/thread/thread.ts'
import { seeded } from '../../random.ts'

/** A text of paragraphs with the ids a, b, c and so on. */
function textOf(...paragraphs: readonly string[]): Y.Text {
  const doc = new Y.Doc()
  doc.clientID = 1
  const text = doc.getText(textRoot)
  write(text, {
    type: 'doc',
    content: paragraphs.map((said, k) => ({
      type: 'paragraph',
      attrs: { id: String.fromCharCode(97 + k) },
      ...(said === '' ? {} : { content: [{ type: 'text', text: said }] }),
    })),
  })
  return text
}

const at = (text: Y.Text, said: string): number => {
  const found = readText(text).words.indexOf(said)
  if (found < 0) throw new Error(`"${said}" is not in the text.`)
  return found
}

const on = (text: Y.Text, said: string): Anchor =>
  anchorWords(readText(text), at(text, said), at(text, said) + said.length)
const of = (text: Y.Text, id: string): Anchor => anchorParagraph(readText(text), id)!

/** Where a thread stands: `beta in a by words`, with `surely` when it is worth a new anchor. */
function standing(text: Y.Text, anchor: Anchor): string {
  const reading = readText(text)
  const found = findAnchor(reading, anchor)
  if (found.found === 'nowhere') return 'nowhere'
  const words = reading.words.slice(found.from, found.to)
  const stands = found.found === 'words' ? `${words} in ${found.blockId}` : `paragraph ${found.blockId}`
  return `${stands} by ${found.by}${found.sure ? ', surely' : ''}`
}

const remove = (text: Y.Text, said: string): void => text.delete(at(text, said), said.length)
const type = (text: Y.Text, before: string, said: string): void => text.insert(at(text, before), said)
const split = (text: Y.Text, before: string, id: string): void =>
  text.insertEmbed(at(text, before), newMarker({ type: 'paragraph', attrs: { id } }))
const cut = (text: Y.Text, said: string): void => remove(text, said)

describe('a text that is read', () => {
  test('has what stands at each linear index at that index', () => {
    const text = textOf('Alpha', '', 'Beta')
    text.insertEmbed(3, { type: 'hardBreak' })
    const { words, blocks } = readText(text)
    expect(words).toBe('\nAl\ufffcpha\n\nBeta')
    expect(words.length).toBe(text.length)
    expect(blocks).toEqual([
      { id: 'a', start: 1, end: 7 },
      { id: 'b', start: 8, end: 8 },
      { id: 'c', start: 9, end: 13 },
    ])
  })

  test('may begin without a marker, or be empty', () => {
    const text = new Y.Doc().getText(textRoot)
    expect(readText(text)).toMatchObject({ words: '', blocks: [{ id: 'start', start: 0, end: 0 }] })
    text.insert(0, 'Headless words')
    const anchor = on(text, 'words')
    expect(standing(text, anchor)).toBe('words in start by words')
    text.insertEmbed(0, newMarker({ type: 'paragraph', attrs: { id: 'a' } }))
    expect(standing(text, anchor)).toBe('words in a by words, surely')
  })
})

describe('words', () => {
  const statement = 'Norway thanks the Chair and supports the draft resolution on the ocean.'

  test('are exact while they live, whatever is written, split and joined around them', () => {
    const text = textOf('Before.', statement)
    const anchor = on(text, 'draft resolution')
    type(text, 'draft', 'X')
    type(text, ' on the ocean', 'Y')
    split(text, 'Xdraft', 'new')
    expect(standing(text, anchor)).toBe('draft resolution in new by words, surely')
    text.delete(at(text, 'Xdraft') - 1, 1)
    expect(standing(text, anchor)).toBe('draft resolution in b by words')
  })

  test('are what became of them while both ends live', () => {
    const text = textOf(statement)
    const anchor = on(text, 'draft resolution')
    type(text, 'resolution', 'and very long ')
    expect(standing(text, anchor)).toBe('draft and very long resolution in a by range')
    remove(text, 'dra')
    expect(standing(text, anchor)).toBe('ft and very long resolution in a by range')
  })

  test('that others see deleted and brought back are found in their place, though they say the same as others', () => {
    const text = textOf('the end of the day and the end of the night and the end of the world')
    const from = at(text, 'the night')
    const anchor = anchorWords(readText(text), from, from + 3)
    const other = new Y.Doc()
    other.clientID = 2
    const history = new Y.UndoManager(text)
    text.delete(from - 7, 20)
    history.undo()
    Y.applyUpdate(other, Y.encodeStateAsUpdate(text.doc!))
    const theirs = other.getText(textRoot)
    expect(standing(theirs, anchor)).toBe('the in a by quote, surely')
    expect(findAnchor(readText(theirs), anchor)).toMatchObject({ from, to: from + 3 })
    // Who undid it knows no better and no worse than the others.
    expect(findAnchor(readText(text), anchor)).toEqual(findAnchor(readText(theirs), anchor))
  })

  test('are followed where they were pasted, with the words around them', () => {
    const text = textOf(statement, 'Second.', 'Third.')
    const anchor = on(text, 'supports the draft resolution')
    cut(text, statement)
    type(text, 'Third.', `${statement} `)
    expect(standing(text, anchor)).toBe('supports the draft resolution in c by quote, surely')
    const renewed = renewAnchor(readText(text), anchor, at(text, 'supports'), at(text, ' on the ocean'))
    expect(renewed).toMatchObject({ paragraphId: 'c', quote: anchor.quote })
    expect(standing(text, renewed)).toBe('supports the draft resolution in c by words')
  })

  test('are not what merely says the same elsewhere', () => {
    const text = textOf('We thank the Chair.', 'The ocean covers most of the earth.', 'We thank Norway.', 'Thank you.')
    const anchor = on(text, 'thank')
    cut(text, 'We thank the Chair.')
    expect(standing(text, anchor)).toBe('paragraph a by paragraph')
    text.delete(0, 1)
    expect(standing(text, anchor)).toBe('nowhere')
  })

  test('are told from their like while these stand where they stood', () => {
    const between = 'The ocean covers most of the earth.'
    const text = textOf('We thank the Chair for the draft.', between, 'We thank the Chair for the report.', 'Last.')
    const anchor = on(text, 'thank the Chair for the')
    cut(text, 'We thank the Chair for the draft.')
    expect(standing(text, anchor)).toBe('paragraph a by paragraph')
    text.insert(text.length, ' thank the Chair for the')
    expect(standing(text, anchor)).toBe('thank the Chair for the in d by quote')
    // Once their like is not what it was, nothing tells which is which.
    cut(text, 'We thank the Chair for the report.')
    expect(standing(text, anchor)).toBe('paragraph a by paragraph')
  })

  test('that stand alone where others stood are not those, when all of the text is new', () => {
    const text = textOf('On the ocean.', 'I thank you.', 'The ocean covers most of the earth.', 'I thank you.')
    const anchor = on(text, 'thank you.')
    text.delete(0, text.length)
    text.insert(0, 'I thank you.')
    expect(standing(text, anchor)).toBe('nowhere')
  })

  test('are whole again, though the thread was anchored anew while an edge of them was deleted', () => {
    const text = textOf(statement, 'Second.')
    const anchor = on(text, 'supports the draft resolution')
    const history = new Y.UndoManager(text)
    text.delete(at(text, 'n on the'), 1)
    const [from, to] = [at(text, 'supports'), at(text, ' on the ocean')]
    const renewed = renewAnchor(readText(text), anchor, from, to)
    expect(standing(text, renewed)).toBe('supports the draft resolutio in a by words')
    history.undo()
    expect(standing(text, renewed)).toBe('supports the draft resolution in a by words')
  })

  test('are worth a new anchor in another paragraph, but not when others came in between', () => {
    const text = textOf(statement)
    const anchor = on(text, 'draft resolution')
    split(text, 'supports', 'new')
    expect(standing(text, anchor)).toBe('draft resolution in new by words, surely')
    for (const before of ['draft', 'resolution', ' on the ocean']) type(text, before, 'something else '.repeat(8))
    expect(standing(text, anchor)).toMatch(/in new by range$/)
  })

  test('of which something lives stay there, though the quote was copied elsewhere', () => {
    const text = textOf(statement, 'Second.')
    const anchor = on(text, 'supports the draft resolution')
    type(text, 'Second.', statement)
    remove(text, 'draft ')
    expect(standing(text, anchor)).toBe('supports the resolution in a by range')
    remove(text, 'supports the re')
    expect(standing(text, anchor)).toBe('solution in a by range')
  })

  test('that were replaced are what took their place', () => {
    const text = textOf(statement)
    const anchor = on(text, 'supports')
    text.insert(at(text, 'supports'), 'welcomes')
    remove(text, 'supports')
    expect(standing(text, anchor)).toBe('welcomes in a by range')
  })

  test('that were changed and moved are found by the pieces left of them', () => {
    const text = textOf(statement, 'Second.', 'Third.')
    const anchor = on(text, 'supports the draft resolution on the ocean')
    cut(text, statement)
    type(text, 'Third.', statement.replace('draft resolution', 'revised draft of the resolution'))
    expect(standing(text, anchor)).toMatch(/^supports the revised draft of the resolution on the ocean in c by quote/)
  })

  test('are not what others put among them, when that goes its own way', () => {
    const theirs = 'Our delegation proposes a common fund for the small islands'
    const others = 'quarterly ministerial roundtables shall convene beforehand, '
    const text = textOf(`Before. ${theirs}. After.`, 'Elsewhere.', 'At the end.')
    const opened = on(text, theirs)
    type(text, 'a common', others)
    const among = at(text, 'Our')
    const anchor = renewAnchor(readText(text), opened, among, among + theirs.length + others.length)
    expect(anchor).toMatchObject({ quote: theirs, words: theirs.replace('a common', `${others}a common`) })
    text.delete(at(text, 'Before'), readText(text).blocks[0]!.end - at(text, 'Before'))
    type(text, 'Elsewhere', others)
    expect(standing(text, anchor)).toBe('paragraph a by paragraph')
    type(text, 'At the', `${theirs}. `)
    expect(standing(text, anchor)).toBe(`${theirs} in c by quote`)
  })

  test('that are gone leave their paragraph, or nothing', () => {
    const text = textOf('First.', 'Alpha beta gamma.', 'Last.')
    const anchor = on(text, 'beta')
    remove(text, 'beta')
    expect(standing(text, anchor)).toBe('paragraph b by paragraph')
    text.delete(at(text, '\nAlpha'), 14)
    expect(standing(text, anchor)).toBe('nowhere')
  })

  test('of several paragraphs leave out the openings at their edges, and keep those between', () => {
    const text = textOf('Alpha', 'Beta', 'Gamma')
    const anchor = anchorWords(readText(text), at(text, '\nBeta'), at(text, 'Gamma'))
    expect(anchor).toMatchObject({ paragraphId: 'b', quote: 'Beta', prefix: '\nAlpha\n', suffix: '\nGamma' })
    const across = anchorWords(readText(text), at(text, 'pha'), at(text, 'ta'))
    expect(across).toMatchObject({ paragraphId: 'a', quote: 'pha\nBe' })
    text.delete(at(text, '\nBeta'), 1)
    expect(standing(text, across)).toBe('phaBe in a by range')
  })

  test('that none are selected make an anchor of the paragraph', () => {
    const text = textOf('Alpha', '', 'Gamma')
    expect(anchorWords(readText(text), at(text, '\n\nGamma'), at(text, 'Gamma'))).toMatchObject({ whole: true })
  })

  test('never end within a character, nor do their surroundings', () => {
    const smile = '😀'
    const text = textOf(`${smile.repeat(20)}beta${smile.repeat(20)}`)
    const from = at(text, 'beta')
    const anchor = anchorWords(readText(text), from - 1, from + 5)
    expect(anchor.quote).toBe(`${smile}beta${smile}`)
    expect(anchor.prefix.isWellFormed() && anchor.suffix.isWellFormed()).toBe(true)
    expect(anchorWords(readText(text), from - 2, from + 4).prefix).toBe(smile.repeat(16))
    expect(standing(text, anchor)).toBe(`${smile}beta${smile} in a by words`)
  })

  test.each([
    ['Arabic', 'نرحب بمشروع القرار ونشكر السيد الرئيس على عمله في هذه الدورة.', 'مشروع القرار'],
    ['Chinese', '我们感谢主席先生的工作并支持关于海洋的决议草案。我们期待讨论。', '决议草案'],
  ])('of %s are followed as well', (_, said, quote) => {
    const text = textOf(said, 'x', 'y')
    const anchor = on(text, quote)
    cut(text, said)
    text.insert(text.length, said)
    expect(standing(text, anchor)).toBe(`${quote} in c by quote, surely`)
  })

  test('longer than a quote may be are followed to their end', () => {
    const long = Array.from({ length: 900 }, (_, k) => `word${k}`).join(' ')
    const text = textOf('First.', `${long} and the end.`, 'Last.')
    const anchor = on(text, long)
    expect(anchor.quote.length).toBe(longestQuote)
    expect(standing(text, anchor)).toBe(`${long} in b by words`)
    text.delete(at(text, 'word0'), long.length + 13)
    text.insert(text.length, `${long} and the end.`)
    expect(standing(text, anchor)).toBe(`${long} in c by quote`)
  })

  test('that have not arrived are found by their quote, but nobody is sure', () => {
    const text = textOf('Alpha beta gamma.')
    const behind = new Y.Doc()
    Y.applyUpdate(behind, Y.encodeStateAsUpdate(text.doc!))
    text.insert(at(text, 'gamma'), 'delta and epsilon ')
    const anchor = on(text, 'delta and epsilon')
    expect(standing(behind.getText(textRoot), anchor)).toBe('paragraph a by paragraph')
    behind.getText(textRoot).insert(1, 'We say delta and epsilon gamma. ')
    expect(standing(behind.getText(textRoot), anchor)).not.toMatch(/surely|nowhere/)
  })
})

describe('a whole paragraph', () => {
  test('is the one of its id, whatever it says', () => {
    const text = textOf('Alpha beta.', 'Gamma delta.')
    const anchor = of(text, 'a')
    text.delete(1, 11)
    text.insert(1, 'Quite other words')
    expect(standing(text, anchor)).toBe('paragraph a by paragraph')
  })

  test('that was joined to another is where its words begin', () => {
    const text = textOf('Alpha beta.', 'Gamma delta.')
    const anchor = of(text, 'b')
    text.delete(at(text, '\nGamma'), 1)
    expect(standing(text, anchor)).toBe('paragraph a by range')
  })

  test('that was emptied is where its words went', () => {
    const text = textOf('Alpha beta and gamma.', 'Delta.', '')
    const anchor = of(text, 'a')
    cut(text, 'Alpha beta and gamma.')
    expect(standing(text, anchor)).toBe('paragraph a by paragraph')
    text.insert(text.length, 'Alpha beta and gamma.')
    expect(standing(text, anchor)).toBe('paragraph c by quote')
    expect(renewAnchor(readText(text), anchor, at(text, 'Alpha'), text.length)).toMatchObject({ paragraphId: 'c' })
  })

  test('may be empty from the beginning, and be nowhere', () => {
    const text = textOf('', 'Beta.')
    const anchor = of(text, 'a')
    expect(anchor).toMatchObject({ range: null, quote: '', whole: true })
    expect(standing(text, anchor)).toBe('paragraph a by paragraph')
    text.delete(0, 1)
    expect(standing(text, anchor)).toBe('nowhere')
    expect(anchorParagraph(readText(text), 'a')).toBeNull()
  })
})

test('an anchor that nobody honest made is somewhere or nowhere, and never throws', () => {
  const text = textOf('Alpha beta', '😀', '')
  text.insertEmbed(3, { type: 'hardBreak' })
  const title = text.doc!.getText('title')
  title.insert(0, 'Title')
  const random = seeded(7)
  const place = (): unknown => ({
    tname: random.pick([textRoot, 'title', '', 'elsewhere']),
    ...(random.chance(0.8) && {
      item: { client: random.pick([0, 1, 2, 2 ** 40]), clock: random.pick([0, 3, 9, 14, 15, 2 ** 50]) },
    }),
    assoc: random.pick([-1, 0, 7, -(2 ** 40)]),
  })
  const said = ['', '\n', 'a', 'Alpha', '\ud83d', '\ufffc', 'x'.repeat(32)]
  const roots = [...text.doc!.share.keys()]
  for (let k = 0; k < 500; k++) {
    const anchor = anchorSchema.parse({
      paragraphId: random.pick(['a', 'b', 'z']),
      whole: random.chance(0.3),
      range: random.chance(0.2) ? null : { inner: [place(), place()], outer: [place(), place()] },
      quote: random.pick([...said, 'y'.repeat(longestQuote)]),
      ...(random.chance(0.3) && { words: random.pick(said) }),
      prefix: random.pick(said),
      suffix: random.pick(said),
      ...(random.chance(0.5) && { twins: { whole: random.int(50), pieces: random.int(50) } }),
    })
    const reading = readText(text)
    const found = findAnchor(reading, anchor)
    if (found.found === 'nowhere') continue
    expect(found.from).toBeGreaterThanOrEqual(0)
    expect(found.to).toBeGreaterThanOrEqual(found.from)
    expect(found.to).toBeLessThanOrEqual(text.length)
    renewAnchor(reading, anchor, found.from, found.to)
  }
  expect([...text.doc!.share.keys()]).toEqual(roots)
})
