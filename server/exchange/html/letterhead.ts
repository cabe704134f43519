/** The top of the page, as on the sheet: delivery note, meeting and symbol, title, the fields, and whose words are whose. */
import { languageOfPaper, settle } from '#shared/exchange/formats.ts'
import type { LetterheadField } from '#shared/statement/statement.ts'
import type { Paper } from '../paper.ts'
import { directionOf } from '../scripts.ts'
import { momentOf, terms } from '../terms.ts'
import { ownHtml, speech } from './speech.ts'
import { escape, type Html, tag } from './tags.ts'

const row = ['agendaItem', 'date', 'place', 'deliveredBy', 'onBehalfOf', 'timeLimit'] as const

export function letterheadHtml(paper: Paper): Html {
  const { letterhead, language, choices, at } = paper
  const { deliveryNote, draftMark, moment } = settle(choices)
  const own = languageOfPaper(choices, language)
  const words = terms[own]
  const sayOwn = (text: string): Html => ownHtml(text, own, language)
  const say = (name: string, field: LetterheadField): Html =>
    letterhead[field] === ''
      ? ''
      : tag(name, { 'data-field': field, ...speech(letterhead[field], language) }, escape(letterhead[field]))
  const version = [...(draftMark ? [words.draft] : []), ...(moment ? [words.version(momentOf(at, own))] : [])]
  const top = [
    say('p', 'meeting'),
    say('p', 'symbol'),
    version.length > 0 ? tag('p', { class: 'version' }, sayOwn(version.join('. '))) : '',
  ].join('')
  const fields = row.flatMap((field) =>
    letterhead[field] === '' ? [] : [tag('div', {}, tag('dt', {}, sayOwn(words.fields[field])), say('dd', field))],
  )
  const parts = [
    deliveryNote === 'none' ? '' : tag('p', { class: 'delivery' }, sayOwn(words.deliveryNote[deliveryNote])),
    top === '' ? '' : tag('div', { class: 'top' }, top),
    say('h1', 'title'),
    fields.length > 0 ? tag('dl', {}, ...fields) : '',
    delegationsHtml(paper),
  ].filter((part) => part !== '')
  return parts.length > 0 ? tag('header', { class: 'letterhead' }, '\n', parts.join('\n'), '\n') : ''
}

/** A colour alone says nothing to whoever cannot tell it. */
function delegationsHtml({ hands, language, choices }: Paper): Html {
  const named = new Map(hands.map((hand) => [hand.code, hand]))
  if (named.size === 0) return ''
  const names = [...named.values()].map(({ delegation, code, hue }) =>
    tag('span', { class: `d${hue}` }, escape(`${delegation} (${code})`)),
  )
  const own = languageOfPaper(choices, language)
  const line = `${ownHtml(`${terms[own].wordsBy}:`, own, language)} ${names.join(', ')}`
  // It runs as its own words do, and stands where the others stand.
  return tag('p', { class: 'hands' }, own === language ? line : tag('span', { dir: directionOf(own) }, line))
}
