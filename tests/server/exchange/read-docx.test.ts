/** A Word file into a statement: what becomes what, that no word and no number is lost, and that what is left out is counted. */
import { describe, expect, test } from 'vitest'
import { plainText } from '#shared/statement/plain-text.ts'
import { emptyLetterhead } from '#shared/statement/statement.ts'
import { plainComment } from '#shared/thread/thread.ts'
import type { Draft } from '../../../server/exchange/draft.ts'
import type { Paper } from '../../../server/exchange/paper.ts'
import { readDocx } from '../../../server/exchange/read-docx.ts'
import { readSource } from '../../../server/exchange/read-source.ts'
import { writeDocx } from '../../../server/exchange/write-docx.ts'
import { unpack } from './docx-parts.ts'
import { paperSaying } from './paper-saying.ts'
import {
  type Given,
  del,
  draftOf,
  gone,
  indent,
  item,
  level,
  linesOf,
  numbering,
  p,
  part,
  r,
  read,
  said,
  style,
  styled,
  styles,
  t,
} from './word-markup.ts'
import { pack, type Parts, type Relationship, word, xml } from './word-package.ts'

describe('paragraphs', () => {
  test('are what their styles are called in English, whatever their ids', () => {
    const beside = styles(
      style('berschrift1', 'heading 1'),
      style('Zitat', 'Quote'),
      style('Anrede', 'Salutation'),
      style('Meine', 'Meine', '<w:basedOn w:val="Zitat"/>'),
      style('a5', 'heading 5'),
    )
    const body = ['Anrede', 'berschrift1', 'Zitat', 'Meine', 'a5', 'gone'].map((id) => styled(id, id)).join('')
    expect(read(p(said('Opening')) + body, { beside })).toEqual([
      'paragraph: Opening',
      'salutation: Anrede',
      'heading 1: berschrift1',
      'quote: Zitat',
      'quote: Meine',
      'heading 3: a5',
      'paragraph: gone',
    ])
  })

  test('are headings by their level in the outline, from the style or their own; level ten is text', () => {
    const beside = styles(style('Part', 'Part', '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'))
    const body = styled('Part', 'a') + styled('Part', 'b', '<w:outlineLvl w:val="9"/>')
    expect(read(p(said('x')) + body + p(said('c'), '<w:outlineLvl w:val="0"/>'), { beside })).toEqual([
      'paragraph: x',
      'heading 2: a',
      'paragraph: b',
      'heading 1: c',
    ])
  })

  test('that only make room are left out', () => {
    expect(
      read(p('') + p(said(' a ')) + p(said('  ') + r('<w:br/>')) + p(r('<w:br w:type="page"/>') + said('b'))),
    ).toEqual(['paragraph: a', 'paragraph: b'])
  })

  test('in loops of styles are read', () => {
    const beside = styles(style('A', 'A', '<w:basedOn w:val="B"/>'), style('B', 'B', '<w:basedOn w:val="A"/>'))
    expect(read(styled('A', 'a'), { beside })).toEqual(['paragraph: a'])
  })
})

describe('the title', () => {
  test('is what is set as one, over lines; or else the first heading', () => {
    const draft = draftOf(styled('Title', 'Report of') + styled('Title', 'the Group') + styled('Heading1', 'Part'))
    expect(draft.letterhead.title).toBe('Report of the Group')
    expect(linesOf(draft)).toEqual(['heading 1: Part'])
    expect(draftOf(styled('Heading2', 'Report')).letterhead.title).toBe('Report')
  })

  test('that is given leaves the one of the file in the text', () => {
    expect(read(styled('Title', 'Report') + p(said('a')), { title: 'Ours' })).toEqual([
      'heading 1: Report',
      'paragraph: a',
    ])
  })

  const core = (title: string, more = ''): Given => ({
    beside: {
      '_rels/.rels': xml(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/word/document.xml"/><Relationship Id="b" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
      ),
      'docProps/core.xml': xml(
        `<x:coreProperties xmlns:x="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:d="http://purl.org/dc/elements/1.1/"><d:title>${title}</d:title>${more}</x:coreProperties>`,
      ),
    },
  })
  test('is what the file says of itself where the text has none, unless nobody gave it a name', () => {
    expect(draftOf(p(said('a')), core('Our report')).letterhead).toEqual({ title: 'Our report' })
    expect(draftOf(p(said('a')), core('Microsoft Word - x.doc')).letterhead).toEqual({})
    const more = '<d:subject>Third meeting</d:subject><x:keywords>UCG/2010/3</x:keywords>'
    expect(draftOf(styled('Title', 'T'), core('Other', more)).letterhead).toEqual({
      title: 'T',
      meeting: 'Third meeting',
      symbol: 'UCG/2010/3',
    })
  })
})

