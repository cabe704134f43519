/** Pages that show the threads of one statement: several tabs and people, each with a connection that can be cut. */
import type { Present, StatementId } from '#shared/people/people.ts'
import { present, statementId } from '#shared/people/people.ts'
import type { SyncState } from '#shared/room/sync-state.ts'
import type { Notice } from '#shared/room/wire.ts'
import { type Anchor, anchor, type CommentText } from '#shared/thread/thread.ts'
import { type LiveThreads, openThreads } from '../../../client/thread/open-threads.ts'
import type { ShownThread, Threads } from '../../../client/thread/threads.ts'
import type { ModelServer, Network } from './model-server.ts'

export const here: StatementId = statementId.parse('statement-1')

export const person = (delegateId: string, delegation: string): Present =>
  present.parse({
    delegateId,
    name: `Delegate of ${delegation}`,
    delegationId: delegation,
    delegation,
    code: delegation.slice(0, 3).toUpperCase(),
    hue: 1,
    outlined: false,
  })

export const says = (words: string): CommentText => [{ type: 'text', text: words }]

export const somewhere: Anchor = anchor.parse({
  paragraphId: 'paragraph-1',
  whole: true,
  range: null,
  quote: 'four reports',
  prefix: '',
  suffix: '',
})

export class TestPage {
  readonly live: LiveThreads
  /** How often it would have been drawn. */
  drawn = 0
  readonly #server: ModelServer
  readonly #notices = new Set<(notice: Notice) => void>()
  readonly #syncs = new Set<() => void>()
  readonly #stop: () => void
  #state: SyncState = { state: 'loading', made: 0, saved: 0 }

  constructor(server: ModelServer, you: Present, network: Network) {
    this.#server = server
    this.live = openThreads({
      statementId: here,
      you,
      server: server.for(you, network),
      changed: () => (this.drawn += 1),
    })
    const detach = this.live.attach({
      onNotice: (heard) => {
        this.#notices.add(heard)
        return () => this.#notices.delete(heard)
      },
      sync: {
        read: () => this.#state,
        subscribe: (changed) => {
          this.#syncs.add(changed)
          return () => this.#syncs.delete(changed)
        },
      },
    })
    const deafen = this.#server.onNotice((id) => {
      if (this.connected) for (const heard of this.#notices) heard({ kind: 'thread', id })
    })
    this.#stop = () => {
      detach()
      deafen()
    }
  }

  get connected(): boolean {
    return this.#state.state === 'live'
  }

  get threads(): Threads {
    return this.live.read()
  }

  get all(): readonly ShownThread[] {
    return this.threads.all
  }

  /** The words of all threads, one line for each thread. */
  get reads(): readonly string[] {
    return this.all.map(({ comments }) =>
      comments
        .map(({ text, waiting }) => {
          const words = (text ?? []).map((part) => (part.type === 'text' ? part.text : '')).join('')
          return waiting === null ? words : `${words} (${typeof waiting === 'string' ? waiting : waiting.code})`
        })
        .join(' | '),
    )
  }

  connect(): this {
    this.#set({ state: 'live', asked: null, made: 0, saved: 0 })
    return this
  }

  disconnect(): void {
    this.#set({ state: 'offline', made: 0, saved: 0 })
  }

  close(): void {
    this.#stop()
    this.live.close()
  }

  #set(state: SyncState): void {
    this.#state = state
    for (const changed of this.#syncs) changed()
  }
}
