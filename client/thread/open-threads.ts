/**
 * The threads of one statement for one person, while somebody shows them: read once, then one by one as the server says
 * that something has changed, with what waits on this device among them. Lives outside React.
 */
import type { Present, StatementId } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import { type Thread, threadId, type ThreadId } from '#shared/thread/thread.ts'
import { onForget } from '../room/keep-offline.ts'
import type { Room } from '../room/provider.ts'
import type { KeptComment } from './kept-comments.ts'
import { openHearing } from './hearing.ts'
import { keepThreads, keptThreads } from './kept-threads.ts'
import { openOutbox } from './outbox.ts'
import { openSeen } from './seen-threads.ts'
import { keyOf, newsSince, showThreads, unseenIn } from './shown-threads.ts'
import { emptyBook, learnAll, learnGone, learnThread, longAgo, type Moment } from './thread-book.ts'
import { type ThreadServer, threadServer } from './thread-server.ts'
import type { News, ShownThread, Threads } from './threads.ts'

export interface LiveThreads {
  /** The same object until something changed. */
  readonly read: () => Threads
  /** Follows what the room says, until the answer is called. */
  readonly attach: (room: Pick<Room, 'onNotice' | 'sync'>) => () => void
  /** Reads all of them again. */
  readonly readAgain: () => void
  /** True while something waits that closing the page would lose. */
  readonly wouldLose: () => boolean
  /** True while something waits. */
  readonly waits: () => boolean
  readonly close: () => void
}

interface Opening {
  readonly statementId: StatementId
  readonly you: Present
  readonly changed: () => void
  readonly server?: ThreadServer
}

/**
 * The list is asked for when the room is in step, so that nothing falls between them, and without a room after so long, ms.
 * So long no thread is read that this device keeps: to check 500 takes some 50 ms the first time, for which the text,
 * which it keeps as well, would have to wait.
 */
const firstPatience = 400
/** What is kept for reading offline is this old at most, ms. */
const keepPause = 1000
/** ms until what could not be read is asked for again: 2, 4, 8 … s, thirty at most. */
const firstPause = 2000
const longestPause = 30_000

