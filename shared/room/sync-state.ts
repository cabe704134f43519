/**
 * Where the text of an open statement is safe, as one state that the screen shows word for word. "Saved" means that the
 * server has on disk everything this device typed, and nothing weaker. Pure: `step` is the only way from one to the next.
 */
import type { RefusalCode } from '../refusal.ts'

/** Counts local changes: `made` so far, `saved` those that the server has answered for. */
interface Count {
  readonly made: number
  readonly saved: number
}

export type SyncState =
  /** Nothing of the statement has arrived yet. */
  | ({ readonly state: 'loading' } & Count)
  /** Connected and in step; `asked` is the count that the barrier on its way covers. */
  | ({ readonly state: 'live'; readonly asked: number | null } & Count)
  /** No connection, or one that has not caught up yet. What is typed stays on this device. */
  | ({ readonly state: 'offline' } & Count)
  /** Connected, but the server cannot write. */
  | ({ readonly state: 'locked'; readonly reason: string } & Count)
  /** The server refused what was sent, or the connection: this document is at its end, and a fresh one is asked for. */
  | ({ readonly state: 'refused'; readonly code: RefusalCode } & Count)
  /** Final: there is no fresh document either. */
  | ({ readonly state: 'stopped'; readonly code: RefusalCode } & Count)

export type SyncEvent =
  /** This person has changed the text; `changes` where what they had done before was done again at once. */
  | { readonly event: 'changed'; readonly changes?: number }
  /** The text that this device kept is there; `changes` of this person in it have not been answered for. */
  | { readonly event: 'restored'; readonly changes: number }
  | { readonly event: 'disconnected' }
  /** The whole text has come and everything of ours has gone out, in this order or the other. */
  | { readonly event: 'in-step' }
  | { readonly event: 'asked' }
  | { readonly event: 'acknowledged'; readonly upTo: number }
  | { readonly event: 'cannot-write'; readonly reason: string }
  | { readonly event: 'refused'; readonly code: RefusalCode }
  | { readonly event: 'stopped'; readonly code: RefusalCode }

export const beginning: SyncState = { state: 'loading', made: 0, saved: 0 }

/** How many changes of this device the server has not answered for. */
export const unsaved = ({ made, saved }: Count): number => made - saved

/** True when a barrier should go out now: in step, something unsaved, and none on its way. */
export const shouldAsk = (state: SyncState): boolean =>
  state.state === 'live' && state.asked === null && unsaved(state) > 0

export function step(state: SyncState, event: SyncEvent): SyncState {
  const { made, saved } = state
  if (state.state === 'stopped') return state
  if (state.state === 'refused' && event.event !== 'changed' && event.event !== 'stopped') return state
  switch (event.event) {
    case 'changed':
      return { ...state, made: made + (event.changes ?? 1) }
    case 'restored':
      return { state: 'offline', made: made + event.changes, saved }
    case 'disconnected':
      return state.state === 'loading' ? state : { state: 'offline', made, saved }
    case 'in-step':
      return { state: 'live', asked: null, made, saved }
    case 'asked':
      return state.state === 'live' ? { ...state, asked: made } : state
    case 'acknowledged':
      // An answer on a connection that has been given up since says nothing about what went out after it.
      if (state.state !== 'live' || state.asked !== event.upTo) return state
      return { state: 'live', asked: null, made, saved: event.upTo }
    case 'cannot-write':
      return { state: 'locked', reason: event.reason, made, saved }
    case 'refused':
      return { state: 'refused', code: event.code, made, saved }
    case 'stopped':
      return { state: 'stopped', code: event.code, made, saved }
  }
}

/** The words of the saved mark. */
export type SavedMark = 'loading' | 'saved' | 'saving' | 'kept' | 'not-saved'

export function savedMark(state: SyncState): SavedMark {
  switch (state.state) {
    case 'loading':
      return 'loading'
    case 'live':
      return unsaved(state) === 0 ? 'saved' : 'saving'
    case 'offline':
      return 'kept'
    case 'locked':
    case 'refused':
    case 'stopped':
      return unsaved(state) === 0 ? 'saved' : 'not-saved'
  }
}
