/** A paper that says the same words everywhere: letterhead, text in every role, notes, links, comments, names. */
import { choices } from '#shared/exchange/formats.ts'
import type { BlockJson, InlineJson, MarkJson } from '#shared/statement/schema.ts'
import { emptyLetterhead, type Letterhead, letterheadFields } from '#shared/statement/statement.ts'
import type { Paper } from '../../../server/exchange/paper.ts'

export function paperSaying(words: string): Paper {
  const said = (...marks: MarkJson[]): InlineJson => ({
    type: 'text',
    text: words,
    ...(marks.length > 0 ? { marks } : {}),
  })
  const block = (
    type: BlockJson['type'],
    attrs: Record<string, string | number>,
    ...content: InlineJson[]
  ): BlockJson => ({
    type,
    attrs: { id: words, ...attrs },
    content: content.length > 0 ? content : [said()],
  })
  const reference: InlineJson = { type: 'footnoteReference', attrs: { note: 'a' } }
  const link: MarkJson = { type: 'link', attrs: { href: 'https://example.org/' } }
  const hostile: MarkJson = { type: 'link', attrs: { href: `javascript:${words}` } }
  const letterhead: Letterhead = { ...emptyLetterhead }
  for (const field of letterheadFields) letterhead[field] = `x ${words}`
  return {
    document: {
      type: 'doc',
      content: [
        block('paragraph', {}),
        block('paragraph', {}, said({ type: 'bold' }), reference, said(link), { type: 'hardBreak' }, said(hostile)),
        block('heading', { level: 2 }),
        block('quote', {}),
        block('numberedItem', { depth: 0 }),
        block('bulletedItem', { depth: 1 }),
        block('footnote', { note: 'a' }),
      ],
    },
    letterhead,
    language: 'en',
    penholder: 'Canada',
    at: Date.UTC(2010, 5, 25, 14, 5),
    remarks: [
      {
        at: { from: { block: 0, offset: 0 }, to: { block: 0, offset: words.length } },
        quote: words,
        resolved: false,
        comments: [
          {
            author: words,
            delegation: words,
            code: 'CAN',
            at: 0,
            text: [
              { type: 'text', text: words },
              { type: 'text', text: words, href: 'https://example.org/' },
            ],
          },
        ],
      },
    ],
    hands: [
      {
        from: { block: 2, offset: 0 },
        to: { block: 2, offset: words.length },
        delegation: 'Canada',
        code: 'CAN',
        hue: 1,
      },
    ],
    choices: choices.parse({ deliveryNote: 'check', comments: 'all', draftMark: 'yes' }),
  }
}