export function openThreads({ statementId, you, changed, server = threadServer(statementId) }: Opening): LiveThreads {
  const person = you.delegateId
  let book = emptyBook
  let turn = 0
  let loaded = false
  let closed = false
  let listed = false
  const hearers = new Set<(news: readonly News[]) => void>()
  const show = showThreads(you)

  const ask = async <Answer>(question: () => Promise<Answer>): Promise<{ answer: Answer; moment: Moment }> => {
    const asked = ++turn
    const answer = await question()
    return { answer, moment: { asked, answered: ++turn } }
  }

  const seen = openSeen({
    server,
    changed: () => {
      draw()
      keepSoon()
    },
  })
  const outbox = openOutbox({ person, statementId, changed: () => draw(), send: (comment) => send(comment) })

  const send = async (comment: KeptComment): Promise<void> => {
    const { key, text, says } = comment
    if (says.what === 'thread') {
      const { anchor, audience } = says
      await learn(() => server.open({ key, anchor, audience, text: [...text] }))
    } else {
      const id = says.to.id ?? idOf(says.to.key)
      await learn(() => server.reply(id, { key, text: [...text] }))
    }
    if (outbox.isGivenUp(key)) await takeBack(key)
  }

  /** Of a thread that waited when it was replied to. */
  const idOf = (key: string): ThreadId => {
    for (const { thread } of book.known.values()) if (keyOf(thread, you) === key) return thread.id
    throw new Refusal(listed ? 'unknown-thread' : 'unreachable')
  }

  /** Of what was given up while it was on its way. */
  const takeBack = async (key: string): Promise<void> => {
    for (const { thread } of book.known.values()) {
      const comment = thread.comments.find((one) => one.key === key && one.author.delegateId === person)
      if (comment !== undefined && comment.text !== null)
        await learn(() => server.remove(thread.id, comment.id), thread.id)
    }
  }

  /** Asks for what answers a thread, and takes it in; null as an answer says that it is gone. */
  const learn = async (question: () => Promise<Thread | null>, id?: ThreadId): Promise<void> => {
    const { answer, moment } = await ask(question)
    if (answer !== null) takeIn(answer, moment)
    else if (id !== undefined) book = learnGone(book, id, moment)
    draw()
    keepSoon()
  }

  const takeIn = (thread: Thread, moment: Moment): void => {
    const next = learnThread(book, thread, moment)
    // It may know what the other answer, which was on its way with it, did not: only asking again tells.
    if (next === book) hear(thread.id)
    book = next
  }

  // Reading one by one.
  const hearing = openHearing({
    readOne: (id) => readOne(id),
    readAll: () => void readAll(),
  })
  const { hear } = hearing

  const readOne = async (id: ThreadId): Promise<void> => {
    const asked = turn + 1
    try {
      const { answer, moment } = await ask(() => server.read(id))
      withNews(() => takeIn(answer, moment))
    } catch (error) {
      const code = error instanceof Refusal ? error.code : 'failed'
      if (code === 'unknown-thread') book = learnGone(book, id, { asked, answered: ++turn })
      else readLater(code)
    }
    draw()
    keepSoon()
  }

  // Reading all of them.
  let listing = false
  let listAgain = false
  let failures = 0
  let listTimer: ReturnType<typeof setTimeout> | undefined

  const readAll = async (): Promise<void> => {
    clearTimeout(listTimer)
    if (closed) return
    if (listing) {
      // An answer on its way may be from before what was just heard.
      listAgain = true
      return
    }
    listing = true
    try {
      const { answer, moment } = await ask(server.list)
      failures = 0
      barred = false
      const takeAll = (): void => {
        book = learnAll(book, answer, moment)
      }
      if (listed) withNews(takeAll)
      else takeAll()
      const isFirst = !listed
      listed = true
      loaded = true
      draw()
      keepSoon()
      // Among it may be a thread in which a reply waits.
      if (isFirst) outbox.tryNow()
    } catch (error) {
      readLater(error instanceof Refusal ? error.code : 'failed')
    }
    listing = false
    if (listAgain) {
      listAgain = false
      void readAll()
    }
  }

  const readLater = (code: Refusal['code']): void => {
    const { status } = new Refusal(code).ruling
    if (status === 401 || status === 403 || status === 404) {
      // Whoever takes no part any more is not to read them offline either.
      barred = true
      void keepThreads(person, statementId, null)
      return
    }
    void recall()
    clearTimeout(listTimer)
    listTimer = setTimeout(() => void readAll(), Math.min(longestPause, firstPause * 2 ** failures))
    failures += 1
  }

  /** Tells of comments of others that were not there before. */
  const withNews = (takes: () => void): void => {
    const before = book
    takes()
    draw()
    const news = newsSince(before, book, current.all, person)
    if (news.length > 0) for (const heard of hearers) heard(news)
  }

  // What is kept for reading offline.
  let keepTimer: ReturnType<typeof setTimeout> | undefined
  let barred = false

  const keepSoon = (): void => {
    if (listed && !closed) keepTimer ??= setTimeout(keepNow, keepPause)
  }

  const keepNow = (): void => {
    clearTimeout(keepTimer)
    keepTimer = undefined
    if (barred) return
    const threads = [...book.known.values()].map(({ thread }) => ({
      ...thread,
      unseen: unseenIn(thread, seen.read().get(thread.id), you),
    }))
    void keepThreads(person, statementId, threads)
  }

  const change = async (thread: ShownThread, question: (id: ThreadId) => Promise<Thread | null>): Promise<void> => {
    const { id } = thread
    if (id === null) throw new Refusal('unreachable')
    try {
      await learn(() => question(id), id)
    } catch (error) {
      // The page shows something that the server does not know any more.
      if (error instanceof Refusal && error.ruling.status === 404) hear(id)
      throw error
    }
  }

  const deeds: Omit<Threads, 'all' | 'loaded'> = {
    open: ({ anchor, audience, text }) => outbox.add({ what: 'thread', anchor, audience }, text),
    reply: ({ key, id, anchor, audience }, text) => {
      outbox.add({ what: 'reply', to: { key, id, anchor, audience } }, text)
    },
    edit: async (thread, { id, key, waiting }, text) => {
      if (id !== null) return change(thread, (of) => server.edit(of, id, text))
      // What was sent may have arrived, though no answer has: only of what was refused it is known that it has not.
      if (!(waiting instanceof Refusal)) throw new Refusal('unreachable')
      outbox.rewrite(key, text)
    },
    remove: async (thread, { id, key }) => {
      if (id === null) outbox.drop(key)
      else await change(thread, (of) => server.remove(of, id))
    },
    setState: (thread, state) => change(thread, (id) => server.setState(id, state)),
    mend: (thread, anchor) => change(thread, (id) => server.mend(id, thread.anchorVersion, anchor)),
    sendAgain: ({ key }) => outbox.sendAgain(key),
    see: seen.see,
    onNews: (heard) => {
      hearers.add(heard)
      return () => hearers.delete(heard)
    },
  }

  let current: Threads = { all: [], loaded, ...deeds }

  const draw = (): void => {
    const all = show({ book, waiting: outbox.read(), seen: seen.read() })
    if (all === current.all && loaded === current.loaded) return
    current = { ...current, all, loaded }
    changed()
  }

  let recalled = false
  const recall = async (): Promise<void> => {
    if (recalled || loaded || barred) return
    recalled = true
    const kept = await keptThreads(person, statementId)
    if (kept === null || loaded || closed) return
    book = learnAll(book, kept, longAgo)
    loaded = true
    draw()
  }

  const recallTimer = setTimeout(() => void recall(), firstPatience)
  listTimer = setTimeout(() => void readAll(), firstPatience)

  const end = (): void => {
    closed = true
    for (const timer of [recallTimer, listTimer, keepTimer]) clearTimeout(timer)
    hearing.close()
    seen.close()
    outbox.close()
    stopForgetting()
  }
  const stopForgetting = onForget(end)

  return {
    read: () => current,
    attach: (room) => {
      const stopHearing = room.onNotice(({ kind, id }) => {
        const known = threadId.safeParse(id)
        if (kind === 'thread' && known.success) hear(known.data)
      })
      let connected = false
      const look = (): void => {
        const { state } = room.sync.read()
        const is = state === 'live' || state === 'locked'
        if (is && !connected) {
          void readAll()
          seen.tell()
        }
        connected = is
        outbox.setConnected(is)
      }
      look()
      const unsubscribe = room.sync.subscribe(look)
      return () => {
        stopHearing()
        unsubscribe()
      }
    },
    readAgain: () => void readAll(),
    wouldLose: () => !outbox.isKept(),
    waits: () => outbox.read().some(({ waiting }) => !(waiting instanceof Refusal)),
    close: () => {
      if (keepTimer !== undefined) keepNow()
      end()
    },
  }
}
