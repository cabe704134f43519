import 'fake-indexeddb/auto'
import { beforeEach, expect, test, vi } from 'vitest'
import { Refusal, type RefusalCode } from '#shared/refusal.ts'
import { wipeDatabase } from '../../../client/room/device-database.ts'
import { forgetDevice } from '../../../client/room/keep-offline.ts'
import { listUnsent } from '../../../client/room/unsent-on-device.ts'
import { keepThreads } from '../../../client/thread/kept-threads.ts'
import type { News } from '../../../client/thread/threads.ts'
import { ModelServer, type Network, perfect } from './model-server.ts'
import { here, person, says, somewhere, TestPage } from './pages.ts'

const canada = person('ann', 'Canada')
const norway = person('bo', 'Norway')

let server: ModelServer
let open: TestPage[] = []
beforeEach(async () => {
  for (const page of open) page.close()
  open = []
  await wipeDatabase()
  server = new ModelServer(here)
})

function openPage(you = canada, network: Network = perfect): TestPage {
  const page = new TestPage(server, you, network)
  open.push(page)
  return page
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const say = (page: TestPage, words: string): string =>
  page.threads.open({ anchor: somewhere, audience: 'all', text: says(words) })

const eventually = (expectation: () => void): Promise<void> => vi.waitFor(expectation, { timeout: 3000, interval: 5 })

const reads = (page: TestPage, ...lines: readonly string[]): Promise<void> =>
  eventually(() => expect(page.reads).toEqual(lines))

/** So many threads, shown on a page of each. */
async function bothRead(count: number): Promise<[TestPage, TestPage]> {
  const [ann, bo] = [openPage(canada).connect(), openPage(norway).connect()]
  const lines = Array.from({ length: count }, (_, k) => `t${k}`)
  for (const line of lines) say(ann, line)
  await reads(bo, ...lines)
  await reads(ann, ...lines)
  await wait(60)
  return [ann, bo]
}

test('a reply draws its thread anew and leaves all others the objects they were, its comments too', async () => {
  const [ann, bo] = await bothRead(5)
  const before = bo.all
  ann.threads.reply(ann.all[2]!, says('answer'))
  await reads(bo, 't0', 't1', 't2 | answer', 't3', 't4')
  bo.all.forEach((thread, k) => expect(thread === before[k]).toBe(k !== 2))
  expect(bo.all[2]!.comments[0]).toBe(before[2]!.comments[0])
  // What reads the same is the same.
  const now = bo.all
  bo.live.readAgain()
  await wait(60)
  expect(bo.all).toBe(now)
})

test('many notices in one moment are one question, few are one for each thread', async () => {
  const [ann, bo] = await bothRead(12)
  const asked = { ...server.asked }
  for (const thread of ann.all.slice(0, 2)) void server.for(norway).setState(thread.id!, 'resolved')
  for (const page of [ann, bo])
    await eventually(() => expect(page.all.filter(({ state }) => state.state === 'resolved')).toHaveLength(2))
  expect(server.asked['list']).toBe(asked['list'])
  // Each on two pages.
  expect(server.asked['read']).toBe((asked['read'] ?? 0) + 4)
  const after = { ...server.asked }
  for (const thread of ann.all) void server.for(norway).setState(thread.id!, 'resolved')
  await eventually(() => expect(ann.all.filter(({ state }) => state.state === 'resolved')).toHaveLength(12))
  await wait(60)
  expect(server.asked['list']).toBe(after['list']! + 2)
  expect(server.asked['read']).toBe(after['read'])
})

test('an answer that was overtaken turns nothing back', async () => {
  const gates: (() => void)[] = []
  let slow = false
  const network: Network = {
    ...perfect,
    delay: () => (slow ? new Promise((resolve) => gates.push(resolve)) : Promise.resolve()),
  }
  const [, bo] = await bothRead(1)
  const ann = openPage(canada, network).connect()
  await reads(ann, 't0')
  slow = true
  ann.live.readAgain()
  await eventually(() => expect(gates).toHaveLength(1))
  gates.shift()!()
  // The list was read by the server before the reply, and arrives after it.
  await eventually(() => expect(gates).toHaveLength(1))
  slow = false
  bo.threads.reply(bo.all[0]!, says('reply'))
  await reads(ann, 't0 | reply')
  gates.shift()!()
  await wait(30)
  expect(ann.reads).toEqual(['t0 | reply'])
})

test('what changes in a thread while it is being read is read after that', async () => {
  const gates: (() => void)[] = []
  let slow = false
  const network: Network = {
    ...perfect,
    delay: () => (slow ? new Promise((resolve) => gates.push(resolve)) : Promise.resolve()),
  }
  const [, bo] = await bothRead(1)
  const ann = openPage(canada, network).connect()
  await reads(ann, 't0')
  await wait(40)
  slow = true
  bo.threads.reply(bo.all[0]!, says('one'))
  await eventually(() => expect(gates).toHaveLength(1))
  gates.shift()!()
  await eventually(() => expect(gates).toHaveLength(1))
  bo.threads.reply(bo.all[0]!, says('two'))
  await reads(bo, 't0 | one | two')
  await wait(60)
  slow = false
  gates.shift()!()
  await reads(ann, 't0 | one | two')
})

test('a deleted thread goes from all pages, and no answer from before brings it back', async () => {
  const [ann, bo] = await bothRead(2)
  await ann.threads.remove(ann.all[0]!, ann.all[0]!.comments[0]!)
  expect(ann.reads).toEqual(['t1'])
  await reads(bo, 't1')
})

test('what changed without a connection is there when it is back', async () => {
  const [ann, bo] = await bothRead(1)
  bo.disconnect()
  ann.threads.reply(ann.all[0]!, says('meanwhile'))
  await reads(ann, 't0 | meanwhile')
  await wait(40)
  expect(bo.reads).toEqual(['t0'])
  bo.connect()
  await reads(bo, 't0 | meanwhile')
})

/** A network that can be cut. */
function cuttable(): Network & { cut: boolean } {
  const network = { ...perfect, cut: false, losesQuestion: () => network.cut }
  return network
}

test('written offline, it waits visibly, survives a reload, and is sent once, in order, a reply after its thread', async () => {
  const network = cuttable()
  const first = openPage(canada, network).connect()
  await eventually(() => expect(first.threads.loaded).toBe(true))
  network.cut = true
  first.disconnect()
  say(first, 'one')
  first.threads.reply(first.all[0]!, says('one more'))
  say(first, 'two')
  expect(first.reads).toEqual(['one (offline) | one more (offline)', 'two (offline)'])
  await eventually(() => expect(first.live.wouldLose()).toBe(false))
  expect(await listUnsent()).toEqual([{ statementId: here, changes: 3 }])
  first.close()

  const second = openPage(canada, network)
  await reads(second, 'one (offline) | one more (offline)', 'two (offline)')
  // Nobody else on this device is shown it.
  const other = openPage(norway, network)
  await wait(500)
  expect(other.reads).toEqual([])
  network.cut = false
  second.connect()
  await reads(second, 'one | one more', 'two')
  expect(server.wordsOf(canada)).toEqual(['one', 'one more', 'two'])
  await eventually(async () => expect(await listUnsent()).toEqual([]))
})

test('an answer that was lost is asked for again under the same key, and nothing is said twice', async () => {
  let loses = 1
  const network: Network = { ...perfect, losesAnswer: () => loses-- > 0 }
  const page = openPage(canada, network)
  await wait(450)
  loses = 1
  say(page, 'once')
  await reads(page, 'once')
  expect(server.asked['open']).toBe(2)
  expect(server.wordsOf(canada)).toEqual(['once'])
})

test('a reply finds its thread, which was sent before the page was closed, once the list has come', async () => {
  server.refuse = (what) => {
    if (what === 'reply') throw new Refusal('unreachable')
  }
  const page = openPage().connect()
  say(page, 't')
  page.threads.reply(page.all[0]!, says('r'))
  await reads(page, 't | r (offline)')
  page.close()
  await keepThreads(canada.delegateId, here, null)
  server.refuse = () => {}
  const again = openPage()
  await reads(again, 't | r')
  expect(server.asked['reply']).toBe(2)
})

test('two tabs have one outbox: what one wrote the other shows and sends, and neither doubles it', async () => {
  const network = cuttable()
  const [one, other] = [openPage(canada, network).connect(), openPage(canada, network).connect()]
  await eventually(() => expect(one.threads.loaded && other.threads.loaded).toBe(true))
  network.cut = true
  one.disconnect()
  other.disconnect()
  say(one, 'a')
  await reads(other, 'a (offline)')
  say(other, 'b')
  await reads(one, 'a (offline)', 'b (offline)')
  one.close()
  network.cut = false
  other.connect()
  await reads(other, 'a', 'b')
  expect(server.wordsOf(canada)).toEqual(['a', 'b'])
})

for (const code of [
  'not-allowed',
  'too-many-threads',
  'mention-outside',
  'invalid',
  'archived',
] satisfies RefusalCode[])
  test(`refused with ${code}, a comment stays on the device with its reason, until it is sent again or given up`, async () => {
    const page = openPage().connect()
    server.refuse = (what) => {
      if (what === 'open') throw new Refusal(code)
    }
    say(page, 'bold words')
    page.threads.reply(page.all[0]!, says('and more'))
    await reads(page, `bold words (${code}) | and more (${code})`)
    page.close()
    const again = openPage().connect()
    await reads(again, `bold words (${code}) | and more (${code})`)
    expect(server.asked['open']).toBe(1)
    server.refuse = () => {}
    again.threads.sendAgain(again.all[0]!.comments[1]!)
    await reads(again, 'bold words | and more')
  })

test('too many at once is tried again by itself; what is behind it waits its turn', async () => {
  let refusals = 1
  server.refuse = (what) => {
    if (what === 'open' && refusals-- > 0) throw new Refusal('too-many-comments')
  }
  const page = openPage().connect()
  await eventually(() => expect(page.threads.loaded).toBe(true))
  say(page, 'one')
  say(page, 'two')
  await reads(page, 'one (offline)', 'two (offline)')
  await reads(page, 'one', 'two')
  expect(server.wordsOf(canada)).toEqual(['one', 'two'])
})

test('a reply to a thread that is gone stays readable where it was written; given up, it is gone', async () => {
  const network = cuttable()
  const [page, bo] = [openPage(canada, network).connect(), openPage(norway).connect()]
  say(bo, 't0')
  await reads(page, 't0')
  network.cut = true
  page.disconnect()
  page.threads.reply(page.all[0]!, says('lost?'))
  await bo.threads.remove(bo.all[0]!, bo.all[0]!.comments[0]!)
  network.cut = false
  page.connect()
  await reads(page, 'lost? (unknown-thread)')
  const [thread] = page.all
  expect(thread).toMatchObject({ id: null, anchor: somewhere })
  await page.threads.remove(thread!, thread!.comments[0]!)
  expect(page.reads).toEqual([])
  await eventually(async () => expect(await listUnsent()).toEqual([]))
})

test('refused words can be changed; those on their way cannot', async () => {
  const page = openPage().connect()
  server.refuse = (what) => {
    if (what === 'open') throw new Refusal('mention-outside')
  }
  say(page, 'wrong')
  const edit = (words: string) => page.threads.edit(page.all[0]!, page.all[0]!.comments[0]!, says(words))
  await expect(edit('too early')).rejects.toMatchObject({ code: 'unreachable' })
  await reads(page, 'wrong (mention-outside)')
  server.refuse = () => {}
  await edit('right')
  await reads(page, 'right')
})

test('given up while it was on its way, it is taken back', async () => {
  const gates: (() => void)[] = []
  const network: Network = { ...perfect, delay: () => new Promise((resolve) => gates.push(resolve)) }
  const page = openPage(canada, network)
  say(page, 'hasty')
  await eventually(() => expect(server.asked['open']).toBe(1))
  await page.threads.remove(page.all[0]!, page.all[0]!.comments[0]!)
  const opening = setInterval(() => gates.splice(0).forEach((pass) => pass()), 1)
  await eventually(() => expect(server.asked['remove']).toBe(1))
  await reads(page)
  expect(server.threads.size).toBe(0)
  clearInterval(opening)
})

test('the threads are there without a connection for whom they were read, and not for the next on this device', async () => {
  const [ann] = await bothRead(2)
  await wait(1100)
  ann.close()
  const network = cuttable()
  network.cut = true
  const offline = openPage(canada, network)
  await reads(offline, 't0', 't1')
  expect(offline.threads.loaded).toBe(true)
  const peru = openPage(person('cy', 'Peru'), network)
  await wait(30)
  expect(peru.threads.loaded).toBe(false)
})

test('signing out forgets threads and what waits, in all tabs, and nothing is kept after', async () => {
  const network = cuttable()
  const [ann] = await bothRead(1)
  await wait(1100)
  const other = openPage(canada, network)
  network.cut = true
  say(other, 'unsent')
  await eventually(async () => expect(await listUnsent()).toHaveLength(1))
  await forgetDevice()
  expect(await listUnsent()).toEqual([])
  say(other, 'after')
  await ann.threads.setState(ann.all[0]!, 'resolved')
  await wait(1100)
  expect(await listUnsent()).toEqual([])
  expect(other.live.wouldLose()).toBe(true)
  const next = openPage(canada, network)
  await wait(30)
  expect(next.reads).toEqual([])
  expect(next.threads.loaded).toBe(false)
})

test('seen at once here, told to the server once a second at most, and known on the other device', async () => {
  const [ann, phone] = await bothRead(3)
  const laptop = openPage(norway).connect()
  await eventually(() => expect(laptop.all.map(({ unseen }) => unseen)).toEqual([1, 1, 1]))
  for (const thread of phone.all) phone.threads.see([thread])
  expect(phone.all.map(({ unseen }) => unseen)).toEqual([0, 0, 0])
  await eventually(() => expect(laptop.all.map(({ unseen }) => unseen)).toEqual([0, 0, 0]))
  expect(server.asked['see']).toBe(2)
  ann.threads.reply(ann.all[0]!, says('new'))
  await eventually(() => expect(phone.all.map(({ unseen }) => unseen)).toEqual([1, 0, 0]))
})

test('news are the comments of others that come while the page is open, and nothing else', async () => {
  const [ann, bo] = await bothRead(1)
  const heard: News[] = []
  bo.threads.onNews((news) => heard.push(...news))
  const late = openPage(norway)
  const heardLate: News[] = []
  late.threads.onNews((news) => heardLate.push(...news))
  late.connect()
  ann.threads.reply(ann.all[0]!, says('reply'))
  await reads(bo, 't0 | reply')
  bo.threads.reply(bo.all[0]!, says('own'))
  await reads(ann, 't0 | reply | own')
  await ann.threads.setState(ann.all[0]!, 'resolved')
  await ann.threads.edit(ann.all[0]!, ann.all[0]!.comments[0]!, says('edited'))
  await reads(bo, 'edited | reply | own')
  expect(heard.map(({ comment }) => comment.text)).toEqual([says('reply')])
  bo.disconnect()
  say(ann, 'while away')
  await reads(ann, 'edited | reply | own', 'while away')
  bo.connect()
  await eventually(() => expect(heard).toHaveLength(2))
})
