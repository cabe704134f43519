// @vitest-environment happy-dom
/** What is written in the small editor is what is sent, and only the formats of a comment get in. */
import { describe, expect, onTestFinished, test } from 'vitest'
import type { DelegateId, DelegationId } from '#shared/people/people.ts'
import { type Piece, commentText, longestComment, plainComment } from '#shared/thread/thread.ts'
import { openCommentEditor } from '../../../client/thread/comment-editor.ts'
import { fromDocument, problemOf, toDocument } from '../../../client/thread/comment-text.ts'
import { type Mentionable, offer, readMention, within } from '../../../client/thread/mentions.ts'
import { seeded, seeds } from '../../random.ts'

// Browsers have both names for the rules of a style sheet; ProseMirror reads the one that happy-dom lacks.
Object.defineProperty(CSSStyleSheet.prototype, 'rules', {
  configurable: true,
  get(this: CSSStyleSheet) {
    return this.cssRules
  },
})

const norway = 'd-nor' as DelegationId
const ingrid = 'p-ingrid' as DelegateId

function open(pieces: readonly Piece[] = []) {
  const editor = openCommentEditor({
    element: document.createElement('div'),
    label: 'Comment',
    pieces,
    mayMention: (delegation) => delegation === norway,
    onKey: () => false,
  })
  onTestFinished(() => editor.destroy())
  return { editor, pieces: () => fromDocument(editor.getJSON()) }
}

const pasted = (html: string): Piece[] => {
  const { editor, pieces } = open()
  editor.view.pasteHTML(html)
  return pieces()
}

const text = (words: string, formats: object = {}): Piece => ({ type: 'text', text: words, ...formats })
const line: Piece = { type: 'break' }

describe('the text of a comment', () => {
  test('goes through the editor and comes out as it was', () => {
    const said: Piece[] = [
      text('See '),
      text('the report', { bold: true, href: 'https://example.org/a?b=c' }),
      text(' of '),
      { type: 'mention', delegation: norway, delegate: ingrid, name: 'Ingrid Solberg' },
      line,
      line,
      text('and '),
      { type: 'mention', delegation: norway, name: 'Norway' },
      text(' both', { bold: true, italic: true }),
    ]
    expect(open(said).pieces()).toEqual(said)
    expect(commentText.parse(said)).toEqual(said)
  })

  test.each(seeds(1, 50, 2_000))('also when it is made by chance (seed %i)', (seed) => {
    const random = seeded(seed)
    const piece = (): Piece => {
      if (random.chance(0.2)) return line
      if (random.chance(0.2)) return { type: 'mention', delegation: norway, name: 'Norway' }
      return text(random.pick(['one', 'two words', ' ', 'واحد', '👩🏽‍🚀', '@', '<b>']), {
        ...(random.chance(0.3) && { bold: true }),
        ...(random.chance(0.3) && { italic: true }),
        ...(random.chance(0.2) && { href: 'mailto:a@example.org' }),
      })
    }
    const first = fromDocument(toDocument([text('begin'), ...Array.from({ length: random.int(12) }, piece)]))
    // Neighbours of one format become one; after that nothing changes any more.
    const written = open(first).pieces()
    expect(open(written).pieces()).toEqual(written)
    expect(plainComment(written)).toBe(plainComment(first))
  })

  test('loses the empty lines and spaces around it', () => {
    const doc = toDocument([line, text('  '), line, text(' said '), line, line])
    expect(fromDocument(doc)).toEqual([text('said')])
    expect(fromDocument(toDocument([line, line]))).toEqual([])
  })

  test('says before it is sent why it cannot be', () => {
    expect(problemOf([])).toEqual({ problem: 'empty' })
    expect(problemOf([text('   '), line])).toEqual({ problem: 'empty' })
    expect(problemOf([text('x'.repeat(longestComment))])).toBeNull()
    expect(problemOf([text('x'.repeat(longestComment + 7))])).toEqual({ problem: 'long', over: 7 })
    const many = Array.from({ length: 2_005 }, (_, k) => (k % 2 ? line : text('x')))
    expect(problemOf(many)).toEqual({ problem: 'pieces', over: 5 })
  })
})

describe('what is pasted', () => {
  test('keeps bold, italic, links and lines, and no other format', () => {
    const html =
      '<h1>Title</h1><ul><li>one</li><li><em>two</em></li></ul><p style="color:red"><u>plain</u> <b>bold</b><br><a href="https://example.org" onclick="x()">link</a></p><table><tr><td>cell</td></tr></table>'
    expect(pasted(html)).toEqual([
      text('Title'),
      line,
      text('one'),
      line,
      text('two', { italic: true }),
      line,
      text('plain '),
      text('bold', { bold: true }),
      line,
      text('link', { href: 'https://example.org' }),
      line,
      text('cell'),
    ])
  })

  test('brings no script, no picture and no address that leads elsewhere', () => {
    expect(pasted('<p>a<script>alert(1)</script><img src=x onerror=alert(1)>b</p>')).toEqual([text('ab')])
    expect(pasted('<a href="javascript:alert(1)">click</a>')).toEqual([text('click')])
  })

  test('mentions only whom one can mention here', () => {
    const chip = (delegation: string, name: string) => `<span data-delegation="${delegation}">@${name}</span>`
    expect(pasted(`<p>${chip(norway, 'Norway')} and ${chip('d-of-another-statement', 'Chile')}</p>`)).toEqual([
      { type: 'mention', delegation: norway, name: 'Norway' },
      text(' and @Chile'),
    ])
  })
})

describe('mentions', () => {
  const plate = (id: string, delegation: string, code: string) => ({
    delegationId: id as DelegationId,
    delegation,
    code,
    hue: 1,
    outlined: false,
  })
  const nor = plate(norway, 'Norway', 'NOR')
  const icrc = plate('d-icrc', 'International Committee of the Red Cross', 'ICRC')
  const people = (delegation: typeof nor, ...names: string[]): Mentionable[] =>
    names.map((name) => ({ delegation, delegate: { id: name as DelegateId, name } }))
  const all: Mentionable[] = [
    { delegation: nor, delegate: null },
    { delegation: icrc, delegate: null },
    ...people(nor, 'Ingrid Solberg', 'Åse Nordby'),
    ...people(icrc, 'Noël Red'),
  ]
  const offered = (typed: string) =>
    offer(all, typed).map(({ delegation, delegate }) => delegate?.name ?? delegation.code)

  test('the letters behind an "@" are read, and an address is none', () => {
    expect(readMention('as @')).toBe('')
    expect(readMention('@Ing')).toBe('Ing')
    expect(readMention('(@Ingrid Sol')).toBe('Ingrid Sol')
    expect(readMention('write to a@b')).toBeNull()
    expect(readMention('no sign')).toBeNull()
  })

  test('names and codes are found by their beginning, also of a later word and without accents', () => {
    expect(offered('')).toHaveLength(5)
    expect(offered('icrc')[0]).toBe('ICRC')
    expect(offered('red')).toEqual(['ICRC', 'Noël Red'])
    expect(offered('sol')).toEqual(['Ingrid Solberg'])
    expect(offered('ase')).toEqual(['Åse Nordby'])
    expect(offered('nor')).toEqual(['NOR', 'Ingrid Solberg', 'Åse Nordby'])
    expect(offered('xyz')).toEqual([])
  })

  test('of a comment for one delegation, only its people', () => {
    expect(within(all, norway)).toHaveLength(3)
    expect(within(all, null)).toHaveLength(5)
  })
})
