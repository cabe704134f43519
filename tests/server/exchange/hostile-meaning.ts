/** Word files whose markup is in order and whose meaning is not: loops, ids that clash or lead nowhere, numbers beyond all. */
import { type HostileFile, noise, read, refused, root, times, well } from './hostile-files.ts'
import { documentXml, p, pack, partsOf, relationships, word, xml } from './word-package.ts'

/** Of what takes longest to export again. */
const many = process.env['LONG'] === '1' ? 10_000 : 2_000

const comment = (id: string | number, inside = p('Why?'), more = ''): string =>
  `<w:comment w:id="${id}" w:author="Ann" w:date="2026-01-01T00:00:00Z" ${more}>${inside}</w:comment>`
const comments = (...inside: string[]): Record<string, string> => ({
  'word/comments.xml': root('comments', inside.join('')),
})
const starts = (id: string | number): string => `<w:commentRangeStart w:id="${id}"/>`
const ends = (id: string | number): string =>
  `<w:commentRangeEnd w:id="${id}"/><w:r><w:commentReference w:id="${id}"/></w:r>`
const said = '<w:r><w:t>All is well.</w:t></w:r>'
const para = (id: string, words = 'Why?'): string => `<w:p w14:paraId="${id}"><w:r><w:t>${words}</w:t></w:r></w:p>`
const extended = (...pairs: [string, string][]): string =>
  xml(
    `<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">${pairs
      .map(([id, parent]) => `<w15:commentEx w15:paraId="${id}" w15:paraIdParent="${parent}" w15:done="0"/>`)
      .join('')}</w15:commentsEx>`,
  )

const talk: HostileFile[] = [
  {
    name: '100,000 comments',
    gives: ['unpacks-too-large', 'import-too-slow'],
    make: () => word(`<w:p>${starts(1)}${said}${ends(1)}</w:p>`, comments(times(100_000, (k) => comment(k)))),
  },
  read(`${2 * many} comments at one word`, () =>
    word(
      `<w:p>${times(2 * many, starts)}${said}${times(2 * many, ends)}</w:p>`,
      comments(times(2 * many, (k) => comment(k))),
    ),
  ),
  read('comments that answer each other in a circle', () =>
    word(`<w:p>${starts(1)}${starts(2)}${starts(3)}${said}${ends(1)}${ends(2)}${ends(3)}</w:p>`, {
      ...comments(comment(1, para('0A')), comment(2, para('0B')), comment(3, para('0C'))),
      'word/commentsExtended.xml': extended(['0A', '0B'], ['0B', '0C'], ['0C', '0A']),
    }),
  ),
  read('a comment that answers itself, and one that answers nobody', () =>
    word(`<w:p>${starts(1)}${starts(2)}${said}${ends(1)}${ends(2)}</w:p>`, {
      ...comments(comment(1, para('0A')), comment(2, para('0B'))),
      'word/commentsExtended.xml': extended(['0A', '0A'], ['0B', 'FFFFFFFF']),
    }),
  ),
  read(`${many} answers, each to the one before`, () =>
    word(`<w:p>${times(many, starts)}${said}${times(many, ends)}</w:p>`, {
      ...comments(times(many, (k) => comment(k, para(`P${k}`)))),
      'word/commentsExtended.xml': extended(
        ...Array.from({ length: many - 1 }, (_, k): [string, string] => [`P${k + 1}`, `P${k}`]),
      ),
    }),
  ),
  read('a comment that ends before it begins', () =>
    word(`<w:p>${ends(1)}${said}${starts(1)}</w:p>${well}`, comments(comment(1))),
  ),
  read('comments that never end, and never begin', () =>
    word(`<w:p>${starts(1)}${said}</w:p>${well}<w:p>${ends(2)}</w:p>`, comments(comment(1), comment(2))),
  ),
  read('a comment that begins twice and ends thrice', () =>
    word(`<w:p>${starts(1)}${said}${ends(1)}${starts(1)}${said}${ends(1)}${ends(1)}</w:p>`, comments(comment(1))),
  ),
  read('comments with one id', () =>
    word(`<w:p>${starts(1)}${said}${ends(1)}</w:p>`, comments(comment(1), comment(1, p('And why?')), comment(1))),
  ),
  read('a comment that is not there, and one that nothing refers to', () =>
    word(`<w:p>${starts(7)}${said}${ends(7)}</w:p>`, comments(comment(8))),
  ),
  read('comments whose ids are no numbers', () =>
    word(
      `<w:p>${['__proto__', 'constructor', '-1', 'NaN', '9'.repeat(400)].map((id) => `${starts(id)}${said}${ends(id)}`).join('')}</w:p>`,
      comments(...['__proto__', 'constructor', '-1', 'NaN', '9'.repeat(400)].map((id) => comment(id))),
    ),
  ),
  read('a comment without author, date and words, and one with too much of each', () =>
    word(`<w:p>${starts(1)}${starts(2)}${said}${ends(1)}${ends(2)}</w:p>`, {
      'word/comments.xml': root(
        'comments',
        `<w:comment w:id="1"/><w:comment w:id="2" w:author="${noise(400_000)}" w:initials="${noise(1000)}" w:date="+999999-99-99T99:99:99Z">${p(noise(400_000))}</w:comment>`,
      ),
    }),
  ),
  read('a comment on a comment, in its own words', () =>
    word(`<w:p>${starts(1)}${said}${ends(1)}</w:p>`, comments(comment(1, `<w:p>${starts(1)}${said}${ends(1)}</w:p>`))),
  ),
  read('comments over tables, notes and what is left out', () =>
    word(
      `<w:tbl><w:tr><w:tc><w:p>${starts(1)}${said}</w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:drawing/></w:r>${starts(2)}</w:p><w:tbl><w:tr><w:tc><w:p>${ends(1)}</w:p></w:tc></w:tr></w:tbl><w:p>${ends(2)}</w:p>`,
      comments(comment(1), comment(2)),
    ),
  ),
]

