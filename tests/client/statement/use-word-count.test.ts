// @vitest-environment happy-dom
/** Counting only what has changed says what counting all of it says, at every step of writing and in every language. */
import { expect, test } from 'vitest'
import { countWords } from '#shared/statement/speaking-time.ts'
import { language } from '#shared/statement/statement.ts'
import { countSpokenWords } from '../../../client/statement/use-word-count.ts'
import { write } from './writing.ts'

test('blocks that change, split, join, change their role and go', () => {
  const writing = write('sal Mr. Chair', 'p 10 000 mines and 条约文本 words| here', 'fn:a not spoken', '1 an item')
  const { editor } = writing
  const counts = (): number[] => {
    const { doc } = editor.state
    const each = language.options.map((one) => countSpokenWords(doc, one))
    expect(each).toEqual(language.options.map((one) => countWords(doc.toJSON(), one)))
    return each
  }
  const [first = 0] = counts()
  const steps = [
    () => writing.type(' and three more'),
    () => writing.press('Enter', { shift: true }),
    () => writing.press('Enter'),
    () => writing.press('Backspace'),
    () => editor.commands.setTextSelection({ from: 1, to: 5 }),
    () => editor.commands.toggleMark('bold'),
    () => editor.commands.deleteSelection(),
  ]
  const english = steps.map((step) => {
    step()
    return (counts()[0] ?? 0) - first
  })
  expect(english).toEqual([3, 3, 3, 3, 3, 3, 2])
})
