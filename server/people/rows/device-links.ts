/** The SQL of the one-time links by which somebody goes on on another device. */
import type { DelegateId, StatementId } from '#shared/people/people.ts'
import type { Db } from '../../storage/tables.ts'

/** A link, and a code, by which a delegate's session begins on another device. */
export interface DeviceLink {
  readonly id: string
  readonly secretHash: string
  readonly delegateId: DelegateId
  readonly statementId: StatementId | null
  readonly expiresAt: number
  readonly usedAt: number | null
}

export async function insertDeviceLink(
  db: Db,
  link: Omit<DeviceLink, 'usedAt'> & { readonly codeHash: string },
): Promise<void> {
  await db
    .insertInto('device_links')
    .values({
      id: link.id,
      secret_hash: link.secretHash,
      code_hash: link.codeHash,
      delegate_id: link.delegateId,
      statement_id: link.statementId,
      expires_at: link.expiresAt,
    })
    .execute()
}

export async function findDeviceLink(
  db: Db,
  by: { readonly id: string } | { readonly codeHash: string },
): Promise<DeviceLink | null> {
  const links = db.selectFrom('device_links').selectAll()
  const row = await (
    'id' in by ? links.where('id', '=', by.id) : links.where('code_hash', '=', by.codeHash)
  ).executeTakeFirst()
  if (row === undefined) return null
  return {
    id: row.id,
    secretHash: row.secret_hash,
    delegateId: row.delegate_id,
    statementId: row.statement_id,
    expiresAt: row.expires_at,
    usedAt: row.used_at,
  }
}

export async function useDeviceLink(db: Db, id: string, at: number): Promise<void> {
  await db.updateTable('device_links').set({ used_at: at }).where('id', '=', id).execute()
}

/** Used or not. */
export async function deleteDeviceLinksOf(db: Db, delegateId: DelegateId): Promise<void> {
  await db.deleteFrom('device_links').where('delegate_id', '=', delegateId).execute()
}

/** Those that ended before `before`. */
export async function deleteOldDeviceLinks(db: Db, before: number): Promise<void> {
  await db.deleteFrom('device_links').where('expires_at', '<', before).execute()
}
