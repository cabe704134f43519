/** The SQL of sessions, and of the person whom one names. */
import type { Person } from '#shared/people/contract.ts'
import type { DelegateId } from '#shared/people/people.ts'
import type { Db, SessionRow } from '../../storage/tables.ts'

/** Whose session this is, while it lasts. */
export async function findPerson(db: Db, tokenHash: string, now: number): Promise<Person | null> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('delegates', 'delegates.id', 'sessions.delegate_id')
    .innerJoin('delegations', 'delegations.id', 'delegates.delegation_id')
    .leftJoin('accounts', 'accounts.delegate_id', 'delegates.id')
    .select([
      'delegates.id as delegateId',
      'delegates.name as delegateName',
      'delegations.id as delegationId',
      'delegations.name as delegationName',
      'delegations.code',
      'accounts.administrator',
      'accounts.can_create',
    ])
    .where('sessions.token_hash', '=', tokenHash)
    .where('sessions.expires_at', '>', now)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    delegate: { id: row.delegateId, delegationId: row.delegationId, name: row.delegateName },
    delegation: { id: row.delegationId, name: row.delegationName, code: row.code },
    account:
      row.administrator === null ? null : { administrator: row.administrator === 1, create: row.can_create === 1 },
  }
}

/** When a session ends by itself, epoch ms. */
export async function findSessionEnd(db: Db, tokenHash: string): Promise<number | null> {
  const session = db.selectFrom('sessions').select('expires_at').where('token_hash', '=', tokenHash)
  return (await session.executeTakeFirst())?.expires_at ?? null
}

export async function insertSession(db: Db, session: SessionRow): Promise<void> {
  await db.insertInto('sessions').values(session).execute()
}

/** The same session lasts until another time. */
export async function extendSession(db: Db, tokenHash: string, expiresAt: number): Promise<void> {
  await db.updateTable('sessions').set({ expires_at: expiresAt }).where('token_hash', '=', tokenHash).execute()
}

export async function deleteSession(db: Db, tokenHash: string): Promise<void> {
  await db.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute()
}

export async function deleteSessionsOf(db: Db, delegateId: DelegateId): Promise<void> {
  await db.deleteFrom('sessions').where('delegate_id', '=', delegateId).execute()
}

export async function deleteExpiredSessions(db: Db, now: number): Promise<void> {
  await db.deleteFrom('sessions').where('expires_at', '<=', now).execute()
}
