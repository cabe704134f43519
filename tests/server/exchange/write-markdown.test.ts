/** Markdown: good to read, nothing of a text becomes markup, and back into the same statement. */
import { describe, expect, test } from 'vitest'
import { decodeText } from '../../../server/exchange/decode-text.ts'
import { readMarkdown } from '../../../server/exchange/read-markdown.ts'
import { writeMarkdown } from '../../../server/exchange/write-markdown.ts'
import { seeded, seeds } from '../../random.ts'
import { randomPaper } from '../../random-statement.ts'
import { bare, heldByMarkdown } from './held.ts'

describe.each(seeds(1, 30, 300))('of a statement by chance, seed %i', (seed) => {
  const it = randomPaper(seeded(seed))
  const source = decodeText(writeMarkdown(it))

  test('reads back as it was, in all that Markdown holds', () => {
    const { document, letterhead, language } = readMarkdown(source)
    expect(bare(document.content)).toEqual(bare(heldByMarkdown(it.document)))
    expect(letterhead).toEqual(Object.fromEntries(Object.entries(it.letterhead).filter(([, said]) => said !== '')))
    expect(language).toBe(it.language)
  })
})