const style = (id: string, inside: string): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${id}"/>${inside}</w:style>`
const styled = (id: string): string => `<w:p><w:pPr><w:pStyle w:val="${id}"/></w:pPr>${said}</w:p>`
const numbered = (numId: string | number, ilvl: string | number = 0): string =>
  `<w:p><w:pPr><w:numPr><w:ilvl w:val="${ilvl}"/><w:numId w:val="${numId}"/></w:numPr></w:pPr>${said}</w:p>`
const level = (ilvl: string | number, format = 'decimal', text = '%1.', start: string | number = 1): string =>
  `<w:lvl w:ilvl="${ilvl}"><w:start w:val="${start}"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`
const numbering = (inside: string): Record<string, string> => ({ 'word/numbering.xml': root('numbering', inside) })
const abstract = (id: string | number, inside: string): string =>
  `<w:abstractNum w:abstractNumId="${id}">${inside}</w:abstractNum>`
const num = (id: string | number, of: string | number, inside = ''): string =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${of}"/>${inside}</w:num>`

const look: HostileFile[] = [
  read('styles based on each other in a circle', () =>
    word(styled('A') + styled('D'), {
      'word/styles.xml': root(
        'styles',
        style('A', '<w:basedOn w:val="B"/><w:link w:val="A"/>') +
          style('B', '<w:basedOn w:val="C"/>') +
          style('C', '<w:basedOn w:val="A"/>') +
          style('D', '<w:basedOn w:val="D"/><w:next w:val="D"/>'),
      ),
    }),
  ),
  read('10,000 styles, each based on the one before, and a paragraph in each', () =>
    word(times(10_000, (k) => `<w:p><w:pPr><w:pStyle w:val="S${k}"/></w:pPr></w:p>`) + styled('S9999'), {
      'word/styles.xml': root(
        'styles',
        times(10_000, (k) =>
          style(`S${k}`, k === 0 ? '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>' : `<w:basedOn w:val="S${k - 1}"/>`),
        ),
      ),
    }),
  ),
  read('styles by the names of what objects have', () =>
    word(['__proto__', 'constructor', 'toString', 'hasOwnProperty'].map(styled).join(''), {
      'word/styles.xml': root(
        'styles',
        style('__proto__', '<w:basedOn w:val="constructor"/>') + style('constructor', ''),
      ),
    }),
  ),
  read('twenty styles with one id', () =>
    word(styled('A'), {
      'word/styles.xml': root(
        'styles',
        times(20, () => style('A', '')),
      ),
    }),
  ),
  read('lists that are each other’s style', () =>
    word(numbered(1) + numbered(2), {
      ...numbering(
        abstract(1, '<w:numStyleLink w:val="L"/>') + abstract(2, '<w:numStyleLink w:val="M"/>') + num(1, 1) + num(2, 2),
      ),
      'word/styles.xml': root(
        'styles',
        ['L', 'M']
          .map(
            (id, k) =>
              `<w:style w:type="numbering" w:styleId="${id}"><w:name w:val="${id}"/><w:pPr><w:numPr><w:numId w:val="${2 - k}"/></w:numPr></w:pPr></w:style>`,
          )
          .join(''),
      ),
    }),
  ),
  read('a style that is numbered by a list whose level has that style', () =>
    word(styled('A'), {
      ...numbering(
        abstract(1, `<w:lvl w:ilvl="0"><w:pStyle w:val="A"/><w:numFmt w:val="decimal"/></w:lvl>`) + num(1, 1),
      ),
      'word/styles.xml': root('styles', style('A', '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')),
    }),
  ),
  read('lists that are not there', () =>
    word(numbered(9) + numbered('x') + numbered('__proto__') + numbered(-1, -1), numbering(num(9, 8))),
  ),
  read('10,000 levels, and a paragraph at level 9,999', () =>
    word(
      numbered(1, 9_999) + numbered(1, 0),
      numbering(
        abstract(
          1,
          times(10_000, (k) => level(k)),
        ) + num(1, 1),
      ),
    ),
  ),
  ...[
    'decimal',
    'upperRoman',
    'lowerLetter',
    'chineseCounting',
    'ordinalText',
    'hex',
    'none',
    'bahtText',
    'nonsense',
  ].map((format) =>
    read(`numbers of the format ${format} that begin beyond all`, () =>
      word(
        ['2147483647', '-2147483648', '1e308', 'NaN', '9'.repeat(500), ''].map((_, k) => numbered(k + 1)).join(''),
        numbering(
          ['2147483647', '-2147483648', '1e308', 'NaN', '9'.repeat(500), '']
            .map(
              (start, k) =>
                abstract(k + 1, level(0, format, '%1.%2.%9.%10.%%', start)) +
                num(k + 1, k + 1, `<w:lvlOverride w:ilvl="0"><w:startOverride w:val="${start}"/></w:lvlOverride>`),
            )
            .join(''),
        ),
      ),
    ),
  ),
  {
    name: 'a number of 300,000 letters, two hundred times',
    gives: ['text', 'unpacks-too-large'],
    make: () =>
      word(
        times(200, () => numbered(1)),
        numbering(abstract(1, level(0, 'decimal', noise(300_000))) + num(1, 1)),
      ),
  },
  read('10,000 lists of one item', () =>
    word(
      times(10_000, (k) => `<w:p><w:pPr><w:numPr><w:numId w:val="${k}"/></w:numPr></w:pPr></w:p>`) + numbered(1),
      numbering(abstract(1, level(0)) + times(10_000, (k) => num(k, 1))),
    ),
  ),
  read('numbers everywhere that are none', () =>
    word(
      ['-1', '2147483648', '1e999', 'NaN', '', '0x10', '٣', 'Infinity']
        .map(
          (n) =>
            `<w:p><w:pPr><w:outlineLvl w:val="${n}"/><w:ind w:left="${n}" w:hanging="${n}"/><w:spacing w:line="${n}"/><w:tabs><w:tab w:val="left" w:pos="${n}"/></w:tabs></w:pPr><w:r><w:rPr><w:sz w:val="${n}"/><w:position w:val="${n}"/><w:vertAlign w:val="${n}"/><w:b w:val="${n}"/><w:u w:val="${n}"/></w:rPr><w:sym w:char="${n}" w:font="Symbol"/><w:t>All is well.</w:t></w:r><w:bookmarkStart w:id="${n}" w:name="${n}"/></w:p><w:tbl><w:tblGrid><w:gridCol w:w="${n}"/></w:tblGrid><w:tr><w:trPr><w:gridBefore w:val="${n}"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="${n}"/><w:vMerge w:val="${n}"/></w:tcPr>${well}</w:tc></w:tr></w:tbl>`,
        )
        .join(''),
    ),
  ),
]

