/** Markdown into a statement: what becomes what, and that no word is lost on the way. */
import { describe, expect, test } from 'vitest'
import { blockText } from '#shared/statement/plain-text.ts'
import type { BlockJson, DocumentJson } from '#shared/statement/schema.ts'
import { readMarkdown } from '../../../server/exchange/read-markdown.ts'

/** A block in one line: role, attributes, and the text with its marks in angle brackets. */
function line({ type, attrs: { id: _id, ...attrs }, content = [] }: BlockJson): string {
  const words = content.map((node) => {
    const text = 'text' in node ? node.text : node.type === 'hardBreak' ? '⏎' : `{${node.type}}`
    const marks = (node.marks ?? []).map((mark) => (mark.attrs ? `${mark.type}=${mark.attrs['href']}` : mark.type))
    return marks.length > 0 ? `<${marks.join(' ')}>${text}</>` : text
  })
  return `${[type, ...Object.values(attrs)].join(' ')}: ${words.join('')}`
}
const lines = (document: DocumentJson): string[] => document.content.map(line)
const read = (source: string, title?: string): string[] => lines(readMarkdown(source, title).document)

describe('the title', () => {
  test('is the first heading of any level, and stands in the text no longer', () => {
    const { letterhead, document } = readMarkdown('### Report of *the* 9<sup>th</sup>\nMeeting\n\nWords.')
    expect(letterhead).toEqual({ title: 'Report of the 9th' })
    expect(lines(document)).toEqual(['paragraph: Meeting', 'paragraph: Words.'])
    expect(readMarkdown('Setext\nover lines\n===\n\nWords.').letterhead.title).toBe('Setext over lines')
  })

  test('leaves a heading in the text that does not open it', () => {
    const { letterhead, document } = readMarkdown('Words.\n\n# Later\n\nMore.')
    expect(letterhead.title).toBe('Later')
    expect(lines(document)).toEqual(['paragraph: Words.', 'heading 1: Later', 'paragraph: More.'])
  })

  test('that is given leaves the heading in the text, unless they are the same', () => {
    expect(read('# Long\n\nWords.', 'Short')).toEqual(['heading 1: Long', 'paragraph: Words.'])
    expect(readMarkdown('# Long', 'Short').letterhead.title).toBe('Short')
    expect(read('# Short\n\nWords.', 'Short')).toEqual(['paragraph: Words.'])
  })

  test('that a letterhead cannot hold stays in the text whole', () => {
    const long = 'word '.repeat(200).trim()
    const { letterhead, document } = readMarkdown(`# ${long}`)
    expect(letterhead.title?.length).toBeLessThanOrEqual(500)
    expect(lines(document)).toEqual([`heading 1: ${long}`])
  })

  test('is none where there is none', () => {
    expect(readMarkdown('Words.').letterhead).toEqual({})
  })
})

