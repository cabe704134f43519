/** Comments as a list at the end, each with a link to its words; `read-page-comments.ts` reads it back. */
import { languageOfPaper } from '#shared/exchange/formats.ts'
import { href } from '#shared/statement/schema.ts'
import type { Language } from '#shared/statement/statement.ts'
import { plainComment, type Piece } from '#shared/thread/thread.ts'
import { inBrackets, type Paper, type Remark } from '../paper.ts'
import { momentOf, terms } from '../terms.ts'
import { ownHtml, speech } from './speech.ts'
import { escape, type Html, tag } from './tags.ts'

/** Longer quotes are cut where their words are above. */
const longestQuote = 120

/** The threads that have something to say, in the order of their numbers: 1 for the first. */
export const spoken = ({ remarks }: Paper): Remark[] => remarks.filter(({ comments }) => comments.length > 0)

export function commentsHtml(paper: Paper): Html {
  const remarks = spoken(paper)
  if (remarks.length === 0) return ''
  const { language, choices } = paper
  const own = languageOfPaper(choices, language)
  return tag(
    'section',
    { class: 'comments', 'aria-labelledby': 'comments' },
    '\n',
    tag('h2', { id: 'comments' }, ownHtml(terms[own].comments, own, language)),
    '\n',
    tag('ol', {}, '\n', ...remarks.map((remark, k) => `${remarkHtml(remark, k + 1, own, language)}\n`)),
    '\n',
  )
}

function remarkHtml(remark: Remark, number: number, own: Language, language: Language): Html {
  const { at, quote, resolved, comments } = remark
  const words = terms[own]
  const sayOwn = (text: string): Html => ownHtml(text, own, language)
  const whole = quote.replace(/[\s\ufffc]+/g, ' ').trim()
  const quoted = escape(`“${at === null ? whole : cut(whole)}”`)
  const state = resolved ? ` ${sayOwn(`(${words.resolved})`)}` : ''
  const said = tag('bdi', speech(quote, language), quoted)
  const about = at === null ? `${sayOwn(words.quoted)} ${said}` : tag('a', { href: `#words-${number}` }, said)
  return tag(
    'li',
    { id: `comment-${number}`, ...(resolved ? { 'data-resolved': 'yes' } : {}) },
    tag('p', { class: 'about' }, about, state),
    ...comments.map(({ author, delegation, at: moment, text }) => {
      const time = tag('time', { datetime: new Date(moment).toISOString() }, sayOwn(momentOf(moment, own)))
      return [
        tag(
          'p',
          { class: 'by' },
          tag('b', {}, tag('bdi', {}, escape(author))),
          escape(`${inBrackets(delegation)}, `),
          time,
        ),
        tag('p', { class: 'said', ...speech(plainComment(text), language) }, ...text.map(pieceHtml)),
      ].join('')
    }),
  )
}

function cut(quote: string): string {
  if (quote.length <= longestQuote) return quote
  return `${quote
    .slice(0, longestQuote)
    .toWellFormed()
    .replace(/\ufffd$/, '')}…`
}

function pieceHtml(piece: Piece): Html {
  switch (piece.type) {
    case 'break':
      return '<br>'
    case 'mention':
      return tag('b', {}, escape(`@${piece.name}`))
    case 'text': {
      const leads = href.safeParse(piece.href)
      const plain = escape(piece.text)
      const bold = piece.bold === true ? tag('strong', {}, plain) : plain
      const worn = piece.italic === true ? tag('em', {}, bold) : bold
      return leads.success && URL.canParse(leads.data) ? tag('a', { href: leads.data }, worn) : worn
    }
  }
}
