import { expect, test } from 'vitest'
import type { Thread } from '#shared/thread/thread.ts'
import { type Book, emptyBook, learnAll, learnGone, learnThread } from '../../../client/thread/thread-book.ts'
import { ModelServer } from './model-server.ts'
import { here, person, says, somewhere } from './pages.ts'

const canada = person('ann', 'Canada')
const server = new ModelServer(here)
const first = await server
  .for(canada)
  .open({ key: crypto.randomUUID(), anchor: somewhere, audience: 'all', text: says('first') })
const second: Thread = { ...first, changedAt: first.changedAt + 5 }

const moment = (asked: number, answered: number) => ({ asked, answered })
const knows = (book: Book): Thread | undefined => book.known.get(first.id)?.thread
const knowing = (thread: Thread, asked: number, answered: number): Book =>
  learnThread(emptyBook, thread, moment(asked, answered))

test('what was asked after the other was answered is newer, even where the clock of the server was set back', () => {
  expect(knows(learnThread(knowing(second, 1, 2), first, moment(3, 4)))?.changedAt).toBe(first.changedAt)
})

test('of two answers on their way together the thread says which is newer, else the one asked for later', () => {
  expect(knows(learnThread(knowing(second, 2, 3), first, moment(1, 4)))?.changedAt).toBe(second.changedAt)
  expect(knows(learnThread(knowing(first, 2, 3), second, moment(1, 4)))?.changedAt).toBe(second.changedAt)
  const mended = { ...first, anchorVersion: 2 }
  expect(knows(learnThread(knowing(mended, 2, 3), first, moment(1, 4)))?.anchorVersion).toBe(2)
  const seen = { ...first, unseen: 1 }
  expect(knows(learnThread(knowing(first, 1, 3), seen, moment(2, 4)))?.unseen).toBe(1)
  expect(knows(learnThread(knowing(first, 2, 3), seen, moment(1, 4)))?.unseen).toBe(0)
})

test('a thread that is gone comes back with no answer that was asked for before', () => {
  const gone = learnGone(knowing(first, 1, 2), first.id, moment(4, 5))
  expect(knows(learnThread(gone, second, moment(3, 6)))).toBeUndefined()
  expect(knows(learnAll(gone, [second], moment(3, 6)))).toBeUndefined()
})

test('a list takes away what it does not name, unless that came while it was on its way', () => {
  expect(knows(learnAll(knowing(first, 1, 2), [], moment(3, 4)))).toBeUndefined()
  expect(knows(learnAll(knowing(first, 2, 3), [], moment(1, 4)))).toBeDefined()
})
