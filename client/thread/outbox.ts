/**
 * Comments on their way to the server. Each is put on this device first and leaves it when the server has answered; they
 * go one after the other, in the order in which they were written, and under the key that was minted then, so that trying
 * again says nothing twice. Several tabs have one outbox.
 */
import type { DelegateId, StatementId } from '#shared/people/people.ts'
import { Refusal, type RefusalCode } from '#shared/refusal.ts'
import type { CommentText } from '#shared/thread/thread.ts'
import { onForget } from '../room/keep-offline.ts'
import { copyName, forgetComment, keepComment, type KeptComment, readComments } from './kept-comments.ts'
import type { ShownComment } from './threads.ts'

export interface Waiting extends KeptComment {
  readonly waiting: NonNullable<ShownComment['waiting']>
}

export interface Outbox {
  /** In the order in which they were written; the same objects until something changed. */
  readonly read: () => readonly Waiting[]
  /** Answers its key. */
  readonly add: (says: KeptComment['says'], text: CommentText) => string
  /** Of a comment that was refused: other words, and another try. */
  readonly rewrite: (key: string, text: CommentText) => void
  readonly sendAgain: (key: string) => void
  /** Gives a comment up, and with a thread what waits in it. */
  readonly drop: (key: string) => void
  /** True of a comment that was given up here, though it may have been on its way. */
  readonly isGivenUp: (key: string) => boolean
  /** Whether the server can be reached, as far as somebody knows; when it comes back, sending begins at once. */
  readonly setConnected: (connected: boolean) => void
  /** Begins at once instead of at the next turn of the clock. */
  readonly tryNow: () => void
  /** True when everything that waits is on this device, so that closing the page loses nothing. */
  readonly isKept: () => boolean
  readonly close: () => void
}

interface Opening {
  readonly person: DelegateId
  readonly statementId: StatementId
  /** Resolves when the server has it. Throws Refusal. */
  readonly send: (comment: KeptComment) => Promise<unknown>
  readonly changed: () => void
}

interface Item {
  readonly comment: KeptComment
  /** On its way to this device; resolves when it is there, or cannot be. */
  readonly keeping: Promise<void>
  readonly kept: boolean
}

/** ms; after a failure it is tried again after 1, 2, 4 … s, thirty at most. */
const firstPause = 1000
const longestPause = 30_000
/** A database that has not answered by then (ms) is not waited for. */
const patience = 2000

