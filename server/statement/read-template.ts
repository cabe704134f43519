/**
 * Our own texts to begin with, in `templates/`: the letterhead as lines "field: words", a rule, and the text as Markdown.
 * What is to be filled in stands in square brackets, in the text and in the title; other fields that nobody but the author
 * can know stay empty, since the list of statements and the sheet would show the brackets as words.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { blockText } from '#shared/statement/plain-text.ts'
import type { BlockJson } from '#shared/statement/schema.ts'
import type { Letterhead, Template } from '#shared/statement/statement.ts'
import { letterheadFields } from '#shared/statement/statement.ts'
import type { Draft } from '../exchange/draft.ts'
import { readMarkdown } from '../exchange/read-markdown.ts'
import { isSalutation } from '../exchange/salutation.ts'

const folder = join(import.meta.dirname, 'templates')
const rule = '\n---\n'

/** A new draft from it each time, with ids of its own. */
export async function readTemplate(template: Template): Promise<Draft> {
  const written = await readFile(join(folder, `${template}.md`), 'utf8')
  const end = written.indexOf(rule)
  const head = new Map(
    written
      .slice(0, end)
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
  )
  const letterhead: Partial<Letterhead> = {}
  for (const field of letterheadFields) letterhead[field] = head.get(field) ?? ''
  const draft = readMarkdown(written.slice(end + rule.length), letterhead.title)
  const document = { ...draft.document, content: draft.document.content.map(greeting) }
  return { ...draft, letterhead, document, language: 'en' }
}

/** Our speakers turn to the chair in the middle of a text as well, where of another's text nobody could be sure. */
const greeting = (block: BlockJson): BlockJson =>
  block.type === 'paragraph' && isSalutation(blockText(block)) ? { ...block, type: 'salutation' } : block