const note = (id: string | number, inside = p('A note.')): string => `<w:footnote w:id="${id}">${inside}</w:footnote>`
const reference = (id: string | number): string => `<w:r><w:footnoteReference w:id="${id}"/></w:r>`
const notes = (...inside: string[]): Record<string, string> => ({
  'word/footnotes.xml': root('footnotes', inside.join('')),
})

const footnotes: HostileFile[] = [
  read(
    '5,000 references to one note',
    () => word(`<w:p>${said}${reference(2).repeat(5_000)}</w:p>`, notes(note(2))),
    'All is well.',
    'A note.',
  ),
  read('a note that refers to itself, and two that refer to each other', () =>
    word(
      `<w:p>${said}${reference(2)}${reference(3)}</w:p>`,
      notes(
        note(2, `<w:p>${reference(2)}${said}</w:p>`),
        note(3, `<w:p>${reference(4)}</w:p>`),
        note(4, `<w:p>${reference(3)}</w:p>`),
      ),
    ),
  ),
  read(`${many} notes, each in the one before`, () =>
    word(
      `<w:p>${said}${reference(1)}</w:p>`,
      notes(times(many, (k) => note(k + 1, `<w:p><w:r><w:t>n${k}</w:t></w:r>${reference(k + 2)}</w:p>`))),
    ),
  ),
  read('notes that are not there, are there twice, or have no number', () =>
    word(
      `<w:p>${said}${['7', '2', '__proto__', '-1', 'NaN', ''].map(reference).join('')}</w:p>`,
      notes(note(2), note(2, p('Another note.')), note('__proto__'), note('')),
    ),
  ),
  read('no part for the notes', () =>
    word(`<w:p>${said}${reference(2)}<w:r><w:endnoteReference w:id="2"/></w:r></w:p>`),
  ),
  read('a note of 3,000 paragraphs and a table', () =>
    word(
      `<w:p>${said}${reference(2)}</w:p>`,
      notes(note(2, times(3_000, (k) => p(`${k}`)) + `<w:tbl><w:tr><w:tc>${well}</w:tc></w:tr></w:tbl>`)),
    ),
  ),
]

