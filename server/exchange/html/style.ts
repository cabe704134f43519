/** How the page looks, on the screen and printed: like our paper, in letters that every office has. */
import type { Language } from '#shared/statement/statement.ts'
import { languageOfPaper } from '#shared/exchange/formats.ts'
import { hues } from '../docx/look.ts'
import type { Paper } from '../paper.ts'
import { terms } from '../terms.ts'

/** Nothing of a text stands in it. */
export const styleOf = ({ language, hands, choices }: Paper): string =>
  [
    sheet,
    numbers,
    pageNumbers(languageOfPaper(choices, language)),
    ...new Set(hands.map(({ hue }) => `.d${hue} { color: #${hues[hue - 1] ?? '1c1b19'} }`)),
  ].join('\n')

const sheet = `:root { color-scheme: light; --ink: #1c1b19; --ink-2: #54514a; --ink-3: #6b675f; --line: #d0cbc0; --step: 1.9em; --text: 'Source Serif 4', 'Source Serif Pro', 'Noto Serif', 'Noto Naskh Arabic', 'Noto Serif SC', 'Noto Serif CJK SC', 'Songti SC', SimSun, Georgia, 'Times New Roman', serif; --ui: Inter, 'Segoe UI', 'Helvetica Neue', Arial, 'Noto Sans Arabic', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif }
* { box-sizing: border-box }
body { margin: 0; background: #f3f1ec; color: var(--ink); font: 1.125rem/1.5556 var(--text); -webkit-text-size-adjust: 100%; text-size-adjust: 100% }
body:lang(ar) { font-size: 1.1875rem; line-height: 1.8 }
[data-role][lang='ar'] { line-height: 1.8 }
article { max-width: 50rem; margin: 2.5rem auto; padding: 4rem 5.5rem 5rem 6.5rem; background: #fff; box-shadow: 0 1px 2px rgb(60 52 40 / 0.07) }
[dir='rtl'] > body > article { padding: 4rem 6.5rem 5rem 5.5rem }
p, h1, h2, h3, h4, ol, ul, dl, dd, blockquote { margin: 0; padding: 0 }
a { color: inherit; text-decoration-thickness: 1px; text-underline-offset: 3px }
sup, sub { font-size: 0.68em; line-height: 0 }
sup { vertical-align: 0.42em }
.letterhead { margin-bottom: 1.75rem; font: 500 0.8125rem/1.4 var(--ui) }
.delivery { margin-bottom: 1.5rem; font-weight: 600; text-align: end }
.top { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1.5rem; padding-top: 0.625rem; border-top: 2px solid var(--ink) }
.top > :first-child { flex: 1 1 60%; max-width: 27.5rem }
.top > :not([data-field='meeting']) { color: var(--ink-2) }
.top > .version { flex-basis: 100%; font-weight: 400 }
[data-field] { white-space: pre-line }
:root[dir='ltr'] :is(dd, .top > *) { text-align: left }
:root[dir='rtl'] :is(dd, .top > *) { text-align: right }
h1 { max-width: 37.5rem; margin: 1.125rem 0 1.25rem; font: 600 2rem/1.17 var(--text); letter-spacing: -0.013em; text-wrap: balance }
h1:lang(ar) { font-size: 1.875rem; line-height: 1.5; letter-spacing: 0 }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(7rem, 1fr)); border-block: 1px solid var(--line) }
dl:has(> :nth-child(5)) { grid-template-columns: repeat(3, 1fr) }
dl div { padding-block: 0.5rem 0.625rem; padding-inline-end: 0.75rem }
dt { margin-bottom: 0.1875rem; color: var(--ink-3); font-size: 0.6875rem; font-weight: 400 }
.hands { margin-top: 0.75rem; font-weight: 400 }
.hands span { font-weight: 600 }
[data-role] { position: relative; margin-bottom: 1.75rem; white-space: break-spaces; overflow-wrap: break-word }
h2, h3, h4 { font-size: 1em; font-weight: 600; text-wrap: balance; margin-top: 1.3125rem }
h2 { margin-top: 1.75rem; font-size: 1.3333em; line-height: 1.1667; letter-spacing: -0.008em }
h4 { font-weight: 500; font-style: italic }
h4:lang(ar), h4:lang(zh) { font-style: normal }
.text > :first-child { margin-top: 0 }
blockquote { padding-inline: calc(var(--step) - 2px) var(--step); border-inline-start: 2px solid var(--line); margin-bottom: 1.75rem }
blockquote > :last-child, li:last-child > p:last-child, .notes li > p:last-child { margin-bottom: 0 }
.number { position: absolute; inset-inline-start: -3.5rem; inline-size: 2.25rem; color: var(--ink-3); font: 0.75rem/1.75rem var(--ui); font-variant-numeric: tabular-nums; text-align: end; text-decoration: none; user-select: none }
.text > ol, .text > ul { margin-bottom: 1.75rem }
.text li { margin-bottom: 0.4375rem }
.text li > p { margin-bottom: 0.4375rem }
mark { background: #faf0d8; color: inherit; box-decoration-break: clone; -webkit-box-decoration-break: clone }
.remark { margin-inline-start: 0.15em; padding: 0 0.3em; border: 1px solid var(--line); border-radius: 3px; color: var(--ink-2); font: 0.625rem/1.4 var(--ui); text-decoration: none; vertical-align: 0.3em; white-space: nowrap }
.ref { text-decoration: none; font-variant-numeric: tabular-nums }
[data-role='footnote'] { margin-bottom: 0.4375rem; font-size: 0.8333em; line-height: 1.5 }
.notes { margin-top: 2.5rem; padding-top: 0.625rem }
.notes::before { content: ''; display: block; inline-size: 9em; margin-bottom: 0.625rem; border-top: 1px solid var(--line) }
.notes h2, .comments h2 { margin: 0 0 0.75rem; font: 600 0.8125rem/1.4 var(--ui); letter-spacing: 0 }
.notes ol { padding-inline-start: var(--step); font-variant-numeric: tabular-nums }
.notes li::marker { font-size: 0.75em }
.back { text-decoration: none; font-family: var(--ui); font-size: 0.75em; white-space: nowrap }
.comments { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); font: 0.8125rem/1.5 var(--ui) }
.comments > ol { padding-inline-start: 2em }
.comments li { margin-bottom: 1.125rem }
.comments .about { color: var(--ink-2); font-style: italic }
.comments .about:lang(ar), .comments .about:lang(zh), .about :lang(ar), .about :lang(zh) { font-style: normal }
.comments .by { margin-top: 0.5rem }
.comments .by time { color: var(--ink-3) }
:target { scroll-margin-top: 2rem; outline: 2px solid #1256b2; outline-offset: 3px }
@media (max-width: 50rem) {
  body { background: #fff }
  article, [dir='rtl'] > body > article { margin: 0; padding: 1.5rem 1.25rem 3rem 2.75rem; box-shadow: none }
  [dir='rtl'] > body > article { padding: 1.5rem 2.75rem 3rem 1.25rem }
  h1 { font-size: 1.5rem }
  .number { inset-inline-start: -2.5rem; inline-size: 1.75rem }
}
@media (forced-colors: active) { mark { outline: 1px solid } }
@media print {
  body { background: none; font-size: 12pt; line-height: 1.45; orphans: 2; widows: 2; print-color-adjust: exact; -webkit-print-color-adjust: exact }
  article, [dir='rtl'] > body > article { max-width: none; margin: 0; padding: 0; padding-inline-start: 3rem; box-shadow: none }
  .letterhead { font-size: 8.5pt }
  dt { font-size: 7.5pt }
  h1 { font-size: 20pt }
  h1, h2, h3, h4, .delivery, .letterhead, .about, .by { break-after: avoid; break-inside: avoid }
  .number { font-size: 8pt; line-height: 17.4pt; inset-inline-start: -3rem }
  .notes li { break-inside: avoid }
  .comments { font-size: 9pt }
  a { text-decoration: none }
  .text [href^='http'], .notes [href^='http'] { text-decoration: underline }
  .back { display: none }
  :target { outline: none }
}`

