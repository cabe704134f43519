/**
 * What the row of notices says of all that may be so at once: in which order, and one notice where two would say nearly
 * the same of one situation. Pure.
 */
import type { Role } from '#shared/people/people.ts'
import { may, type Standing } from '#shared/people/rights.ts'
import type { RefusalCode } from '#shared/refusal.ts'
import { type SyncState, unsaved } from '#shared/room/sync-state.ts'
import type { LeftBehind } from '../room/renewal.ts'
import type { Connection } from '../room/use-connection.ts'

/** From top to bottom: what may cost somebody their words comes first. Each place holds one notice at most. */
export const places = ['trouble', 'not-taken', 'connection', 'standing', 'deed', 'moved', 'version'] as const
export type Place = (typeof places)[number]

export interface Situation {
  readonly sync: SyncState
  readonly connection: Connection
  readonly left: Pick<LeftBehind, 'code' | 'changes'> | null
  readonly standing: Standing
  /** Whether the pen has come to this person's delegation, or gone from it, while the page was open. */
  readonly pen: 'came' | 'went' | null
  /** Set where it was another one before. */
  readonly newRole: Role | null
  /** Why what this person asked for was not done. */
  readonly deed: RefusalCode | null
  readonly textMoved: boolean
  readonly updated: boolean
}

/** What keeps somebody from writing in the text. */
export type Barrier = 'archived' | 'closed' | 'role'

export type Said =
  /** The page is at its end, with so many changes that only this device has. */
  | { readonly place: 'trouble'; readonly says: 'stopped'; readonly code: RefusalCode; readonly changes: number }
  | { readonly place: 'trouble'; readonly says: 'cannot-save'; readonly reason: string; readonly changes: number }
  /** Not taken, and what stood against it stands still. */
  | { readonly place: 'not-taken'; readonly says: 'barred'; readonly barrier: Barrier; readonly changes: number }
  /** Not taken, for a reason that has gone since: this person writes again. */
  | { readonly place: 'not-taken'; readonly says: 'was-barred'; readonly code: RefusalCode; readonly changes: number }
  /** Not taken for what it is, or what has become of the text. */
  | { readonly place: 'not-taken'; readonly says: 'refused'; readonly code: RefusalCode; readonly changes: number }
  | { readonly place: 'connection'; readonly says: 'offline'; readonly changes: number; readonly writes: Writes }
  | { readonly place: 'connection'; readonly says: 'back'; readonly sent: number }
  | { readonly place: 'standing'; readonly says: 'pen-came' }
  | { readonly place: 'standing'; readonly says: 'pen-went'; readonly closed: boolean }
  | { readonly place: 'standing'; readonly says: 'role'; readonly role: Role }
  | { readonly place: 'standing'; readonly says: 'archived' | 'closed' }
  /** `told`: why stands in another notice. */
  | { readonly place: 'deed'; readonly says: 'not-done'; readonly code: RefusalCode; readonly told: boolean }
  | { readonly place: 'moved'; readonly says: 'moved' }
  | { readonly place: 'version'; readonly says: 'updated' }

/** What somebody goes on writing without a connection. */
export type Writes = 'text' | 'comments' | 'nothing'

/** These say where a person stood when their changes came, not what the changes were. */
const ofStanding: ReadonlySet<RefusalCode> = new Set([
  'drafting-closed',
  'archived',
  'read-only',
  'not-allowed',
  'link-withdrawn',
  'removed',
])

/** In the order of `places`. */
export function noticesShown(now: Situation): readonly Said[] {
  const { sync, left } = now
  // Whatever else there was to say of the page is of no use any more, but for what is to be copied.
  if (sync.state === 'stopped') {
    const changes = unsaved(sync) + (left?.changes ?? 0)
    return [{ place: 'trouble', says: 'stopped', code: sync.code, changes }]
  }
  const trouble: Said | null =
    sync.state === 'locked'
      ? { place: 'trouble', says: 'cannot-save', reason: sync.reason, changes: unsaved(sync) }
      : null
  const barrier = barrierOf(now.standing)
  const notTaken = left === null ? null : notTakenOf(left, barrier)
  const connection = connectionOf(now)
  // While nobody can write, it says nothing new who may; and the barrier is said once.
  const tellsBarrier = trouble === null && notTaken?.says !== 'barred'
  const waits = [trouble, notTaken].some((said) => said !== null) || connection?.says === 'offline'
  const shown: readonly (Said | null)[] = [
    trouble,
    notTaken,
    connection,
    trouble === null ? standingOf(now, barrier, tellsBarrier) : null,
    now.deed === null ? null : { place: 'deed', says: 'not-done', code: now.deed, told: isTold(now.deed, now) },
    now.textMoved ? { place: 'moved', says: 'moved' } : null,
    // Reloading suits nobody who has something else to see to first.
    now.updated && !waits ? { place: 'version', says: 'updated' } : null,
  ]
  return shown.filter((said) => said !== null)
}

function barrierOf(standing: Standing): Barrier | null {
  if (may('edit', standing)) return null
  if (standing.archived) return 'archived'
  return standing.role === 'drafter' ? 'closed' : 'role'
}

function notTakenOf({ code, changes }: NonNullable<Situation['left']>, barrier: Barrier | null) {
  const place = 'not-taken'
  if (!ofStanding.has(code)) return { place, says: 'refused', code, changes } as const
  return barrier === null
    ? ({ place, says: 'was-barred', code, changes } as const)
    : ({ place, says: 'barred', barrier, changes } as const)
}

function connectionOf({ connection, sync, standing }: Situation) {
  const place = 'connection'
  switch (connection.connection) {
    case 'there':
      return null
    case 'back':
      return { place, says: 'back', sent: connection.sent } as const
    case 'lost': {
      const writes = may('edit', standing) ? 'text' : may('comment', standing) ? 'comments' : 'nothing'
      return { place, says: 'offline', changes: unsaved(sync), writes } as const
    }
  }
}

function standingOf({ pen, newRole }: Situation, barrier: Barrier | null, tellsBarrier: boolean): Said | null {
  const place = 'standing'
  if (barrier === 'archived') return tellsBarrier ? { place, says: 'archived' } : null
  const closed = barrier === 'closed' && tellsBarrier
  if (pen === 'went') return { place, says: 'pen-went', closed }
  if (pen === 'came') return { place, says: 'pen-came' }
  if (closed) return { place, says: 'closed' }
  return newRole !== null && tellsBarrier ? { place, says: 'role', role: newRole } : null
}

const isTold = (code: RefusalCode, { sync, connection }: Situation): boolean =>
  (code === 'unreachable' && connection.connection === 'lost') || (code === 'storage-failed' && sync.state === 'locked')
