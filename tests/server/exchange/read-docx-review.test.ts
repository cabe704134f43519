/** What reviewers left in a Word file: tracked changes, taken as one chooses, and comments at their words. */
import { describe, expect, test } from 'vitest'
import { plainComment } from '#shared/thread/thread.ts'
import {
  type Given,
  by,
  ins,
  del,
  gone,
  mark,
  level,
  numbering,
  r,
  said,
  p,
  part,
  draftOf,
  read,
} from './word-markup.ts'
import { type Parts, spaces, xml } from './word-package.ts'

describe('tracked changes', () => {
  const each = (body: string, given: Given = {}): string[][] =>
    (['accepted', 'rejected', 'shown'] as const).map((changes) => read(body, { ...given, changes }))

  test('of words are taken, given back, or shown with both', () => {
    expect(each(p(said('a ') + del(gone('b')) + ins(said('c'))))).toEqual([
      ['paragraph: a c'],
      ['paragraph: a b'],
      ['paragraph: a <strike>b</><underline>c</>'],
    ])
  })

  test('within each other: what one added and another struck', () => {
    expect(each(p(said('a') + ins(said('b') + del(gone('c'), 'Bo')) + del(ins(gone('d')), 'Bo')))).toEqual([
      ['paragraph: ab'],
      ['paragraph: a'],
      ['paragraph: a<underline>b</><underline strike>cd</>'],
    ])
  })

  test('of moved words: they are at one place', () => {
    const body = p(
      `<w:moveFrom ${by('Ann')}>${said('a')}</w:moveFrom>` +
        said('b') +
        `<w:moveTo ${by('Ann')}>${said('a')}</w:moveTo>`,
    )
    expect(each(body)).toEqual([['paragraph: ba'], ['paragraph: ab'], ['paragraph: <strike>a</>b<underline>a</>']])
  })

  test('of the ends of paragraphs: two become one, and one two', () => {
    expect(each(p(said('a'), mark('del')) + p(said('b')))).toEqual([
      ['paragraph: ab'],
      ['paragraph: a', 'paragraph: b'],
      ['paragraph: a', 'paragraph: b'],
    ])
    expect(each(p(said('a'), mark('ins')) + p(said('b')))).toEqual([
      ['paragraph: a', 'paragraph: b'],
      ['paragraph: ab'],
      ['paragraph: a', 'paragraph: b'],
    ])
    expect(read(p(said('a'), mark('del')), { changes: 'accepted' })).toEqual(['paragraph: a'])
  })

  test('of looks, styles and numbers', () => {
    const look = `<w:b/><w:rPrChange ${by('Ann')}><w:rPr><w:i/></w:rPr></w:rPrChange>`
    const was = `<w:pStyle w:val="Quote"/><w:pPrChange ${by('Bo')}><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:pPrChange>`
    const body = p(said('x')) + p(said('a', look), was)
    expect(each(body).map(([, second]) => second)).toEqual([
      'quote: <bold>a</>',
      'heading 1: <italic>a</>',
      'quote: <bold>a</>',
    ])
    // A font is not kept, and no choice: neighbours of one author are one here as well.
    const font = `<w:rFonts w:ascii="Arial"/><w:rPrChange ${by('Cy')}><w:rPr><w:lang w:val="fr-FR"/></w:rPr></w:rPrChange>`
    const twice = p(said('x') + said('b', look) + said('c', look) + said('d', font))
    expect(draftOf(body + twice).changes).toEqual({ inserted: 0, deleted: 0, looks: 3, authors: ['Bo', 'Ann'] })
  })

  test('of the rows of a table', () => {
    const row = (words: string, kind: string) =>
      `<w:tr><w:trPr>${kind === '' ? '' : `<w:${kind} ${by('Ann')}/>`}</w:trPr><w:tc>${p(said(words))}</w:tc><w:tc>${p(said('x'))}</w:tc></w:tr>`
    const words = each(`<w:tbl>${row('a', '')}${row('b', 'ins')}${row('c', 'del')}</w:tbl>`).map((all) => all.join(' '))
    expect(words).toEqual([
      'paragraph: a paragraph: x paragraph: b paragraph: x',
      'paragraph: a paragraph: x paragraph: c paragraph: x',
      'paragraph: a paragraph: x paragraph: <underline>b</> paragraph: <underline>x</> paragraph: <strike>c</> paragraph: <strike>x</>',
    ])
  })

  test('are counted as Word counts them: neighbours of one author are one', () => {
    const body = p(ins(said('a')) + ins(said('b')) + ins(said('c'), 'Bo') + said('d') + del(gone('e')), mark('del'))
    expect(draftOf(body + p(said('f') + del(gone('g')))).changes).toEqual({
      inserted: 2,
      deleted: 2,
      looks: 0,
      authors: ['Ann', 'Bo'],
    })
  })
})

