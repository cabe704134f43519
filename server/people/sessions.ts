/** Sessions: a random token in a cookie, its fingerprint in the table, and an end that moves only when its owner joins again. */
import type { DelegateId } from '#shared/people/people.ts'
import type { Runtime } from '../runtime.ts'
import type { Storage } from '../storage/storage.ts'
import { markAccountSeen } from './rows/accounts.ts'
import { deleteDeviceLinksOf } from './rows/device-links.ts'
import {
  deleteExpiredSessions,
  deleteSession,
  deleteSessionsOf,
  extendSession,
  findPerson,
  insertSession,
} from './rows/sessions.ts'
import { fingerprint, mintSecret } from './secrets.ts'

export interface Session {
  /** For the cookie only. */
  readonly token: string
  /** Epoch ms. */
  readonly expiresAt: number
}

/**
 * Signs a delegate in and ends the session that this browser had before, as its cookie is overwritten. `db` may be an
 * open transaction.
 */
export async function beginSession(
  { settings, clock }: Pick<Runtime, 'settings' | 'clock'>,
  db: Storage['db'],
  delegateId: DelegateId,
  before: string | null,
): Promise<Session> {
  const now = clock.now()
  const session = { token: mintSecret(), expiresAt: now + settings.sessionMs }
  if (before !== null) await deleteSession(db, fingerprint(before))
  await deleteExpiredSessions(db, now)
  await insertSession(db, {
    token_hash: fingerprint(session.token),
    delegate_id: delegateId,
    created_at: now,
    expires_at: session.expiresAt,
  })
  await markAccountSeen(db, delegateId, now)
  return session
}

/**
 * Lets the session of this browser last as long as a new one, under the same token: its other windows stay where they
 * are. `db` may be an open transaction.
 */
export async function continueSession(
  { settings, clock }: Pick<Runtime, 'settings' | 'clock'>,
  db: Storage['db'],
  token: string,
): Promise<Session> {
  const session = { token, expiresAt: clock.now() + settings.sessionMs }
  await extendSession(db, fingerprint(token), session.expiresAt)
  return session
}

/** Ends every session of a delegate, on every device, and closes their sockets. */
export async function endSessionsOf(
  { storage, rooms }: Pick<Runtime, 'storage' | 'rooms'>,
  delegateId: DelegateId,
): Promise<void> {
  await storage.transaction(async (db) => {
    await deleteSessionsOf(db, delegateId)
    await deleteDeviceLinksOf(db, delegateId)
  })
  await rooms.reassessDelegate(delegateId)
}

/** From now on the token opens nothing, and the sockets that it opened are closed. */
export async function endSession(
  { storage, rooms, clock }: Pick<Runtime, 'storage' | 'rooms' | 'clock'>,
  token: string,
): Promise<void> {
  const person = await findPerson(storage.db, fingerprint(token), clock.now())
  if (person === null) return
  await deleteSession(storage.db, fingerprint(token))
  await rooms.reassessDelegate(person.delegate.id)
}
