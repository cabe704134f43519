// @vitest-environment happy-dom
import { TextSelection } from '@tiptap/pm/state'
import { describe, expect, test } from 'vitest'
import { write } from './writing.ts'
import type { Writing } from './writing.ts'

// Browsers have both names for the rules of a style sheet; ProseMirror reads the one that happy-dom lacks.
Object.defineProperty(CSSStyleSheet.prototype, 'rules', {
  configurable: true,
  get(this: CSSStyleSheet) {
    return this.cssRules
  },
})

/** Pastes into an empty statement and shows what stands there. */
function paste(html: string): string[] {
  const text = write('p |')
  text.editor.view.pasteHTML(html)
  return text.lines().map((line) => line.replaceAll('|', '').trimEnd())
}

function copy({ editor }: Writing) {
  const { dom, text } = editor.view.serializeForClipboard(editor.state.selection.content())
  return { html: dom.innerHTML, text }
}

/** Selects from the start of one block to the end of another. */
function select(text: Writing, from: number, to: number): Writing {
  const { doc, tr } = text.editor.state
  const starts: number[] = []
  doc.forEach((_block, start) => starts.push(start + 1))
  const end = starts[to]! + doc.child(to).content.size
  text.editor.view.dispatch(tr.setSelection(TextSelection.create(doc, starts[from]!, end)))
  return text
}

describe('pasting from pages', () => {
  test('items and quotes that hold paragraphs are one block each', () => {
    expect(
      paste('<ul><li><p>one</p></li><li><p>two</p></li></ul><blockquote><p>three</p><p>four</p></blockquote>'),
    ).toEqual(['- one', '- two', 'q three', 'q four'])
  })
  test('a second paragraph of an item goes on in it, so that the list counts on', () => {
    expect(paste('<ol><li><p>one</p><p>more</p></li><li>two</li></ol>')).toEqual(['1 one⏎more', '1 two'])
  })
  test('nested lists become depth, well or badly nested', () => {
    expect(paste('<ol><li>a<ol><li>b<ul><li>c</li></ul></li></ol></li><li>d</li></ol>')).toEqual([
      '1 a',
      '1> b',
      '->> c',
      '1 d',
    ])
    expect(paste('<ul><li>a</li><ul><li>b</li></ul></ul>')).toEqual(['- a', '-> b'])
  })
  test('headings keep three levels', () => {
    expect(paste('<h1>a</h1><h2>b</h2><h3>c</h3><h5>d</h5>')).toEqual(['h1 a', 'h2 b', 'h3 c', 'h3 d'])
  })
  test('cells become paragraphs, images and scripts leave nothing behind', () => {
    const html = `<table><tr><td>a</td><td><p>b</p></td></tr></table><p>x<img src="data:," alt="alt">y</p>
      <figure><img src="data:,"></figure><script>alert(1)</script><style>p{color:red}</style><svg><text>no</text></svg>`
    expect(paste(html)).toEqual(['p a', 'p b', 'p xy'])
  })
  test('divs are paragraphs, a break is a break, two breaks part paragraphs', () => {
    expect(paste('<div>a<br>b</div><div>c<br><br>d<br></div><div><br></div>')).toEqual(['p a⏎b', 'p c', 'p d'])
  })
  test('white space flows, a no-break space stays', () => {
    expect(paste('<p>\n  one\n  <b> two</b>\u00A0: three </p>\n\n<p>&nbsp;</p>')).toEqual([
      'p one <bold>two</bold>\u00A0: three',
    ])
  })
  test('links lead to http, https and mail; other links are words', () => {
    const html =
      '<p><a href="https://un.org">a</a> <a href="mailto:a@un.org">b</a> <a href="javascript:alert(1)">c</a> <a href="/d">d</a></p>'
    expect(paste(html)).toEqual(['p <link https://un.org>a</link> <link mailto:a@un.org>b</link> c d'])
  })
  test('ids and colours are dropped', () => {
    const text = write('p |')
    text.editor.view.pasteHTML('<p data-id="b7" id="b7" style="color:red" class="x">one</p><p data-id="b7">two</p>')
    expect(text.ids()).not.toContain('b7')
    expect(text.lines()).toEqual(['p one', 'p two|'])
  })
  test('the weight that a browser writes into a copied heading is not bold', () => {
    expect(paste('<h2 style="font-weight:700">a <b>b</b></h2>')).toEqual(['h2 a <bold>b</bold>'])
  })
  test('words join the paragraph they are pasted into', () => {
    const text = write('q be|fore')
    text.editor.view.pasteHTML('<meta charset="utf-8"><span style="font-style:italic">word</span>')
    expect(text.lines()).toEqual(['q be<italic>word</italic>|fore'])
  })
  test('a list pasted within a paragraph keeps its items', () => {
    const text = write('p be|fore')
    text.editor.view.pasteHTML('<ul><li>one</li><li>two</li></ul>')
    expect(text.lines()).toEqual(['p beone', '- two|fore'])
  })
})