describe('lists', () => {
  const outline = level(0, 'decimal', '%1.') + level(1, 'lowerLetter', '(%2)') + level(2, 'lowerRoman', '%3)')
  const beside = numbering({ 1: outline, 2: level(0, 'bullet', '·') + level(1, 'bullet', 'o') })

  test('are items where the sheet counts as Word does', () => {
    const body = item('a', 1) + item('b', 1, 1) + item('c', 1, 2) + item('d', 1, 1) + item('e', 1) + item('f', 2, 1)
    expect(read(body, { beside })).toEqual([
      'numberedItem 0: a',
      'numberedItem 1: b',
      'numberedItem 2: c',
      'numberedItem 1: d',
      'numberedItem 0: e',
      'bulletedItem 1: f',
    ])
  })

  test('that go on where the sheet would begin anew keep their numbers', () => {
    expect(read(item('a', 1) + p(said('between')) + item('b', 1) + item('c', 1, 1), { beside })).toEqual([
      'numberedItem 0: a',
      'paragraph: between',
      'paragraph: 2. b',
      'numberedItem 1: c',
    ])
  })

  test('that begin elsewhere keep their numbers, once for each beginning', () => {
    const override = (start: number) => `<w:lvlOverride w:ilvl="0"><w:startOverride w:val="${start}"/></w:lvlOverride>`
    const more = [3, 4].map(
      (id) => `<w:num w:numId="${id}"><w:abstractNumId w:val="1"/>${override(id === 3 ? 5 : 1)}</w:num>`,
    )
    const lists = numbering({ 1: outline }, more.join(''))
    expect(read(item('a', 3) + item('b', 3) + item('c', 4) + item('d', 4) + item('e', 1), { beside: lists })).toEqual([
      'paragraph: 5. a',
      'paragraph: 6. b',
      'numberedItem 0: c',
      'numberedItem 0: d',
      'numberedItem 0: e',
    ])
  })

  test.each([
    ['decimal', '%1.%2', '1.1 b'],
    ['upperRoman', '%2.', 'I. b'],
    ['russianLower', '%2)', 'а) b'],
    ['chineseCounting', '(%2)', '(一) b'],
    ['ordinal', 'Article %2', 'Article 1st b'],
    ['decimalZero', '%2', '01 b'],
  ])('in a format that the sheet does not have keep their numbers: %s %s', (format, text, expected) => {
    const lists = numbering({ 1: level(0, 'decimal', '%1.') + level(1, format, text) })
    expect(read(item('a', 1) + item('b', 1, 1), { beside: lists })).toEqual([
      'numberedItem 0: a',
      `paragraph: ${expected}`,
    ])
  })

  test('that begin with letters stand at the depth that has letters', () => {
    const lists = numbering({ 1: level(0, 'lowerLetter', '%1)') })
    expect(read(item('a', 1) + item('b', 1), { beside: lists })).toEqual(['numberedItem 1: a', 'numberedItem 1: b'])
  })

  test('whose numbers are those of the paragraphs of the sheet are paragraphs', () => {
    const body =
      item('a', 1) + item('b', 1) + styled('Heading1', 'Part') + item('c', 1) + item('d', 1, 1) + item('e', 1)
    expect(read(p(said('Thank you, Mr. Chair.')) + body, { beside })).toEqual([
      'salutation: Thank you, Mr. Chair.',
      'paragraph: a',
      'paragraph: b',
      'heading 1: Part',
      'paragraph: c',
      'numberedItem 1: d',
      'paragraph: e',
    ])
  })

  test('of dots that are set in below a number stand within it, and the numbers go on', () => {
    const lists = numbering({
      1: level(0, 'decimal', '%1.', indent(360)),
      2: level(0, 'bullet', '·', indent(720)),
    })
    expect(read(item('a', 1) + item('b', 2) + item('c', 1) + item('d', 2), { beside: lists })).toEqual([
      'numberedItem 0: a',
      'bulletedItem 1: b',
      'numberedItem 0: c',
      'bulletedItem 1: d',
    ])
    const lettered = numbering({
      1: level(0, 'lowerLetter', '(%1)', indent(360)),
      2: level(0, 'bullet', '·', indent(720)),
    })
    expect(read(item('a', 1) + item('b', 2) + item('c', 1), { beside: lettered })).toEqual([
      'numberedItem 1: a',
      'bulletedItem 2: b',
      'numberedItem 1: c',
    ])
  })

  test('come from styles as well, and are taken away by the number 0', () => {
    const listed = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    const levels =
      level(0, 'decimal', '%1.', '<w:pStyle w:val="One"/>') + level(1, 'lowerLetter', '%2.', '<w:pStyle w:val="Two"/>')
    const both = { ...numbering({ 1: levels }), ...styles(style('One', 'One', listed), style('Two', 'Two', listed)) }
    const body = styled('One', 'a') + styled('Two', 'b') + styled('One', 'c', '<w:numPr><w:numId w:val="0"/></w:numPr>')
    expect(read(body, { beside: both })).toEqual(['numberedItem 0: a', 'numberedItem 1: b', 'paragraph: c'])
  })

  test('have items over several paragraphs, and headings their numbers', () => {
    const body = item('a', 1) + styled('ListParagraph', 'more of a') + item('b', 1)
    const headings = p(said('Part'), '<w:pStyle w:val="Heading1"/><w:numPr><w:numId w:val="1"/></w:numPr>')
    expect(read(body + headings, { beside })).toEqual([
      'numberedItem 0: a⏎more of a',
      'numberedItem 0: b',
      'heading 1: 3. Part',
    ])
  })

  test('of headings make none of them the title', () => {
    const heading = p(said('Part'), '<w:pStyle w:val="Heading1"/><w:numPr><w:numId w:val="1"/></w:numPr>')
    const draft = draftOf(heading + p(said('a')), { beside })
    expect([draft.letterhead, linesOf(draft)]).toEqual([{}, ['heading 1: 1. Part', 'paragraph: a']])
  })

  test('that somebody typed are text', () => {
    expect(read(p(said('(a)') + r('<w:tab/>') + said('one')))).toEqual(['paragraph: (a) one'])
  })
})

