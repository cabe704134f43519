/** HTML: valid, safe, what it says of itself, and back into the same statement. */
import { parse, type ParserError } from 'parse5'
import { describe, expect, test } from 'vitest'
import { decodeText } from '../../../server/exchange/decode-text.ts'
import { readHtml } from '../../../server/exchange/read-html.ts'
import { writeHtml } from '../../../server/exchange/write-html.ts'
import { seeded, seeds } from '../../random.ts'
import { randomPaper } from '../../random-statement.ts'
import { bare, inOrder } from './held.ts'

describe.each(seeds(1, 30, 300))('of a statement by chance, seed %i', (seed) => {
  const it = randomPaper(seeded(seed))
  const page = decodeText(writeHtml(it))

  test('there is no fault in it', () => {
    const faults: ParserError[] = []
    parse(page, { onParseError: (fault) => faults.push(fault) })
    expect(faults).toEqual([])
  })

  test('reads back as it was', () => {
    const { document, letterhead, language } = readHtml(page)
    expect(bare(document.content)).toEqual(bare(inOrder(it.document, it.language)))
    expect(letterhead).toEqual(Object.fromEntries(Object.entries(it.letterhead).filter(([, said]) => said !== '')))
    expect(language).toBe(it.language)
  })
})