describe('pasting from Word', () => {
  const item = (level: number, marker: string, words: string, name = 'MsoListParagraphCxSpMiddle') =>
    `<p class=${name} style='margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span
    lang=EN-GB style='font-family:Symbol;mso-bidi-font-family:Symbol'><span style='mso-list:Ignore'>${marker}<span
    style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]><span lang=EN-GB>${words}<o:p></o:p></span></p>`
  const page = (body: string) => `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
    <meta name=Generator content="Microsoft Word 15"><link rel=File-List href="file:///C:/filelist.xml">
    <!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
    <style><!-- p.MsoNormal, p.MsoListParagraphCxSpMiddle {mso-style-parent:""; margin:0cm; font-size:11.0pt;} h1 {font-weight:bold;}
    @page WordSection1 {size:595.3pt 841.9pt;} --></style></head>
    <body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->${body}<!--EndFragment--></body></html>`

  test('list paragraphs become items with their depth, without the number Word wrote', () => {
    const html = page(
      item(1, '1.', 'first', 'MsoListParagraphCxSpFirst') +
        item(2, '(a)', 'deeper') +
        item(3, 'iv.', 'deepest') +
        item(1, '2.', 'second') +
        item(1, '·', 'dot') +
        item(2, 'o', 'circle', 'MsoListParagraphCxSpLast'),
    )
    expect(paste(html)).toEqual(['1 first', '1> deeper', '1>> deepest', '1 second', '- dot', '-> circle'])
  })
  test('paragraphs, headings and quotes come without empty paragraphs, smart tags and styles', () => {
    const html =
      page(`<h1 style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>I.</span>Introduction<o:p></o:p></h1>
      <p class=MsoNormal><o:p>&nbsp;</o:p></p>
      <p class=MsoNormal><st1:country-region w:st="on">Norway</st1:country-region> said <b style='mso-bidi-font-weight:normal'>so</b>
      on the 11<sup>th</sup>.<o:p></o:p></p><p class=MsoQuote>We, the peoples<o:p></o:p></p><p class=MsoTitle>Statement</p>`)
    expect(paste(html)).toEqual([
      'h1 Introduction',
      'p Norway said <bold>so</bold> on the 11<superscript>th</superscript>.',
      'q We, the peoples',
      'h1 Statement',
    ])
  })
  test('its footnotes become notes, numbered by us', () => {
    const html = page(`<p class=MsoNormal>words<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"
      title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]><span
      class=MsoFootnoteReference>[1]</span><![endif]></span></span></a> on<o:p></o:p></p>
      <div style='mso-element:footnote-list'><br clear=all><hr align=left size=1 width="33%">
      <div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1"
      name="_ftn1" title=""><span class=MsoFootnoteReference>[1]</span></a> The note.<o:p></o:p></p></div></div>`)
    const [words, note] = paste(html)
    const name = /\[\^(\w+)\]/.exec(words!)![1]
    expect([words, note]).toEqual([`p words[^${name}] on`, `fn:${name} The note.`])
    expect(name).toHaveLength(12)
  })
})