export function openOutbox({ person, statementId, send, changed }: Opening): Outbox {
  const copy = copyName(person, statementId)
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('penholder: comments')
  let items: readonly Item[] = []
  let shown: readonly Waiting[] = []
  /** What has left this outbox, should the database still hold it for a moment. */
  const left = new Set<string>()
  const givenUp = new Set<string>()
  let connected = false
  let failures = 0
  let sending = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false

  const tellTabs = (): void => {
    if (!closed) channel?.postMessage(copy)
  }

  const set = (next: readonly Item[]): void => {
    items = next
    show()
  }

  const show = (): void => {
    const before = new Map(shown.map((one) => [one.key, one]))
    const next = items.map(({ comment }) => {
      const waiting = stateOf(comment)
      const known = before.get(comment.key)
      const same = known !== undefined && known.waiting === waiting && sameComment(known, comment)
      return same ? known : { ...comment, waiting }
    })
    if (next.length === shown.length && next.every((one, k) => one === shown[k])) return
    shown = next
    changed()
  }

  const stateOf = (comment: KeptComment): Waiting['waiting'] => {
    const refused = refusalOf(comment)
    if (refused !== null) return refusalFor(refused)
    return connected && failures === 0 ? 'sending' : 'offline'
  }

  /** What waits in a thread that was refused can go nowhere either. */
  const refusalOf = ({ refused, says }: KeptComment): RefusalCode | null => {
    if (refused !== null || says.what === 'thread') return refused
    return items.find(({ comment }) => comment.key === says.to.key)?.comment.refused ?? null
  }

  const put = (comment: KeptComment): void => {
    // Of whoever has signed out nothing is kept.
    const keeping = (closed ? Promise.reject(new Error('closed')) : keepComment(comment)).then(
      () => {
        set(items.map((item) => (item.comment === comment ? { ...item, kept: true } : item)))
        tellTabs()
      },
      // In memory it goes on, and the page asks before it is closed.
      () => undefined,
    )
    const item = { comment, keeping, kept: false }
    const known = items.some(({ comment: { key } }) => key === comment.key)
    set(known ? items.map((one) => (one.comment.key === comment.key ? item : one)) : [...items, item])
  }

  const leave = async (key: string): Promise<void> => {
    const item = items.find(({ comment }) => comment.key === key)
    left.add(key)
    set(items.filter(({ comment }) => comment.key !== key))
    await item?.keeping
    await forgetComment(key).catch(() => undefined)
    tellTabs()
  }

  /** What other tabs have written and sent since. */
  const look = async (): Promise<void> => {
    const there = await readComments(copy).catch(() => null)
    if (there === null || closed) return
    const byKey = new Map(there.filter(({ key }) => !left.has(key)).map((comment) => [comment.key, comment]))
    const stays = items.flatMap((item): readonly Item[] => {
      const comment = byKey.get(item.comment.key)
      byKey.delete(item.comment.key)
      if (!item.kept) return [item]
      if (comment === undefined) return []
      return [sameComment(comment, item.comment) ? item : { ...item, comment }]
    })
    const others = [...byKey.values()].map((comment) => ({ comment, keeping: Promise.resolve(), kept: true }))
    set([...stays, ...others].toSorted((one, other) => one.comment.at - other.comment.at))
  }

  const lookAndSend = async (): Promise<void> => {
    await look()
    if (failures === 0 && next() !== undefined) start()
  }

  const start = (): void => {
    clearTimeout(timer)
    if (sending || closed) return
    sending = true
    void alone(copy, sendAll)
      .catch(tryLater)
      .finally(() => {
        sending = false
        // What was written since the last look.
        if (failures === 0 && next() !== undefined) start()
      })
  }

  const next = (): Item | undefined => (closed ? undefined : items.find(({ comment }) => refusalOf(comment) === null))

  const sendAll = async (): Promise<void> => {
    await look()
    for (let item = next(); item !== undefined; item = next()) {
      const { comment } = item
      try {
        await Promise.race([item.keeping, pause(patience)])
        // Given up meanwhile.
        if (find(comment.key) === undefined) continue
        await send(comment)
        failures = 0
        await leave(comment.key)
      } catch (error) {
        const code = error instanceof Refusal ? error.code : 'failed'
        // It was said, and deleted since: by whoever wrote it, since nobody else can.
        if (code === 'unknown-comment') await leave(comment.key)
        else if (!isPassing(code)) refuse(comment.key, code)
        else return tryLater()
      }
    }
    show()
  }

  const refuse = (key: string, code: RefusalCode): void => {
    const item = items.find(({ comment }) => comment.key === key)
    if (item !== undefined) put({ ...item.comment, refused: code })
  }

  const tryLater = (): void => {
    timer = setTimeout(start, Math.min(longestPause, firstPause * 2 ** failures))
    failures += 1
    show()
  }

  const again = (comment: KeptComment): void => {
    put({ ...comment, refused: null })
    tryNow()
  }

  const tryNow = (): void => {
    failures = 0
    start()
  }

  const find = (key: string): KeptComment | undefined => items.find(({ comment }) => comment.key === key)?.comment

  channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data === copy) void lookAndSend()
  })
  const stopForgetting = onForget(() => close())

  const close = (): void => {
    closed = true
    clearTimeout(timer)
    channel?.close()
    stopForgetting()
    set([])
  }

  void lookAndSend()

  return {
    read: () => shown,
    add: (says, text) => {
      const key = mintKey()
      // A clock that was set back must not put it before what was written earlier.
      const at = Math.max(Date.now(), 1 + (items.at(-1)?.comment.at ?? 0))
      put({ key, copy, statementId, at, says, text, refused: null })
      if (failures === 0) start()
      return key
    },
    rewrite: (key, text) => {
      const comment = find(key)
      if (comment !== undefined) again({ ...comment, text })
    },
    sendAgain: (key) => {
      const comment = find(key)
      if (comment === undefined) return
      const opening = comment.says.what === 'reply' ? find(comment.says.to.key) : undefined
      if (opening !== undefined && opening.refused !== null) again(opening)
      again(comment)
    },
    drop: (key) => {
      for (const { comment } of items) {
        if (comment.key !== key && (comment.says.what === 'thread' || comment.says.to.key !== key)) continue
        givenUp.add(comment.key)
        void leave(comment.key)
      }
    },
    isGivenUp: (key) => givenUp.has(key),
    setConnected: (is) => {
      const back = is && !connected
      connected = is
      if (back) tryNow()
      show()
    },
    tryNow,
    isKept: () => items.every(({ kept }) => kept),
    close,
  }
}

/** A server that is down or busy has refused nothing; whoever is signed out sends it when they are back. */
function isPassing(code: RefusalCode): boolean {
  const { status } = new Refusal(code).ruling
  return status >= 500 || status === 429 || status === 401
}

/** One tab at a time. On plain http there are no locks: then the keys alone see to it that nothing is said twice. */
const alone = (copy: string, work: () => Promise<void>): Promise<void> =>
  typeof navigator === 'undefined' || navigator.locks === undefined
    ? work()
    : navigator.locks.request(`penholder: comments of ${copy}`, work)

/** A comment that changes is another object; one that was read anew may be the same. */
const sameComment = (one: KeptComment, other: KeptComment): boolean =>
  one.refused === other.refused && (one.text === other.text || JSON.stringify(one.text) === JSON.stringify(other.text))

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const refusals = new Map<RefusalCode, Refusal>()

/** The same object for the same code. */
function refusalFor(code: RefusalCode): Refusal {
  const refusal = refusals.get(code) ?? new Refusal(code)
  refusals.set(code, refusal)
  return refusal
}

/** A random UUID; the browser's own maker of them is there on https only. */
function mintKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