const link = (id: string, words = 'All is well.'): string =>
  `<w:hyperlink r:id="${id}"><w:r><w:t>${words}</w:t></w:r></w:hyperlink>`
const field = (code: string): string =>
  `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${said}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`
const outside = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'file:///etc/passwd',
  '\\\\server\\share',
  'data:text/html,x',
  'vbscript:x',
  'http://',
  `https://example.org/${noise(5_000)}`,
  ' javascript:x',
  'https://a b',
  '#',
  '',
]

const longLink = { id: 'x', type: 'hyperlink', target: `https://example.org/${noise(1_980)}`, external: true }

const ways: HostileFile[] = [
  read('links that do something', () =>
    word(
      `<w:p>${outside.map((_, k) => link(`x${k}`)).join('')}${link('none')}<w:hyperlink w:anchor="__proto__">${said}</w:hyperlink></w:p>`,
      {},
      outside.map((target, k) => ({ id: `x${k}`, type: 'hyperlink', target, external: true })),
    ),
  ),
  read('fields that fetch', () =>
    word(
      [
        'INCLUDETEXT "C:\\\\secret.docx"',
        'INCLUDEPICTURE "http://example.org/x.png"',
        'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"',
        'HYPERLINK "javascript:alert(1)"',
        'HYPERLINK "file:///etc/passwd"',
        'HYPERLINK',
        'IMPORT x',
        'DATABASE \\d "x"',
        'MACROBUTTON x y',
      ]
        .map(field)
        .join(''),
    ),
  ),
  read('fields that never end, and ends of no field', () =>
    word(
      `<w:p>${'<w:r><w:fldChar w:fldCharType="end"/></w:r>'.repeat(1_000)}${said}</w:p>${well}<w:p>${'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'.repeat(3_000)}${said}</w:p>`,
    ),
  ),
  read('pages of others within', () =>
    word(`${well}<w:altChunk r:id="x"/><w:subDoc r:id="y"/>`, { 'word/other.html': '<script>alert(1)</script>' }, [
      { id: 'x', type: 'aFChunk', target: 'other.html' },
      { id: 'y', type: 'subDocument', target: 'file:///etc/passwd', external: true },
    ]),
  ),
  read('a template, pictures and frames on other servers', () =>
    word(
      `${well}<w:p><w:r><w:drawing><wp:inline><a:blip r:link="x"/></wp:inline></w:drawing></w:r><w:r><w:pict><v:imagedata r:href="x"/></w:pict></w:r></w:p>`,
      { 'word/settings.xml': root('settings', '<w:attachedTemplate r:id="x"/>') },
      [{ id: 'x', type: 'image', target: 'http://example.org/track.png', external: true }],
    ),
  ),
  read('a macro', () => {
    const macro = 'application/vnd.ms-word.document.macroEnabled.main+xml'
    const parts = partsOf(well, { 'word/vbaProject.bin': Buffer.from('d0cf11e0a1b11ae1', 'hex') }, [
      { id: 'x', type: 'http://schemas.microsoft.com/office/2006/relationships/vbaProject', target: 'vbaProject.bin' },
    ])
    return pack({
      ...parts,
      '[Content_Types].xml': String(parts['[Content_Types].xml']).replace(/application\/vnd[^"]*main\+xml/, macro),
    })
  }),
  read('relationships to nowhere, to themselves, and to each other', () =>
    pack({
      ...partsOf(well),
      'word/_rels/document.xml.rels': relationships([
        ...['styles', 'numbering', 'comments', 'footnotes', 'settings'].map((type, k) => ({
          id: `a${k}`,
          type,
          target: 'nowhere.xml',
        })),
        { id: 'b', type: 'styles', target: 'document.xml' },
        { id: 'c', type: 'numbering', target: '_rels/document.xml.rels' },
        { id: 'd', type: 'comments', target: '../../../../etc/passwd' },
        { id: 'e', type: 'footnotes', target: '%2e%2e/%2e%2e/x' },
        { id: 'a0', type: 'styles', target: '/word/document.xml' },
      ]),
    }),
  ),
  read('20,000 relationships', () =>
    word(
      `<w:p>${link('x19999')}</w:p>`,
      {},
      Array.from({ length: 20_000 }, (_, k) => ({
        id: `x${k}`,
        type: 'hyperlink',
        target: `https://example.org/${k}`,
        external: true,
      })),
    ),
  ),
  // Each word and each comment would take it along to the server.
  refused('one address of 2,000 letters at 3,000 words', 'unpacks-too-large', () =>
    word(`<w:p>${times(3_000, () => `${link('x', 'a')}${said}`)}</w:p>`, {}, [longLink]),
  ),
  refused('one address of 2,000 letters in 3,000 comments', 'unpacks-too-large', () =>
    word(well, {
      ...comments(times(3_000, (k) => comment(k, `<w:p>${link('x', 'a')}</w:p>`))),
      'word/_rels/comments.xml.rels': relationships([longLink]),
    }),
  ),
  refused('4,000 hidden letters at which 3,000 comments stand', 'unpacks-too-large', () =>
    word(
      `<w:p>${times(3_000, starts)}<w:r><w:rPr><w:vanish/></w:rPr><w:t>${noise(4_000)}</w:t></w:r>${times(3_000, ends)}</w:p>`,
      comments(times(3_000, (k) => comment(k))),
    ),
  ),
  {
    name: 'parts beside the text that are no markup',
    gives: ['text', 'not-a-document'],
    make: () =>
      word(`${numbered(1)}<w:p>${starts(1)}${said}${ends(1)}${reference(2)}</w:p>`, {
        'word/styles.xml': 'no markup',
        'word/numbering.xml': '',
        'word/comments.xml': '<w:comments',
        'word/footnotes.xml': documentXml(well),
        'word/settings.xml': '\0\0\0\0',
      }),
  },
  read('properties that are none', () =>
    pack({
      ...partsOf(well),
      '_rels/.rels': relationships([
        { id: 'r', type: 'officeDocument', target: 'word/document.xml' },
        {
          id: 'c',
          type: 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties',
          target: 'docProps/core.xml',
        },
      ]),
      'docProps/core.xml': xml(
        `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${noise(300_000)}\n&#9;\u202e</dc:title><dc:language>${noise(5_000)}</dc:language></cp:coreProperties>`,
      ),
    }),
  ),
]

const change = (tag: string, inside = said, more = ''): string =>
  `<w:${tag} w:id="1" w:author="Ann" w:date="2026-01-01T00:00:00Z" ${more}>${inside}</w:${tag}>`

const text: HostileFile[] = [
  read('no body, an empty body, and a body of nothing known', () => word(`<w:x/><w:y>z</w:y>${well}`)),
  {
    name: 'no body',
    gives: ['text', 'not-a-document'],
    make: () => pack({ ...partsOf(''), 'word/document.xml': root('document', '') }),
  },
  { name: 'an empty body', gives: ['text'], make: () => word('') },
  read('changes by 5,000 authors', () =>
    word(
      `<w:p>${times(5_000, (k) => `<w:ins w:id="${k}" w:author="A${k}"><w:r><w:t>a</w:t></w:r></w:ins><w:del w:id="${k}" w:author="A${k}"><w:r><w:delText>b</w:delText></w:r></w:del>`)}</w:p>${well}`,
    ),
  ),
  read('moves without an end, deletions in insertions, and paragraphs that are not there any more', () =>
    word(
      `<w:p><w:moveFromRangeStart w:id="1" w:name="m"/>${change('moveFrom', '<w:r><w:delText>x</w:delText></w:r>')}${change('ins', change('del', '<w:r><w:delText>y</w:delText></w:r>'))}</w:p>${times(3_000, () => `<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="Ann"/></w:rPr></w:pPr>${change('del', '<w:r><w:delText>z</w:delText></w:r>')}</w:p>`)}${well}`,
    ),
  ),
  read('a table of 20,000 cells', () =>
    word(`<w:tbl><w:tr>${times(20_000, () => '<w:tc><w:p/></w:tc>')}</w:tr></w:tbl>${well}`),
  ),
  read('a row without cells, a cell without a paragraph, and words between rows', () =>
    word(`<w:tbl><w:tr/><w:tr><w:tc/></w:tr>All is bad.${well}<w:tr><w:tc>${well}</w:tc></w:tr></w:tbl>`),
  ),
  read('50,000 runs of one letter', () =>
    word(
      `<w:p>${times(50_000, (k) => `<w:r>${k % 2 ? '<w:rPr><w:b/></w:rPr>' : ''}<w:t>${noise(k % 9)}</w:t></w:r>`)}</w:p>${well}`,
    ),
  ),
  read('50,000 breaks and tabs', () => word(`<w:p><w:r>${'<w:br/><w:tab/><w:cr/>'.repeat(17_000)}</w:r></w:p>${well}`)),
  read('letters that turn the line, hide, or are no letters', () =>
    word(
      p('\u202e\u2066\u200b\ufeff\ufffe\uffff&#x10ffff;&#xe000;'.replace(/[\ufffe\uffff]/g, '')) +
        p('e' + '\u0301'.repeat(50_000)) +
        well,
    ),
  ),
  read('choices within choices', () => {
    const choice = (depth: number): string =>
      depth === 0
        ? well
        : `<mc:AlternateContent><mc:Choice Requires="wps">${choice(depth - 1)}</mc:Choice><mc:Fallback>${choice(depth - 1)}</mc:Fallback></mc:AlternateContent>`
    return word(choice(10))
  }),
  read('20,000 bookmarks, marks of spelling and smart tags', () =>
    word(
      `<w:p>${times(20_000, (k) => `<w:bookmarkStart w:id="${k}" w:name="b${k}"/><w:proofErr w:type="spellStart"/>`)}<w:smartTag><w:customXml>${said}</w:customXml></w:smartTag></w:p>`,
    ),
  ),
]

export const hostileMeanings: readonly HostileFile[] = [...talk, ...look, ...footnotes, ...ways, ...text]
