/** Our own texts to begin with: each is whole, plain about what is to be filled in, and can be drafted like any other. */
import { expect, test } from 'vitest'
import { blockText, plainText } from '#shared/statement/plain-text.ts'
import { readTimeLimit, speakingSeconds, countWords } from '#shared/statement/speaking-time.ts'
import { template } from '#shared/statement/statement.ts'
import { readTemplate } from '../../../server/statement/read-template.ts'

test.each(template.options)('%s', async (name) => {
  const { document, letterhead, language } = await readTemplate(name)
  // Lists and the sheet show what is entered: nothing there is only a gap.
  expect(Object.values(letterhead).filter((field) => /^\[[^\]]*\]$/.test(field))).toEqual([])
  expect(letterhead.title).toMatch(/^(Report|Joint statement|Statement)/)
  expect(document.content.at(0)?.type).toBe('salutation')
  expect(document.content.at(-1)?.type).toBe('salutation')
  const unnumbered = document.content.filter(({ type }) => type === 'paragraph').map(blockText)
  expect(unnumbered.filter((words) => words.endsWith('President,'))).toEqual([])
  const text = plainText(document)
  // Brackets open and close, none is left of the Markdown, and nothing is numbered by hand.
  let deep = 0
  for (const bracket of text.match(/[[\]]/g) ?? []) expect((deep += bracket === '[' ? 1 : -1)).toBeGreaterThanOrEqual(0)
  expect(deep).toBe(0)
  expect(text).not.toMatch(/[#*_<>]|^\d\./m)
  const seconds = speakingSeconds(countWords(document, language), 110)
  expect(seconds).toBeLessThanOrEqual(readTimeLimit(letterhead.timeLimit ?? '') ?? 0)
})