describe('blocks', () => {
  test('paragraphs run over lines; a break is a break', () => {
    expect(read('One\ntwo  \nthree\\\nfour\n\n\n\nfive')).toEqual(['paragraph: One two⏎three⏎four', 'paragraph: five'])
  })

  test('headings have three levels', () => {
    expect(read('Text\n\n# a\n## b\n### c\n#### d\n###### e')).toEqual([
      'paragraph: Text',
      'heading 1: a',
      'heading 2: b',
      'heading 3: c',
      'heading 3: d',
      'heading 3: e',
    ])
  })

  test('quotes, also with more than one paragraph and nested', () => {
    expect(read('> one\n> two\n>\n> three\n>\n> > four')).toEqual(['quote: one two', 'quote: three', 'quote: four'])
  })

  test('lists with their depth, no deeper than the schema', () => {
    const nested = '- a\n  1. b\n     - c\n       - d\n         - e\n           - f\n- g'
    expect(read(nested)).toEqual([
      'bulletedItem 0: a',
      'numberedItem 1: b',
      'bulletedItem 2: c',
      'bulletedItem 3: d',
      'bulletedItem 3: e',
      'bulletedItem 3: f',
      'bulletedItem 0: g',
    ])
  })

  test('the paragraphs of an item are one item, so that the numbers run on', () => {
    expect(read('1. one\n\n   more\n\n   ```\n   code\n   ```\n2. two')).toEqual([
      'numberedItem 0: one⏎more⏎code',
      'numberedItem 0: two',
    ])
  })

  test('numbers that the page would not count stay as they were written', () => {
    expect(read('12. twelve\n13. thirteen\n\n    more')).toEqual([
      'paragraph: 12. twelve',
      'paragraph: 13. thirteen',
      'paragraph: more',
    ])
    expect(read('2010. A year')).toEqual(['paragraph: 2010. A year'])
    expect(read('3) **bold**')).toEqual(['paragraph: 3) <bold>bold</>'])
    expect(read('5.')).toEqual(['paragraph: 5.'])
  })

  test('headings and quotes within lists', () => {
    expect(read('x\n\n1. # Intro\n2. > said')).toEqual(['paragraph: x', 'heading 1: 1. Intro', 'numberedItem 0: said'])
    expect(read('x\n\n- ## Intro')).toEqual(['paragraph: x', 'heading 2: Intro'])
  })

  test('code, tables and rules', () => {
    expect(read('```js\na  b\n\n<c>\n```')).toEqual(['paragraph: a  b⏎⏎<c>'])
    expect(read('| a | b |\n|---|---|\n| c | d |')).toEqual(['paragraph: | a | b | |---|---| | c | d |'])
    expect(readMarkdown('> | a | b |\n> |---|:-:|\n\na | b\n--- | ---\n\na | b\n\nc\n---').lost).toEqual([
      { kind: 'tableInWords', count: 2 },
    ])
    expect(read('a\n\n---\n\nb')).toEqual(['paragraph: a', 'paragraph: b'])
  })

  test('an empty source is one empty paragraph', () => {
    for (const source of ['', '\n\n', '   ', '\uFEFF', '---']) expect(read(source)).toEqual(['paragraph: '])
  })

  test('every block has an id of its own, of its own each time', () => {
    const ids = [...readMarkdown('a\n\na\n\na').document.content, ...readMarkdown('a').document.content]
    expect(new Set(ids.map(({ attrs }) => attrs.id)).size).toBe(4)
  })
})

describe('inline', () => {
  test.each([
    ['**b** __b__ *i* _i_', '<bold>b</> <bold>b</> <italic>i</> <italic>i</>'],
    ['***both***', '<bold italic>both</>'],
    ['~~gone~~ and ~ ~~', '<strike>gone</> and ~ ~~'],
    ['**~~x~~** ~~a **b** c~~', '<bold strike>x</> <strike>a </><bold strike>b</><strike> c</>'],
    ['the 11<sup>th</sup>, CO<sub>2</sub>', 'the 11<superscript>th</>, CO<subscript>2</>'],
    [
      '<u>under</u> <ins>in</ins> <s>s</s> <del>d</del>',
      '<underline>under</> <underline>in</> <strike>s</> <strike>d</>',
    ],
    ['<B>b</B> <strong>b</strong> <em>i</em> <i>i</i>', '<bold>b</> <bold>b</> <italic>i</> <italic>i</>'],
    ['<u>a <u>b</u> c</u>', '<underline>a b c</>'],
    ['<u>a **b</u> c**', '<underline>a </><bold underline>b</><bold> c</>'],
    ['one<br>two<br/>three<BR />four', 'one⏎two⏎three⏎four'],
    ['`**code** <sup>`', '**code** <sup>'],
    ['<sup>open, </sub>closed', '<sup>open, </sub>closed'],
    ['</sup>wrong<sup>', '</sup>wrong<sup>'],
    ['<u class="x">u</u>', '<underline>u</>'],
    ['&amp; &copy; &lt;u&gt; \\*a\\*', '& © <u> *a*'],
    ['<span onclick="x()">a</span> <!-- b -->', '<span onclick="x()">a</span> <!-- b -->'],
    ['a <script>alert(1)</script> b', 'a <script>alert(1)</script> b'],
  ])('%j', (source, expected) => {
    expect(read(source)).toEqual([`paragraph: ${expected}`])
  })

  test('a block of HTML is read like text, its lines kept', () => {
    expect(read('<div>\nThe 11<sup>th</sup>\n</div>')).toEqual(['paragraph: <div>⏎The 11<superscript>th</>⏎</div>'])
  })

  test.each([
    ['[a](https://a.example/x "t")', '<link=https://a.example/x>a</>'],
    ['[a **b**](http://a.example)', '<link=http://a.example>a </><bold link=http://a.example>b</>'],
    ['[a](mailto:a@b.example)', '<link=mailto:a@b.example>a</>'],
    ['<https://a.example>', '<link=https://a.example>https://a.example</>'],
    ['[a](javascript:alert(1))', 'a'],
    ['[a](JaVaScRiPt:alert(1))', 'a'],
    ['[a](data:text/html,x)', 'a'],
    ['[a](//a.example) [b](/c) [d](#e)', 'a b d'],
    ['![alt](x.png) ![](y.png)', 'alt y.png'],
    [
      '[a][r] [r] [r][]\n\n[r]: https://r.example',
      '<link=https://r.example>a</> <link=https://r.example>r</> <link=https://r.example>r</>',
    ],
  ])('%j', (source, expected) => {
    expect(read(source)).toEqual([`paragraph: ${expected}`])
  })

  test('pictures are counted as left out', () => {
    expect(readMarkdown('![alt](x.png) ![a][b]\n\n[b]: https://b.example/y.png').lost).toEqual([
      { kind: 'picture', count: 2 },
    ])
  })

  test('brackets of a draft are no links', () => {
    expect(read('We [welcome] [note *with concern*][CAN] it [x][]')).toEqual([
      'paragraph: We [welcome] [note <italic>with concern</>][CAN] it [x][]',
    ])
    expect(read('[CAN] [a *b*][CAN]\n\n[CAN]: delete\n\n[NOR]: keep')).toEqual([
      'paragraph: [CAN] [a <italic>b</>][CAN]',
      'paragraph: [CAN]: delete',
      'paragraph: [NOR]: keep',
    ])
  })

  test('no control characters and no half characters', () => {
    expect(read('a\u0007b\tc\uD800d\u0000e')).toEqual(['paragraph: ab c\uFFFDd\uFFFDe'])
  })
})