describe('words', () => {
  const beside = styles(
    style('Strong', 'Strong', '<w:rPr><w:b/></w:rPr>', 'character'),
    style('Hyperlink', 'Hyperlink', '<w:rPr><w:u w:val="single"/></w:rPr>', 'character'),
    style('Loud', 'Loud', '<w:rPr><w:b/></w:rPr>'),
    style('Heading2', 'heading 2', '<w:rPr><w:b/></w:rPr>'),
  )
  test.each([
    [said('a', '<w:b/>') + said('b', '<w:b w:val="0"/>') + said('c', '<w:b w:val="true"/>'), '<bold>a</>b<bold>c</>'],
    [said('a', '<w:i/><w:u w:val="wave"/>') + said('b', '<w:u w:val="none"/>'), '<italic underline>a</>b'],
    [said('a', '<w:strike/>') + said('b', '<w:dstrike/>'), '<strike>ab</>'],
    [
      said('a') + said('b', '<w:vertAlign w:val="superscript"/>') + said('c', '<w:vertAlign w:val="subscript"/>'),
      'a<superscript>b</><subscript>c</>',
    ],
    [
      said('a', '<w:rStyle w:val="Strong"/>') + said('b', '<w:rStyle w:val="Strong"/><w:b w:val="off"/>'),
      '<bold>a</>b',
    ],
    [said('الألغام', '<w:rtl/><w:bCs/>') + said('الألغام', '<w:rtl/><w:b/>'), '<bold>الألغام</>الألغام'],
    [said('Peace', '<w:caps/>'), 'Peace'],
    [
      r(`${t('a')}<w:noBreakHyphen/>${t('b')}<w:softHyphen/><w:br/><w:cr/>${t('c')}<w:tab/>${t('d')}`),
      'a\u2011b\u00ad⏎⏎c d',
    ],
    [r('<w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0FC"/>'), 'α✓'],
    [
      said('a \uf0fc\uf0b7', '<w:rFonts w:ascii="Wingdings"/>') + said('\uf0de', '<w:rFonts w:ascii="Symbol"/>'),
      'a ✓⇒',
    ],
    ['<w:r><w:t> a </w:t></w:r>' + said(' b'), 'a b'],
    [`<w:smartTag>${said('a')}</w:smartTag><w:sdt><w:sdtPr/><w:sdtContent>${said('b')}</w:sdtContent></w:sdt>`, 'ab'],
    [
      r(
        `<mc:AlternateContent><mc:Choice Requires="w14">${t('a')}</mc:Choice><mc:Fallback>${t('b')}</mc:Fallback></mc:AlternateContent>`,
      ),
      'a',
    ],
  ])('%s', (inside, expected) => {
    expect(read(p(inside), { beside })).toEqual([`paragraph: ${expected}`])
  })

  test('begin with a large letter that is set apart', () => {
    const letter = p(said('W'), '<w:framePr w:dropCap="drop" w:lines="3"/>')
    expect(read(p(said('x')) + letter + p(said('e met.')))).toEqual(['paragraph: x', 'paragraph: We met.'])
  })

  test('are turned on and off in turns by styles; the look of a heading says nothing of its words', () => {
    const body = styled('Loud', 'a') + p(said('b', '<w:rStyle w:val="Strong"/>'), '<w:pStyle w:val="Loud"/>')
    expect(read(p(said('x')) + body + styled('Heading2', 'c'), { beside })).toEqual([
      'paragraph: x',
      'paragraph: <bold>a</>',
      'paragraph: b',
      'heading 2: c',
    ])
  })

  test('that are hidden are left out and counted', () => {
    const draft = draftOf(p(said('a') + said('b', '<w:vanish/>') + said('c', '<w:vanish/>') + said('d')))
    expect(linesOf(draft)).toEqual(['paragraph: ad'])
    expect(draft.lost).toEqual([{ kind: 'other', count: 1 }])
  })
})

