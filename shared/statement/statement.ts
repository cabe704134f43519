/** The statement: the text that is drafted, with its meeting data. */
import { z } from 'zod'
import { delegationId, statementId } from '../people/people.ts'

/** The languages a statement can be written in: the six of the United Nations. */
export const language = z.enum(['en', 'fr', 'es', 'ru', 'ar', 'zh'])
export type Language = z.infer<typeof language>

/** The fields on top of the sheet, in their order. Each is one plain Y.Text of the statement's document. */
export const letterheadFields = [
  'meeting',
  'title',
  'agendaItem',
  'date',
  'place',
  'symbol',
  'deliveredBy',
  'onBehalfOf',
  'timeLimit',
] as const
export type LetterheadField = (typeof letterheadFields)[number]
export type Letterhead = Record<LetterheadField, string>

export const emptyLetterhead: Letterhead = {
  meeting: '',
  title: '',
  agendaItem: '',
  date: '',
  place: '',
  symbol: '',
  deliveredBy: '',
  onBehalfOf: '',
  timeLimit: '',
}

/** Characters a letterhead field may hold. */
export const longestField = 500

/** The texts of our own that a statement may begin with. */
export const template = z.enum(['contact-group-report', 'joint-statement', 'national-statement'])
export type Template = z.infer<typeof template>

export const statement = z.object({
  id: statementId,
  title: z.string(),
  penholder: delegationId,
  drafting: z.enum(['open', 'pen']),
  /** Raised when the text is replaced from outside, as by a restore: old tabs must not bring the old text back. */
  epoch: z.int(),
  createdAt: z.int(),
  changedAt: z.int(),
  archivedAt: z.int().nullable(),
})
export type Statement = z.infer<typeof statement>