describe('salutations', () => {
  const roles = (source: string) => readMarkdown(source).document.content.map(({ type }) => type)

  test('open and close the text, under a heading as well', () => {
    expect(roles('# T\n\nThank you, Mr. Co-Chair\n\nWe note.\n\nI thank you.')).toEqual([
      'salutation',
      'paragraph',
      'salutation',
    ])
    expect(roles('# T\n\n## Part\n\nExcellencies,\n\nWe note.')).toEqual(['heading', 'salutation', 'paragraph'])
  })

  test('do not stand in the middle', () => {
    expect(roles('We note.\n\nThank you, Mr. Chair.\n\nWe note.')).toEqual(['paragraph', 'paragraph', 'paragraph'])
  })

  test('are paragraphs', () => {
    expect(roles('a\n\n> Thank you.')).toEqual(['paragraph', 'quote'])
  })
})

test('the language is read off the script', () => {
  expect(readMarkdown('السيد الرئيس\n\nنشكركم على التقرير').language).toBe('ar')
  expect(readMarkdown('主席先生,\n\n我们感谢报告').language).toBe('zh')
  expect(readMarkdown('Уважаемый господин Председатель').language).toBe('ru')
  expect(readMarkdown('Monsieur le Président,').language).toBe('en')
})

test('no word is lost, whatever is put together', () => {
  const inner = [
    'alpha',
    '**beta**',
    '[gamma](x)',
    '<b>delta',
    '~~epsilon',
    '`zeta`',
    '![eta](y)',
    '<x>theta</x>',
    '[iota]: kappa',
    '&lambda;',
  ]
  const outer = [
    (t: string) => t,
    (t: string) => `> ${t}`,
    (t: string) => `- ${t}`,
    (t: string) => `7. ${t}`,
    (t: string) => `## ${t}`,
    (t: string) => `    ${t}`,
    (t: string) => `| ${t} |`,
    (t: string) => `<div>${t}</div>`,
    (t: string) => `1. > - ${t}`,
  ]
  for (const around of outer) {
    for (const one of inner) {
      for (const other of inner) {
        const source = `Opening\n\n${around(`${one} ${other}`)}\n\nEnd`
        const text = readMarkdown(source).document.content.map(blockText).join('\n')
        for (const word of `${one} ${other}`.match(/[a-z]{3,}/g) ?? []) {
          expect(word === 'lambda' ? text.match(/λ|lambda/) : text.includes(word), source).toBeTruthy()
        }
      }
    }
  }
})