/** 1. then (a) then (i) then (A), as lists.ts has it; what does not know these styles goes by the type of the list. */
const numbers = `@counter-style letters { system: extends lower-alpha; prefix: '('; suffix: ')\\2002' }
@counter-style romans { system: extends lower-roman; prefix: '('; suffix: ')\\2002' }
@counter-style capitals { system: extends upper-alpha; prefix: '('; suffix: ')\\2002' }
@counter-style abjad { system: alphabetic; symbols: '\\623' '\\628' '\\62C' '\\62F' '\\647\\640' '\\648' '\\632' '\\62D' '\\637' '\\64A' '\\643' '\\644' '\\645' '\\646' '\\633' '\\639' '\\641' '\\635' '\\642' '\\631' '\\634' '\\62A' '\\62B' '\\62E' '\\630' '\\636' '\\638' '\\63A'; prefix: '('; suffix: ')\\2002' }
@counter-style quoted { system: extends decimal; prefix: '\\2018'; suffix: '\\2019\\2002' }
@counter-style dash { system: cyclic; symbols: '\\2013'; suffix: '\\2002' }
.text ol, .text ul { padding-inline-start: var(--step) }
.text li::marker { font-variant-numeric: tabular-nums }
ol[data-depth='1'] { list-style-type: letters }
ol[data-depth='2'] { list-style-type: romans }
ol[data-depth='3'] { list-style-type: capitals }
:root:lang(ar) ol[data-depth='1'] { list-style-type: abjad }
:root:lang(ar) ol[data-depth='2'] { list-style-type: quoted }
ul[data-depth='0'], ul[data-depth='2'] { list-style-type: disc }
ul[data-depth='1'], ul[data-depth='3'] { list-style-type: dash }
[data-skipped='1'] { margin-inline-start: var(--step) }
[data-skipped='2'] { margin-inline-start: calc(2 * var(--step)) }
[data-skipped='3'] { margin-inline-start: calc(3 * var(--step)) }`

function pageNumbers(language: Language): string {
  const [before, between, behind] = terms[language].page.map((words) => `'${words}'`)
  return `@page { margin: 25mm 22mm 23mm; @bottom-center { content: ${before} counter(page) ${between} counter(pages) ${behind}; font: 8pt Arial, sans-serif; color: #54514a } }`
}