describe('pasting from Google Docs', () => {
  test('spans become marks, the wrapper is not bold, lists keep their level', () => {
    const span = (
      words: string,
      style = 'font-weight:400;font-style:normal;vertical-align:baseline;text-decoration:none',
    ) => `<span style="font-size:11pt;font-family:Arial,sans-serif;white-space:pre-wrap;${style}">${words}</span>`
    const html = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr">${span('Title')}</h2>
      <p dir="ltr" style="line-height:1.38">${span('plain ')}${span('bold', 'font-weight:700;vertical-align:baseline')}${span(
        ' both',
        'font-weight:700;font-style:italic',
      )}${span('2', 'vertical-align:super;font-weight:400')} <a href="https://un.org" style="text-decoration:none">${span(
        'link',
        'text-decoration:underline',
      )}</a></p><br><ol><li dir="ltr" aria-level="1" style="list-style-type:decimal"><p dir="ltr" role="presentation">${span(
        'one',
      )}</p></li><ol><li dir="ltr" aria-level="2"><p dir="ltr" role="presentation">${span('deeper')}</p></li></ol></ol></b>`
    expect(paste(html)).toEqual([
      'h2 Title',
      'p plain <bold>bold</bold><bold><italic> both</italic></bold><superscript>2</superscript> <link https://un.org>link</link>',
      '1 one',
      '1> deeper',
    ])
  })
})

describe('pasting plain text', () => {
  test('each line is a paragraph, letter for letter', () => {
    const text = write('p |')
    text.editor.view.pasteText('1. One  *two*\r\n\r\n**three** <b>four</b>\n')
    expect(text.lines()).toEqual(['p 1. One  *two*', 'p **three** <b>four</b>', 'p |'])
  })
})

describe('an address pasted over words', () => {
  test('links them', () => {
    const text = write('p |words| here')
    text.editor.view.pasteText('https://un.org')
    expect(text.lines()[0]!.replaceAll('|', '')).toBe('p <link https://un.org>words</link> here')
  })
})

describe('copying', () => {
  test('items leave as nested lists that count as on the page', () => {
    const text = write('1 zero', '1 one', '1> a', '->> dot', '1> b', '1 two', 'p end')
    expect(copy(select(text, 1, 6)).html).toBe(
      '<ol type="1" start="2" data-pm-slice="1 1 []"><li data-depth="0">one<ol type="a"><li data-depth="1">a' +
        '<ul><li data-depth="2">dot</li></ul></li><li data-depth="1">b</li></ol></li><li data-depth="0">two</li></ol><p>end</p>',
    )
    expect(copy(select(text, 1, 6)).text).toBe('2. one\n    (a) a\n        • dot\n    (b) b\n3. two\n\nend')
  })
  test('words from within an item leave it behind, a whole item does not', () => {
    const text = write('1 one |two| three')
    expect(copy(text)).toEqual({ html: '<p data-pm-slice="1 1 []">two</p>', text: 'two' })
    expect(copy(select(text, 0, 0)).text).toBe('1. one two three')
  })
  test('a note goes with its words', () => {
    const text = write('p |one[^x]| two[^y]', 'fn:x of one', 'fn:y of two')
    expect(copy(text)).toEqual({
      html:
        '<p data-pm-slice="1 1 []">one<sup class="footnote-reference" data-note="x">1</sup></p>' +
        '<p data-role="footnote" data-note="x"><sup class="footnote-number">1 </sup>of one</p>',
      text: 'one[1]\n\n[1] of one',
    })
  })
  test('comes back without loss', () => {
    const lines = [
      'h1 Title',
      'sal Mr.  Chair,',
      'p  two  spaces ',
      'p ',
      'q quote',
      'q more',
      '1 a',
      '1> b',
      '->> c',
      '- d',
      'p e⏎',
    ]
    const text = select(write(...lines), 0, lines.length - 1)
    const back = write('p |')
    back.editor.view.pasteHTML(copy(text).html)
    expect(back.lines().map((line) => line.replaceAll('|', ''))).toEqual(lines)
  })
})

describe('notes on the way', () => {
  test('words cut and pasted find their note again', () => {
    const text = write('p |one[^x]| two', 'fn:x note')
    const { html } = copy(text)
    text.editor.commands.deleteSelection()
    text.editor.commands.setTextSelection(5)
    text.editor.view.pasteHTML(html)
    expect(text.lines()).toEqual(['p  twoone[^x]|', 'fn:x note'])
  })
  test('copied words get a note of their own, in its place', () => {
    const text = write('p |one[^x]|', 'p two[^y]', 'fn:x of one', 'fn:y of two')
    const { html } = copy(text)
    text.editor.commands.setTextSelection(7)
    text.editor.view.pasteHTML(html)
    const [first, second, ...notes] = text.lines()
    const name = /one\[\^(\w{12})\]\|two/.exec(second!)![1]
    expect([first, ...notes]).toEqual(['p one[^x]', 'fn:x of one', `fn:${name} of one`, 'fn:y of two'])
  })
  test('nothing pasted into a note leaves it', () => {
    const text = write('p one[^x]', 'fn:x no|te')
    text.editor.view.pasteHTML('<p>a</p><ul><li>b</li></ul>')
    expect(text.lines()).toEqual(['p one[^x]', 'fn:x noa⏎b|te'])
  })
})
