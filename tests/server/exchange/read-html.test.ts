/** HTML into a statement: pages, clipboards of word processors, and what is made to hurt. */
import { describe, expect, test } from 'vitest'
import { plainText } from '#shared/statement/plain-text.ts'
import type { BlockJson, DocumentJson } from '#shared/statement/schema.ts'
import { href } from '#shared/statement/schema.ts'
import { readHtml } from '../../../server/exchange/read-html.ts'
import { readSource } from '../../../server/exchange/read-source.ts'

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
const read = (source: string, title?: string): string[] => lines(readHtml(source, title).document)

describe('blocks', () => {
  test('a page', () => {
    const page = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Not this</title><style>p { color: red }</style></head>
      <body><!-- nor this --><h1>Report of the
      Group</h1><p>Thank you, Madam Chair,</p><div>We <b>note</b> it.</div><script>alert("<p>x</p>")</script></body></html>`
    const { letterhead, document } = readHtml(page)
    expect(letterhead).toEqual({ title: 'Report of the Group' })
    expect(lines(document)).toEqual(['salutation: Thank you, Madam Chair,', 'paragraph: We <bold>note</> it.'])
  })

  test.each([
    ['<p>one<p>two', ['paragraph: one', 'paragraph: two']],
    ['one<div>two</div>three', ['paragraph: one', 'paragraph: two', 'paragraph: three']],
    ['x<h2>a</h2><h5>b</h5>', ['paragraph: x', 'heading 2: a', 'heading 3: b']],
    ['x<h2>a</h3>b', ['paragraph: x', 'heading 2: a', 'paragraph: b']],
    ['<blockquote><p>a</p><p>b</p></blockquote>c', ['quote: a', 'quote: b', 'paragraph: c']],
    ['a<br>b<br><br>c<br>', ['paragraph: a⏎b', 'paragraph: c']],
    ['<p>&nbsp;</p><p></p><p> <br> </p>a', ['paragraph: a']],
    ['a<hr>b', ['paragraph: a', 'paragraph: b']],
    ['<pre>a  b\n c</pre>', ['paragraph: a  b⏎ c']],
    [
      '<table><tr><th>a<th>b<tr><td>c</td><td><b>d</b></td></tr></table>',
      ['paragraph: a | b', 'paragraph: c | <bold>d</>'],
    ],
    ['', ['paragraph: ']],
    ['<p>', ['paragraph: ']],
  ])('%j', (source, expected) => {
    expect(read(source)).toEqual(expected)
  })

  test.each([
    ['<ul><li>a<li>b</ul>c', ['bulletedItem 0: a', 'bulletedItem 0: b', 'paragraph: c']],
    ['<ol><li><p>a</p><p>b</p></li><li>c</li></ol>', ['numberedItem 0: a⏎b', 'numberedItem 0: c']],
    [
      '<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>',
      ['bulletedItem 0: a', 'numberedItem 1: b', 'bulletedItem 0: c'],
    ],
    ['<ul><li>a<ul><li>b</li></ul>c</li></ul>', ['bulletedItem 0: a', 'bulletedItem 1: b', 'paragraph: c']],
    ['<ul><li>a</li><ul><li>b</li></ul></ul>', ['bulletedItem 0: a', 'bulletedItem 1: b']],
    ['<ol start="12"><li>a</li><li>b<p>c</p></li></ol>', ['paragraph: 12. a', 'paragraph: 13. b', 'paragraph: c']],
    // A list that counts down keeps its numbers as words; without a start it begins at how many items it has.
    [
      '<ol reversed><li>a<li value=10>b<li>c<ol reversed type=a><li>x<li>y</ol></ol>',
      ['paragraph: 3. a', 'paragraph: 10. b', 'paragraph: 9. c', 'paragraph: b. x', 'paragraph: a. y'],
    ],
    ['<ol reversed start=5><li>a<li>b</ol>', ['paragraph: 5. a', 'paragraph: 4. b']],
    [`${'<ul><li>'.repeat(6)}a`, ['bulletedItem 3: a']],
    ['<li>a</li>', ['paragraph: a']],
    // "See (b) above" must still lead there: what the sheet counts alike is an item, any other number is words.
    ['<ol type=a><li>a<li>b</ol>', ['numberedItem 1: a', 'numberedItem 1: b']],
    ['<ol type=I><li>a</ol><ol><li value=2>b<li>c</ol>', ['paragraph: I. a', 'paragraph: 2. b', 'paragraph: 3. c']],
    [
      '<ol><li>a<ol><li>b</ol></ol><ol start=2><li>c</ol>',
      ['numberedItem 0: a', 'numberedItem 1: b', 'numberedItem 0: c'],
    ],
    [
      '<ol><li style="list-style-type:upper-alpha">a</li><ol><li style="list-style-type:lower-roman">b</li></ol></ol>',
      ['numberedItem 3: a', 'numberedItem 2: b'],
    ],
  ])('lists: %j', (source, expected) => {
    expect(read(source)).toEqual(expected)
  })
})

describe('inline', () => {
  test.each([
    ['<strong>b</strong> <em>i</em> <u>u</u> <s>s</s>', '<bold>b</> <italic>i</> <underline>u</> <strike>s</>'],
    ['the 11<sup>th</sup>, CO<sub>2</sub>', 'the 11<superscript>th</>, CO<subscript>2</>'],
    ['<b>a <i>b</b> c</i>', '<bold>a </><bold italic>b</><italic> c</>'],
    ['<b>a</i></b> b', '<bold>a</> b'],
    ['a  \n <b> b</b>', 'a <bold>b</>'],
    [
      '&laquo;&nbsp;a&nbsp;&raquo; &#8212;&#x2014;&#150; &amp;lt; &unknown; AT&T',
      '«\u00A0a\u00A0» ——– &lt; &unknown; AT&T',
    ],
    [
      '&copy 2026, caf&eacute <a href="https://a.example/?a=1&copy=2">a</a>',
      '© 2026, café <link=https://a.example/?a=1&copy=2>a</>',
    ],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['a <!-- x --> b<!-->c<!---->d<?php e ?>f<![CDATA[g]]>h</>i', 'a bcdfhi'],
    ['a<svg><title/><text>b</text></svg>c<svg/>d<math>e</math>', 'acd'],
    ['a<script>"<!--<script></script>--></p>"</script>b<select><option>c</select>d<style></p></style>e', 'abde'],
    ['a<span onclick="x()">b</span><foo:bar>c</foo:bar>', 'abc'],
    ['<p title="a > b" data-x=\'"\'>a', 'a'],
    ['<img src="x.png" alt="A map"> <img src=y>', 'A map'],
    ['a\u0000\u0007b\uD800', 'ab\uFFFD'],
    ['<a href="https://a.example/?b=1&amp;c=2">a</a>', '<link=https://a.example/?b=1&c=2>a</>'],
    [
      '<a href="https://a.example">a<a href="https://b.example">b</a>c',
      '<link=https://a.example>a</><link=https://b.example>b</>c',
    ],
    [
      '<a href=" javascript:alert(1)">a</a> <a href="java&#10;script:x">b</a> <a href="data:text/html,x">c</a>',
      'a b c',
    ],
  ])('%j', (source, expected) => {
    expect(read(source)).toEqual([`paragraph: ${expected}`])
  })

  test('marks run on over blocks', () => {
    expect(read('<b><p>a</p><p>b</b>c</p>')).toEqual(['paragraph: <bold>a</>', 'paragraph: <bold>b</>c'])
  })

  test.each([
    '<a href="#fn1"><sup>1</sup></a>',
    '<sup><a href="#fn1" id="r1">[1]</a></sup>',
    '<a style="mso-footnote-id:ftn1" href="#_ftn1" name="_ftnref1"><span class="MsoFootnoteReference"><span>[1]</span></span></a>',
    '<sup class="footnote-ref">*</sup>',
  ])('a reference to a note is dropped: %j', (reference) => {
    expect(read(`The Group${reference} met.`)).toEqual(['paragraph: The Group met.'])
  })

  test.each([
    [
      'pandoc',
      '<p>It met.<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a> It closed.</p>' +
        '<section id="footnotes" class="footnotes footnotes-end-of-document" role="doc-endnotes"><hr><ol>' +
        '<li id="fn1"><p>In <em>Geneva</em>.<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>',
    ],
    [
      'Word',
      '<p>It met.<a style="mso-footnote-id:ftn1" href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a> It closed.</p>' +
        '<div style="mso-element:footnote-list"><hr><div style="mso-element:footnote" id=ftn1><p class=MsoFootnoteText>' +
        '<a style="mso-footnote-id:ftn1" href="#_ftnref1" name="_ftn1"><span class=MsoFootnoteReference>[1]</span></a> In <i>Geneva</i>.</p></div></div>',
    ],
    [
      'Google Docs',
      '<p>It met.<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup> It closed.</p><hr>' +
        '<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a>&nbsp;In <i>Geneva</i>.</p></div>',
    ],
    [
      'DPUB-ARIA without a way back',
      '<p>It met.<a role="doc-noteref" href="#n">*</a> It closed.</p><aside id="n" role="doc-footnote"><p>* In <i>Geneva</i>.</p></aside>',
    ],
  ])('a note of a page is one: %s', (_, source) => {
    const [text, note] = readHtml(source).document.content
    const [, named] = text?.content ?? []
    expect(named).toMatchObject({ type: 'footnoteReference', attrs: { note: note?.attrs['note'] } })
    expect(read(source).map((said) => said.replace(/^footnote \S+:/, 'footnote:'))).toEqual([
      'paragraph: It met.{footnoteReference} It closed.',
      'footnote: In <italic>Geneva</>.',
    ])
  })

  test('a figure that leads to a part of the text, or back to it, makes no note of it', () => {
    expect(read('<p><a href="#a">1</a> One</p><h2 id="a">Part one</h2><p id="b">words <a href="#a">2</a></p>')).toEqual(
      ['paragraph: One', 'heading 2: Part one', 'paragraph: words'],
    )
  })

  test('other figures on high stay', () => {
    expect(read('m<sup>2</sup> <a href="#part">the second part</a>')).toEqual([
      'paragraph: m<superscript>2</> the second part',
    ])
  })
})

describe('clipboards', () => {
  test('Word: items are paragraphs with a marker', () => {
    const item = (level: number, marker: string, words: string) =>
      `<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span
      style='mso-list:Ignore'>${marker}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>${words}<o:p></o:p></p>`
    const clipboard = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--></head>
      <body><!--StartFragment--><p class=MsoNormal><b style='mso-bidi-font-weight:normal'>Madam Chair,<o:p></o:p></b></p>
      ${item(1, '·', 'one')}${item(2, 'o', 'two')}${item(1, '1.', 'three')}${item(1, '(a)', 'four')}<p class=MsoNormal>End<o:p>&nbsp;</o:p></p><!--EndFragment--></body></html>`
    expect(read(clipboard)).toEqual([
      'salutation: <bold>Madam Chair,</>',
      'bulletedItem 0: one',
      'bulletedItem 1: two',
      'numberedItem 0: three',
      'numberedItem 1: four',
      'paragraph: End',
    ])
    const markers = ['iv.', '4.', '5.', 'i)', 'ii)', 'x', '1.2', 'IX.', '一、']
    expect(read(`a${markers.map((marker) => item(1, marker, 'said')).join('')}`)).toEqual([
      'paragraph: a',
      'paragraph: iv. said',
      'paragraph: 4. said',
      'paragraph: 5. said',
      'numberedItem 2: said',
      'numberedItem 2: said',
      'bulletedItem 0: said',
      'paragraph: 1.2 said',
      'paragraph: IX. said',
      'paragraph: 一、 said',
    ])
    expect(read(`x${item(1, 'II.', 'Part').replace(/^<p/, '<h2').replace(/<.p>$/, '</h2>')}`)).toEqual([
      'paragraph: x',
      'heading 2: II. Part',
    ])
  })

  test('Word: title and quote are classes, and comments stand at the end: they are no words of the text', () => {
    const clipboard = `<p class=MsoTitle>Report<p class=MsoQuote>So it <a style='mso-comment-reference:A_1'>was</a><span
      class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">[A1]</a></span>.</p><p class=MsoNormal>End</p>
      <div style='mso-element:comment-list'><hr><div style='mso-element:comment'><p class=MsoCommentText>Why?</p></div></div>`
    const { letterhead, document, lost } = readHtml(clipboard)
    expect([letterhead.title, ...lines(document)]).toEqual(['Report', 'quote: So it was.', 'paragraph: End'])
    expect(lost).toEqual([{ kind: 'comment', count: 1 }])
  })

  test('Google Docs: marks are styles, and the bold around it all is none', () => {
    const clipboard = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:700;font-style:italic">a</span><span style="font-weight:400;vertical-align:super">th</span>
      <a href="https://a.example" style="text-decoration:none"><span style="text-decoration:underline">b</span></a></p></b>`
    expect(read(clipboard)).toEqual([
      'paragraph: <bold italic>a</><superscript>th</> <underline link=https://a.example>b</>',
    ])
  })

  test('what is shown and is no words is counted', () => {
    const { lost } = readHtml(
      `a<img src=map.png alt="A map"><img width=1 src=x><svg><path/></svg><svg aria-hidden=true></svg><math>x</math>
      <video src=x></video><p hidden><img src=y></p><script>x()</script><q>b</q>`,
    )
    expect(lost).toEqual([
      { kind: 'picture', count: 1 },
      { kind: 'drawing', count: 1 },
      { kind: 'embedded', count: 1 },
      { kind: 'other', count: 1 },
    ])
    expect(read('<q>b</q>')).toEqual(['paragraph: “b”'])
    // What stays as words is counted too, but for a table that is only a frame.
    const words = readHtml(
      `<table><tr><td>a<td>b<tr><td>c<td>d</table><table><tr><td>e</table><input name=x><input type=hidden>
      <p>f<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p><div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a>g</p></div>`,
    )
    expect(words.lost).toEqual([
      { kind: 'tableInWords', count: 1 },
      { kind: 'commentInWords', count: 1 },
      { kind: 'other', count: 1 },
    ])
  })

  test('what is hidden is not said', () => {
    expect(read('a<span style="display: none">b<span>c</span>d</span>e<p hidden>f</p>g')).toEqual([
      'paragraph: ae',
      'paragraph: g',
    ])
  })
})

test('the language is guessed by the words', () => {
  expect(
    readHtml('<p>Monsieur le Président, nous vous remercions pour le rapport et pour les efforts.</p>').language,
  ).toBe('fr')
})

describe('what is made to hurt', () => {
  const size = process.env['LONG'] === '1' ? 2_000_000 : 300_000
  const of = (piece: string): string => piece.repeat(Math.ceil(size / piece.length))
  test.each([
    ['open tags', of('<b>')],
    ['wrong tags', of('<b></i>')],
    ['deep blocks', of('<blockquote><ul><li>')],
    ['closed blocks', of('<div>') + of('</blockquote>')],
    ['signs', of('<')],
    ['ends', of('</')],
    ['comments', of('<!--')],
    ['almost comments', of('<!-- --')],
    ['quotes', of('<a b="')],
    ['odd quotes', of(`<a b='c <a b="`)],
    ['spaces', `<a ${of(' ')}`],
    ['blanks', of('&nbsp; ')],
    ['scripts', of('<script>')],
    ['references', of('&#')],
    ['links', of('<a href="#1">1')],
    ['breaks', of('<br>')],
    ['cells', of('<td>a')],
    ['empty cells', `a${of('<td>&nbsp;')}`],
    ['cells of nothing', of('<td>&nbsp;')],
    ['hidden', of('<p hidden>')],
    ['attributes', `<p ${of('a=b ')}>`],
    ['attributes of many names', `<p ${Array.from({ length: size / 10 }, (_, k) => `a${k}=b`).join(' ')}>`],
    ['drawings', of('<svg>')],
    ['ends of scripts', `<script>${of('</scrip')}`],
    ['signs of references', of('&')],
    ['a reference', `&${of('1')}`],
    ['paragraphs of one item', `<ul><li>${of('<p>a</p>')}`],
    ['items of Word', of("<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.</span>a")],
  ])('%s take no longer than their length', { timeout: 5000 }, (_, source) => {
    const { document } = readHtml(`${source}`)
    expect(document.content.length).toBeGreaterThan(0)
  })

  test('nothing leads anywhere but to links that a statement may have', () => {
    const { document } = readHtml(
      [
        'javascript:x',
        'JAVASCRIPT:x',
        ' data:x',
        '//x',
        'https://x y',
        `https://x/${'a'.repeat(3000)}`,
        'file:///etc/passwd',
      ]
        .map((address) => `<a href="${address}">a</a>`)
        .join(''),
    )
    const links = document.content.flatMap(({ content = [] }) => content.flatMap(({ marks = [] }) => marks))
    expect(links.filter(({ attrs }) => !href.safeParse(attrs?.['href']).success)).toEqual([])
    expect(links).toEqual([])
  })

  // A browser shows nothing from there on: here the words count more than the standard.
  test.each([
    ['<p>a</p>b <a href="c and so on', 'b <a href="c and so on'],
    ['<p>a</p>&#x1F600; caf&eacute; <b </b is "caf&eacute;', '😀 café <b </b is "café'],
    ['<p>a</p>b <!-- c --> d <!-- e <b>f</b>', 'b d <!-- e <b>f</b>'],
    ['<p>a</p>b <? c', 'b <? c'],
    ['<p>a</p>b </c', 'b </c'],
    ['<p>a</p>b <', 'b <'],
  ])('a tag or comment that never ends is text, as is all behind it: %j', (source, words) => {
    expect(read(source)).toEqual(['paragraph: a', `paragraph: ${words}`])
  })
})

test('is read off the event loop like other sources', async () => {
  const { document, letterhead } = await readSource({ format: 'html', content: '<h1>T</h1><p>a' }, '')
  expect([letterhead.title, plainText(document)]).toEqual(['T', 'a'])
})
