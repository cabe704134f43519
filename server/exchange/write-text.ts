/** Plain text. */
import { plainText } from '#shared/statement/plain-text.ts'
import type { Paper, Written } from './paper.ts'

export function writeText({ letterhead, document }: Paper): Written {
  return new TextEncoder().encode(`${letterhead.title}\n\n${plainText(document)}\n`)
}