describe('links and fields', () => {
  const sign = (type: string): string => r(`<w:fldChar w:fldCharType="${type}"/>`)
  const field = (code: string, shown: string): string =>
    sign('begin') + r(`<w:instrText>${code}</w:instrText>`) + sign('separate') + shown + sign('end')
  const links: Relationship[] = [
    { id: 'web', type: 'hyperlink', target: 'https://example.org/', external: true },
    { id: 'bad', type: 'hyperlink', target: 'javascript:alert(1)', external: true },
    { id: 'file', type: 'hyperlink', target: 'file:///etc/passwd', external: true },
  ]
  test.each([
    [
      `<w:hyperlink r:id="web">${said('a', '<w:rStyle w:val="Hyperlink"/>')}</w:hyperlink>`,
      '<link=https://example.org/>a</>',
    ],
    [`<w:hyperlink r:id="web" w:anchor="x">${said('a')}</w:hyperlink>`, '<link=https://example.org/#x>a</>'],
    [
      ['bad', 'file', 'none'].map((id) => `<w:hyperlink r:id="${id}">${said(id)}</w:hyperlink>`).join(''),
      'badfilenone',
    ],
    [
      field(' HYPERLINK "https://example.org/?a=1" \\o "tip" ', said('a') + said('b', '<w:b/>')),
      '<link=https://example.org/?a=1>a</><bold link=https://example.org/?a=1>b</>',
    ],
    [field('HYPERLINK \\l "part"', said('a')), 'a'],
    [
      `<w:fldSimple w:instr="HYPERLINK &quot;https://example.org/&quot;">${said('a')}</w:fldSimple>b`,
      '<link=https://example.org/>a</>',
    ],
  ])('%s', (inside, expected) => {
    const draft = draftOf(p(inside), { links })
    expect(linesOf(draft)).toEqual([`paragraph: ${expected}`])
    expect(draft.lost).toEqual([])
  })

  test('keep what a field showed, counted once with the fields in it, and show no instruction', () => {
    const draft = draftOf(p(said('Of ') + field('IF ', said('a') + field(' DATE \\@ "d" ', said('5 May')))))
    expect(linesOf(draft)).toEqual(['paragraph: Of a5 May'])
    expect(draft.lost).toEqual([{ kind: 'field', count: 1 }])
  })

  test('that never end lose no later paragraph', () => {
    expect(read(p(sign('begin') + r('<w:instrText>PAGE</w:instrText>')) + p(said('a')))).toEqual(['paragraph: a'])
  })
})

