/** People who comment over a network that loses what it likes: every comment is said once, and all pages agree. */
import 'fake-indexeddb/auto'
import { expect, test, vi } from 'vitest'
import { Refusal } from '#shared/refusal.ts'
import { wipeDatabase } from '../../../client/room/device-database.ts'
import { seeded, seeds } from '../../random.ts'
import { bad, ModelServer } from './model-server.ts'
import { here, person, says, somewhere, TestPage } from './pages.ts'

const canada = person('ann', 'Canada')
const norway = person('bo', 'Norway')
/** Two tabs of one person, and another person. */
const people = [canada, canada, norway]

/** As often as this a comment is written or something is done with one. */
const steps = 80

for (const seed of seeds(100, 10, 300)) {
  test(`nothing is lost, doubled or out of order, seed ${seed}`, async () => {
    await wipeDatabase()
    const random = seeded(seed)
    let calm = false
    const network = bad(random, () => calm)
    const server = new ModelServer(here)
    const openPage = (k: number): TestPage => new TestPage(server, people[k]!, network).connect()
    const pages = people.map((_, k) => openPage(k))
    /** Of each tab, in the order in which they were written. */
    const written: string[][] = people.map(() => [])
    /** Deleted or given up by who wrote them. */
    const removed = new Set<string>()
    let count = 0

    const step = async (): Promise<void> => {
      const k = random.int(people.length)
      const page = pages[k]!
      const { threads } = page
      const thread = threads.all.length > 0 ? random.pick(threads.all) : undefined
      const own = thread?.comments.filter(
        ({ author, text }) => author.delegateId === people[k]!.delegateId && text !== null,
      )
      switch (random.int(11)) {
        case 0:
        case 1:
        case 2: {
          const words = `c${(count += 1)}`
          written[k]!.push(words)
          threads.open({ anchor: somewhere, audience: 'all', text: says(words) })
          break
        }
        case 3:
        case 4:
        case 5: {
          if (thread === undefined) break
          const words = `c${(count += 1)}`
          written[k]!.push(words)
          threads.reply(thread, says(words))
          break
        }
        case 6: {
          if (thread === undefined || own === undefined || own.length === 0 || random.chance(0.5)) break
          const comment = random.pick(own)
          for (const part of comment.text ?? []) if (part.type === 'text') removed.add(part.text)
          // With a thread that waits goes what waits in it.
          if (comment === thread.comments[0] && comment.id === null)
            for (const { text } of thread.comments)
              for (const part of text ?? []) if (part.type === 'text') removed.add(part.text)
          await threads.remove(thread, comment).catch(refused)
          break
        }
        case 7:
          if (thread !== undefined) await threads.setState(thread, 'resolved').catch(refused)
          break
        case 8:
          threads.see(threads.all.filter(() => random.chance(0.5)))
          break
        case 9:
          if (page.connected) page.disconnect()
          else page.connect()
          break
        case 10:
          if (random.chance(0.3)) {
            page.close()
            pages[k] = openPage(k)
          }
          break
      }
      await new Promise((resolve) => setTimeout(resolve, random.int(4)))
    }
    for (let k = 0; k < steps; k += 1) await step()
    calm = true
    for (const page of pages) {
      page.disconnect()
      page.connect()
    }

    await vi.waitFor(
      () => {
        pages.forEach((page, k) => {
          const waiting = page.all.flatMap(({ comments }) => comments.filter((one) => one.waiting !== null))
          expect(waiting.every((one) => one.waiting instanceof Refusal)).toBe(true)
          const shown = page.all.flatMap(({ id, comments, ...thread }) => {
            return id === null ? [] : [{ ...thread, id, comments: comments.filter((one) => one.id !== null) }]
          })
          // What was opened in the same ms stands in any order.
          expect(byId(shown)).toMatchObject(byId(server.listFor(people[k]!)))
        })
      },
      { timeout: 15_000, interval: 20 },
    )
    const onServer = [...server.wordsOf(canada), ...server.wordsOf(norway)]
    expect(new Set(onServer).size).toBe(onServer.length)
    const onDevice = pages.flatMap((page) => page.all.flatMap(wordsThatWait))
    for (const words of written.flat())
      if (!removed.has(words) && !onDevice.includes(words)) expect(onServer).toContain(words)
    written.forEach((said) => {
      const stands = onServer.filter((words) => said.includes(words))
      expect(stands).toEqual(said.filter((words) => stands.includes(words)))
    })
    for (const page of pages) page.close()
  })
}

const byId = (threads: readonly { readonly id: string }[]) =>
  threads.toSorted((one, other) => one.id.localeCompare(other.id))

/** What was refused has a reason that a network or another person can give. */
function refused(error: unknown): void {
  if (!(error instanceof Refusal)) throw error
  expect(['unreachable', 'unknown-thread', 'unknown-comment']).toContain(error.code)
}

const wordsThatWait = ({ comments }: TestPage['all'][number]): readonly string[] =>
  comments
    .filter(({ waiting }) => waiting !== null)
    .flatMap(({ text }) => text ?? [])
    .map((part) => (part.type === 'text' ? part.text : ''))
