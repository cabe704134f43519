/** Export: in which formats a statement leaves the room, and what whoever exports it can choose. */
import { z } from 'zod'
import { may, type Standing } from '../people/rights.ts'
import { type Language, language } from '../statement/statement.ts'

/** In the order in which they are offered. All but the archive are papers. */
export const format = z.enum(['docx', 'pdf', 'html', 'markdown', 'txt', 'archive'])
export type Format = z.infer<typeof format>
export type PaperFormat = Exclude<Format, 'archive'>

/** How a file of each format is named and declared. */
export const files = {
  docx: {
    extension: 'docx',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  pdf: { extension: 'pdf', mediaType: 'application/pdf' },
  html: { extension: 'html', mediaType: 'text/html; charset=utf-8' },
  markdown: { extension: 'md', mediaType: 'text/markdown; charset=utf-8' },
  txt: { extension: 'txt', mediaType: 'text/plain; charset=utf-8' },
  archive: { extension: 'json', mediaType: 'application/json' },
} as const satisfies Record<Format, { readonly extension: string; readonly mediaType: string }>

/**
 * Interpreters follow the speaker for "Check against delivery" and the paper for "Read out verbatim", so whoever hands a
 * paper in has to say which: there is no default.
 */
export const deliveryNote = z.enum(['none', 'check', 'verbatim'])
export type DeliveryNote = z.infer<typeof deliveryNote>

export const commentsShown = z.enum(['none', 'open', 'all'])
export const lineNumbers = z.enum(['none', 'every', 'fifth'])
export const paperSize = z.enum(['a4', 'letter'])
/** `text`: as the text is. */
export const paperLanguage = z.enum(['text', ...language.options])

/** How a flag stands in an address. */
const flag = (standing: boolean) => z.enum(['yes', 'no']).default(standing ? 'yes' : 'no')

/** What can be chosen, as it stands in the address of an export. */
export const choices = z.object({
  deliveryNote,
  /** Threads that the exporter may read; those of their own delegation only when they say "all". */
  comments: commentsShown.default('none'),
  lineNumbers: lineNumbers.default('none'),
  paragraphNumbers: flag(true),
  /** "Draft" and the moment of the version on the first page. */
  draftMark: flag(false),
  doubleSpacing: flag(false),
  /** For interpreters: 16 pt, line and paragraph numbers, page x of y, date and time of the version. */
  largePrint: flag(false),
  /** Words in the hue of the delegation that entered them. */
  delegationColours: flag(false),
  paperSize: paperSize.default('a4'),
  /** Of the words that a paper has besides its text: delivery note, names of fields, numbers of pages, dates. */
  paperLanguage: paperLanguage.default('text'),
  /** Of plain text: in lines of 72 columns, as mail and terminals show them; else a line for each paragraph. */
  wrapped: flag(true),
  /** Of an archive: every update there ever was, for whoever holds the pen or administers; with others it is not there. */
  updateLog: flag(true),
})
export type Choices = z.infer<typeof choices>

/** The choices that count for a format: one that it cannot carry is as if nobody had made it. */
export const carriedBy = (format: Format, made: Choices): Choices =>
  choices.parse(
    Object.fromEntries(Object.entries(made).filter(([name]) => !beyond[format].some((other) => other === name))),
  )

/** Who gets the update log with an archive: it holds every word that was ever typed. */
export const mayHaveLog = (standing: Standing): boolean => may('invite', standing)

/** What choices amount to, for a writer: flags as such, and what large print brings along. */
export interface Settled extends Pick<Choices, 'deliveryNote' | 'lineNumbers' | 'paperSize'> {
  readonly paragraphNumbers: boolean
  readonly draftMark: boolean
  /** The moment of the version stands on the first page. */
  readonly moment: boolean
  readonly doubleSpacing: boolean
  readonly largePrint: boolean
  readonly wrapped: boolean
}

export function settle(choices: Choices): Settled {
  const { deliveryNote, lineNumbers, paperSize } = choices
  const largePrint = choices.largePrint === 'yes'
  return {
    deliveryNote,
    lineNumbers: largePrint && lineNumbers === 'none' ? 'every' : lineNumbers,
    paperSize,
    paragraphNumbers: largePrint || choices.paragraphNumbers === 'yes',
    draftMark: choices.draftMark === 'yes',
    moment: largePrint || choices.draftMark === 'yes',
    doubleSpacing: choices.doubleSpacing === 'yes',
    largePrint,
    wrapped: choices.wrapped === 'yes',
  }
}

/** In which language the words are that a paper has besides its text, which is in `text`. */
export const languageOfPaper = ({ paperLanguage }: Pick<Choices, 'paperLanguage'>, text: Language): Language =>
  paperLanguage === 'text' ? text : paperLanguage

/** What a format cannot carry: the dialog disables it and says why, and a file is made without it. */
export const beyond: Readonly<Record<Format, readonly Exclude<keyof Choices, 'deliveryNote'>[]>> = {
  docx: ['wrapped', 'updateLog'],
  pdf: ['wrapped', 'updateLog'],
  html: ['lineNumbers', 'paperSize', 'largePrint', 'doubleSpacing', 'wrapped', 'updateLog'],
  // A paragraph that begins with a number is an item to Markdown.
  markdown: [
    'paragraphNumbers',
    'lineNumbers',
    'paperSize',
    'largePrint',
    'doubleSpacing',
    'delegationColours',
    'wrapped',
    'updateLog',
  ],
  txt: ['lineNumbers', 'paperSize', 'largePrint', 'doubleSpacing', 'delegationColours', 'updateLog'],
  archive: [
    'lineNumbers',
    'paragraphNumbers',
    'draftMark',
    'doubleSpacing',
    'largePrint',
    'delegationColours',
    'paperSize',
    'paperLanguage',
    'wrapped',
  ],
}