describe('notes', () => {
  const notes = (kind: string, ...all: string[]): string =>
    part(`${kind}s`, `<w:${kind} w:type="separator" w:id="0">${p(r('<w:separator/>'))}</w:${kind}>${all.join('')}`)
  const beside: Parts = {
    'word/footnotes.xml': notes(
      'footnote',
      `<w:footnote w:id="1">${p(r('<w:footnoteRef/>') + said(' First'))}${p(said('goes on'))}</w:footnote>`,
      `<w:footnote w:id="2">${p(said('Nobody refers to it'))}</w:footnote>`,
    ),
    'word/endnotes.xml': notes('endnote', `<w:endnote w:id="1">${p(said('At the end', '<w:b/>'))}</w:endnote>`),
  }
  test('stand below the text, in the order in which it refers to them, footnotes and endnotes alike', () => {
    const body = p(said('a') + r('<w:endnoteReference w:id="1"/>') + said('b') + r('<w:footnoteReference w:id="1"/>'))
    const draft = draftOf(body, { beside })
    expect(linesOf(draft)).toEqual([
      'paragraph: a*b*',
      'footnote: <bold>At the end</>',
      'footnote: First',
      'footnote: goes on',
    ])
    const [text, end, first, more] = draft.document.content
    const names = text?.content?.flatMap((node) => ('text' in node ? [] : [node.attrs?.['note']]))
    expect(names).toEqual([end?.attrs['note'], first?.attrs['note']])
    expect(more?.attrs['note']).toBe(first?.attrs['note'])
  })

  test('have a number on the sheet, whatever sign the file gave them', () => {
    const sign = r(`<w:footnoteReference w:customMarkFollows="1" w:id="1"/>${t('†')}`)
    expect(read(p(said('a') + sign + said('b')), { beside })[0]).toBe('paragraph: a*b')
  })

  test('go with a reference that was deleted', () => {
    const reference = (id: number) => `<w:del w:id="9" w:author="A">${r(`<w:footnoteReference w:id="${id}"/>`)}</w:del>`
    expect(read(p(said('a') + reference(1)), { beside })).toEqual(['paragraph: a'])
    expect(read(p(said('a') + reference(1)), { beside, changes: 'rejected' })).toHaveLength(3)
  })
})