describe('comments', () => {
  const starts = (id: number): string => `<w:commentRangeStart w:id="${id}"/>`
  const ends = (id: number): string => `<w:commentRangeEnd w:id="${id}"/>${refers(id)}`
  const refers = (id: number): string => r(`<w:commentReference w:id="${id}"/>`)
  const comment = (
    id: number,
    inside = p(said('Why?')),
    more = 'w:author="Ann" w:date="2026-01-02T03:04:05Z"',
  ): string => `<w:comment w:id="${id}" ${more}>${inside}</w:comment>`
  const comments = (...all: string[]): Parts => ({ 'word/comments.xml': part('comments', all.join('')) })
  const placesIn = (body: string, given: Given = {}): unknown[] =>
    draftOf(body, { beside: comments(...[0, 1, 2].map((id) => comment(id))), ...given }).threads.map(
      ({ at, whole, quote }) =>
        at === null ? quote : [at.from.block, at.from.offset, at.to.block, at.to.offset, ...(whole ? ['whole'] : [])],
    )

  test('stand at exactly their words: through runs, notes and links, and over paragraphs', () => {
    const body = p(
      said('a') + starts(0) + said('b', '<w:b/>') + r('<w:br/>') + said('c') + ends(0) + starts(1) + said('d'),
    )
    expect(placesIn(body + p(said('ef') + ends(1) + said('g')))).toEqual([[0, 1, 0, 4], [0, 4, 1, 2], ''])
  })

  test('are about a paragraph where they cover it, have no words, or only hang on it', () => {
    const body = p(starts(0) + said('ab') + ends(0)) + p(said('c') + starts(1) + ends(1)) + p(said('d') + refers(2))
    expect(placesIn(body)).toEqual([
      [0, 0, 0, 2, 'whole'],
      [1, 0, 1, 1, 'whole'],
      [2, 0, 2, 1, 'whole'],
    ])
    // A selection of a whole line ends where the next one begins.
    const lines = p(said('x')) + starts(0) + p(said('ab')) + p(`<w:commentRangeEnd w:id="0"/>${said('c')}${refers(0)}`)
    expect(placesIn(lines)[0]).toEqual([1, 0, 1, 2, 'whole'])
  })

  test('follow their words through what was inserted, deleted and joined; on words that are gone they quote them', () => {
    const body = p(
      said('a') +
        starts(0) +
        del(gone('bb')) +
        ins(said('c')) +
        ends(0) +
        starts(1) +
        del(gone('gone words')) +
        ends(1),
      mark('del'),
    )
    const next = p(starts(2) + said('d') + ends(2))
    expect(placesIn(body + next)).toEqual([[0, 1, 0, 2], 'gone words', [0, 2, 0, 3]])
    expect(placesIn(body + next, { changes: 'rejected' })[1]).toEqual([0, 3, 0, 13])
  })

  test('on the title quote it, since it is no part of the text', () => {
    expect(placesIn(p(starts(0) + said('Report') + ends(0), '<w:pStyle w:val="Title"/>') + p(said('a')))[0]).toBe(
      'Report',
    )
  })

  test('shift with the number that is kept as words', () => {
    const lists = { ...numbering({ 1: level(0, 'upperRoman', '%1.') }), ...comments(comment(0)) }
    const body = p(said('ab') + starts(0) + said('cd') + ends(0), '<w:numPr><w:numId w:val="1"/></w:numPr>')
    expect(placesIn(body, { beside: lists })).toEqual([[0, 5, 0, 7]])
  })

  test('stand in notes too', () => {
    const footnotes = part(
      'footnotes',
      `<w:footnote w:id="1">${p(r('<w:footnoteRef/>') + said(' a') + starts(0) + said('b') + ends(0))}</w:footnote>`,
    )
    expect(
      placesIn(p(said('x') + r('<w:footnoteReference w:id="1"/>')), {
        beside: { ...comments(comment(0)), 'word/footnotes.xml': footnotes },
      }),
    ).toEqual([[1, 1, 1, 2]])
  })

  const para = (id: string, words: string): string => `<w:p w14:paraId="${id}">${said(words)}</w:p>`
  const extended = (...all: string[]): string => xml(`<w15:commentsEx ${spaces}>${all.join('')}</w15:commentsEx>`)

  test('come with their replies, authors, times, and what is resolved', () => {
    const beside = {
      ...comments(
        comment(1, para('0B', 'Because.'), 'w:author="Bo (Norway)" w:date="2026-01-02T04:00:00"'),
        comment(0, para('0Z', 'First line') + para('0a', 'Why?')),
        comment(2, para('0C', 'Other'), 'w:initials="CD"'),
      ),
      'word/commentsExtended.xml': extended(
        '<w15:commentEx w15:paraId="0A" w15:done="1"/>',
        '<w15:commentEx w15:paraId="0B" w15:paraIdParent="0A" w15:done="0"/>',
      ),
    }
    const { threads } = draftOf(p(starts(0) + said('a') + ends(0) + said('b') + refers(2)), { beside })
    expect(
      threads.map(({ resolved, comments: all }) => [
        resolved?.at ?? null,
        ...all.map(({ author, at, text }) => `${author} ${new Date(at).toISOString()} ${plainComment(text)}`),
      ]),
    ).toEqual([
      [
        Date.UTC(2026, 0, 2, 4),
        'Ann 2026-01-02T03:04:05.000Z First line\nWhy?',
        'Bo (Norway) 2026-01-02T04:00:00.000Z Because.',
      ],
      [null, 'CD 1970-01-01T00:00:00.000Z Other'],
    ])
  })

  test('have the time in UTC where the file knows it', () => {
    const own =
      'xmlns:du="http://schemas.microsoft.com/office/word/2023/wordml/word16du" du:dateUtc="2026-01-02T03:04:05Z"'
    const cid = 'http://schemas.microsoft.com/office/word/2016/wordml/cid'
    const cex = 'http://schemas.microsoft.com/office/word/2018/wordml/cex'
    const beside = {
      ...comments(comment(0, para('0A', 'x')), comment(1, para('0B', 'y'), `${own} w:date="2026-01-02T02:04:05"`)),
      'word/commentsIds.xml': xml(
        `<i:commentsIds xmlns:i="${cid}"><i:commentId i:paraId="0A" i:durableId="77"/></i:commentsIds>`,
      ),
      'word/commentsExtensible.xml': xml(
        `<e:commentsExtensible xmlns:e="${cex}"><e:commentExtensible e:durableId="77" e:dateUtc="2026-01-02T01:04:05Z"/></e:commentsExtensible>`,
      ),
    }
    const { threads } = draftOf(p(said('a') + refers(0) + refers(1)), { beside })
    const times = threads.map((thread) => new Date(thread.comments[0]?.at ?? 0).toISOString())
    expect(times).toEqual(['2026-01-02T01:04:05.000Z', '2026-01-02T03:04:05.000Z'])
  })

  test('keep bold, italic, links and lines, and say how many say nothing', () => {
    const inside = p(said('a', '<w:b/>') + said('b', '<w:i/>') + r('<w:br/>') + said('c', '<w:u w:val="single"/>'))
    const draft = draftOf(p(said('x') + refers(0) + refers(1)), {
      beside: comments(comment(0, inside), comment(1, p(''))),
    })
    expect(draft.threads.map((thread) => thread.comments[0]?.text)).toEqual([
      [
        { type: 'text', text: 'a', bold: true },
        { type: 'text', text: 'b', italic: true },
        { type: 'break' },
        { type: 'text', text: 'c' },
      ],
    ])
    expect(draft.lost).toEqual([{ kind: 'comment', count: 1 }])
  })
})
