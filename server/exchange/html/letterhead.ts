/** The top of the page, as on the sheet: delivery note, meeting and symbol, title, the fields, and whose words are whose. */
import { settle } from '#shared/exchange/formats.ts'
import type { LetterheadField } from '#shared/statement/statement.ts'
import type { Paper } from '../paper.ts'
import { momentOf, terms } from '../terms.ts'
import { speech } from './speech.ts'
import { escape, type Html, tag } from './tags.ts'

const row = ['agendaItem', 'date', 'place', 'deliveredBy', 'onBehalfOf', 'timeLimit'] as const

export function letterheadHtml(paper: Paper): Html {
  const { letterhead, language, choices, at } = paper
  const { deliveryNote, draftMark, moment } = settle(choices)
  const words = terms[language]
  const say = (name: string, field: LetterheadField): Html =>
    letterhead[field] === ''
      ? ''
      : tag(name, { 'data-field': field, ...speech(letterhead[field], language) }, escape(letterhead[field]))
  const version = [...(draftMark ? [words.draft] : []), ...(moment ? [words.version(momentOf(at, language))] : [])]
  const top = [
    say('p', 'meeting'),
    say('p', 'symbol'),
    version.length > 0 ? tag('p', { class: 'version' }, escape(version.join('. '))) : '',
  ].join('')
  const fields = row.flatMap((field) =>
    letterhead[field] === '' ? [] : [tag('div', {}, tag('dt', {}, escape(words.fields[field])), say('dd', field))],
  )
  const parts = [
    deliveryNote === 'none' ? '' : tag('p', { class: 'delivery' }, escape(words.deliveryNote[deliveryNote])),
    top === '' ? '' : tag('div', { class: 'top' }, top),
    say('h1', 'title'),
    fields.length > 0 ? tag('dl', {}, ...fields) : '',
    delegationsHtml(paper),
  ].filter((part) => part !== '')
  return parts.length > 0 ? tag('header', { class: 'letterhead' }, '\n', parts.join('\n'), '\n') : ''
}

/** A colour alone says nothing to whoever cannot tell it. */
function delegationsHtml({ hands, language }: Paper): Html {
  const named = new Map(hands.map((hand) => [hand.code, hand]))
  if (named.size === 0) return ''
  const names = [...named.values()].map(({ delegation, code, hue }) =>
    tag('span', { class: `d${hue}` }, escape(`${delegation} (${code})`)),
  )
  return tag('p', { class: 'hands' }, escape(`${terms[language].wordsBy}: `), names.join(', '))
}