describe('what cannot be kept', () => {
  const table = (...rows: string[][]): string =>
    `<w:tbl>${rows.map((cells) => `<w:tr>${cells.map((cell) => `<w:tc>${cell}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`
  const box = `<w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>${p(said('boxed'))}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>`

  test('of tables is the grid: each cell is a paragraph, and one that stands alone a frame', () => {
    const draft = draftOf(
      table([p(said('a')) + p(said('b')), p('')], [p(said('c')), p(said('d'))]) + table([p(said('e')) + p(said('f'))]),
    )
    expect(linesOf(draft)).toEqual(['a⏎b', 'c', 'd', 'e', 'f'].map((words) => `paragraph: ${words}`))
    expect(draft.lost).toEqual([{ kind: 'table', count: 2 }])
  })

  test('is counted by its kind, and the words in it stay', () => {
    const picture =
      '<w:drawing><wp:inline><a:graphic><a:graphicData><a:blip r:embed="x"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    const shape = '<w:pict><v:line/></w:pict>'
    const rule = '<w:pict><v:rect o:hr="t"/></w:pict>'
    const sum =
      '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>'
    const both = `<mc:AlternateContent><mc:Choice Requires="wps">${box}</mc:Choice><mc:Fallback><w:pict>${box}</w:pict></mc:Fallback></mc:AlternateContent>`
    const draft = draftOf(p(said('x ') + r(picture + shape + rule + both + '<w:object/>') + sum) + p(said('y')))
    expect(linesOf(draft)).toEqual(['paragraph: x (a+b)/2', 'paragraph: boxed', 'paragraph: y'])
    expect(draft.lost).toEqual([
      { kind: 'picture', count: 1 },
      { kind: 'drawing', count: 1 },
      { kind: 'textBox', count: 1 },
      { kind: 'equation', count: 1 },
      { kind: 'embedded', count: 1 },
    ])
  })

  test('stands around the text: headers that say anything, and macros', () => {
    const links = [
      { id: 'h1', type: 'header', target: 'header1.xml' },
      { id: 'h2', type: 'footer', target: 'footer1.xml' },
      { id: 'm', type: 'http://schemas.microsoft.com/office/2006/relationships/vbaProject', target: 'vbaProject.bin' },
    ]
    const beside = { 'word/header1.xml': part('hdr', p(said('Draft'))), 'word/footer1.xml': part('ftr', p(said('1'))) }
    const parts = { '[Content_Types].xml': unpack(word('', {}))['[Content_Types].xml'] ?? '', ...beside }
    expect(draftOf(p(said('a')), { beside: parts, links }).lost).toEqual([
      { kind: 'macro', count: 1 },
      { kind: 'header', count: 1 },
    ])
  })
})

describe('the language', () => {
  const lang = (tag: string): string => `<w:lang w:val="${tag}"/>`
  test.each([
    ['what most words are said to be', said('Nous tous', lang('fr-CA')) + said(' and', lang('en-GB')), 'fr'],
    [
      'what they are said to be, also where they read otherwise',
      said('The text of the note is for us', lang('es-ES')),
      'es',
    ],
    ['of Arabic letters', said('شكرا سيدي', '<w:rtl/><w:lang w:val="en-GB" w:bidi="ar-EG"/>'), 'ar'],
    ['of Chinese ones', said('谢谢主席先生', '<w:lang w:val="en-GB" w:eastAsia="zh-CN"/>'), 'zh'],
    ['as it reads, where nothing is said', said('Nous remercions le Président et les États pour leur travail'), 'fr'],
    ['as it reads, where it is one that no statement is in', said('Wir danken', lang('de-DE')), 'en'],
  ])('is %s', (_, inside, expected) => {
    expect(draftOf(p(inside)).language).toBe(expected)
  })

  test('is the one in which the writer began, where nothing else tells', () => {
    const beside = styles(`<w:docDefaults><w:rPrDefault><w:rPr>${lang('fr-FR')}</w:rPr></w:rPrDefault></w:docDefaults>`)
    expect(draftOf(p(said('Merci')), { beside }).language).toBe('fr')
    expect(draftOf(p(said('Thank you for the report of the Group')), { beside }).language).toBe('en')
  })
})

describe('our own paper', () => {
  const letterhead = { ...emptyLetterhead, title: 'Report', meeting: 'Meeting', symbol: 'UCG/3', date: '25 June' }
  const own = unpack(writeDocx({ ...paperSaying('words'), letterhead, language: 'fr' }))
  /** As it is once somebody has worked on it. */
  const changed = (change: (document: string) => string): Draft => {
    const document = change(own['word/document.xml'] ?? '')
    return readDocx(pack({ ...own, 'word/document.xml': document }), '', 'accepted')
  }

  test('keeps its letterhead when others have written on it', () => {
    const draft = changed((document) =>
      document.replace('>25 June<', '>26 June<').replace('</w:body>', `${p(said('New'))}</w:body>`),
    )
    expect(draft.letterhead).toEqual({ title: 'Report', meeting: 'Meeting', symbol: 'UCG/3', date: '26 June' })
    expect(plainText(draft.document)).toContain('New')
    expect([draft.language, draft.lost]).toEqual(['fr', []])
  })

  test('loses no word of a letterhead that it does not know any more', () => {
    const draft = changed((document) => document.replace('>Date<', '>Weather<').replace('>25 June<', '>fine<'))
    expect(draft.letterhead.date).toBeUndefined()
    expect(linesOf(draft).slice(0, 2)).toEqual(['paragraph: Weather', 'paragraph: fine'])
  })

  test('brings a comment on words of a note back to them, though Word can only have it at the reference', () => {
    const note = {
      type: 'footnote',
      attrs: { id: 'n', note: 'n' },
      content: [{ type: 'text', text: 'See the report.' }],
    } as const
    const text = [
      { type: 'text', text: 'a' },
      { type: 'footnoteReference', attrs: { note: 'n' } },
    ] as const
    const on = (offset: number, quote: string): Paper['remarks'][number] => ({
      at: { from: { block: 1, offset }, to: { block: 1, offset: offset + quote.length } },
      quote,
      resolved: false,
      comments: [{ author: 'Ann', delegation: 'Norway', code: 'NOR', at: 0, text: [{ type: 'text', text: 'Why?' }] }],
    })
    const document = { type: 'doc', content: [{ type: 'paragraph', attrs: { id: 'p' }, content: text }, note] } as const
    const paper = { ...paperSaying('words'), document, remarks: [on(8, 'report'), on(0, 'words of before')], hands: [] }
    const { threads } = readDocx(writeDocx(paper), '', 'accepted')
    expect(threads.map(({ at, comments }) => [at?.from, at?.to, plainComment(comments[0]?.text ?? [])])).toEqual([
      [{ block: 1, offset: 8 }, { block: 1, offset: 14 }, 'Why?'],
      [{ block: 0, offset: 1 }, { block: 0, offset: 2 }, 'words of before\nWhy?'],
    ])
  })

  test('leaves its title in the text where another is given', () => {
    const draft = readDocx(pack(own), 'Other', 'accepted')
    expect(draft.letterhead.title).toBe('Other')
    expect(linesOf(draft)[0]).toBe('heading 1: Report')
  })
})

test('parts are found by what the file says of them, not by their names', () => {
  const types = (main: string) =>
    xml(
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${main}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    )
  const strict = 'http://purl.oclc.org/ooxml'
  const link = (type: string, target: string) =>
    xml(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="${strict}/officeDocument/relationships/${type}" Target="${target}"/></Relationships>`,
    )
  const file = pack({
    '[Content_Types].xml': types('a/b/text.xml'),
    '_rels/.rels': link('officeDocument', 'a/b/text.xml'),
    'a/b/text.xml': xml(
      `<document xmlns="${strict}/wordprocessingml/main"><body><p><pPr><pStyle val="X"/></pPr><r><t>a</t></r></p></body></document>`
        .replaceAll(' val=', ` z:val=`)
        .replace('<document ', `<document xmlns:z="${strict}/wordprocessingml/main" `),
    ),
    'a/b/_rels/text.xml.rels': link('styles', '../looks.xml'),
    'a/looks.xml': part('styles', style('X', 'Quote')),
  })
  expect(linesOf(readDocx(file, '', 'accepted'))).toEqual(['quote: a'])
})

test('is read off the event loop like other sources', async () => {
  const content = word(styled('Title', 'T') + p(del(gone('a')) + said('b'))).toString('base64')
  const { document, letterhead } = await readSource({ format: 'docx', content, changes: 'rejected' }, '')
  expect([letterhead.title, plainText(document)]).toEqual(['T', 'ab'])
})
