/** All SQL of statements: the row of each, its projection for lists and search, and who may see it in a list. */
import type { Kysely } from 'kysely'
import type { Person } from '#shared/people/contract.ts'
import type { Delegation, StatementId } from '#shared/people/people.ts'
import type { Statement } from '#shared/statement/statement.ts'
import type { StatementRow, Tables } from '../storage/tables.ts'

type Db = Kysely<Tables>

export async function insertStatement(db: Db, row: StatementRow): Promise<void> {
  await db.insertInto('statements').values(row).execute()
}

export async function findStatement(db: Db, id: StatementId): Promise<Statement | null> {
  const row = await db.selectFrom('statements').select(columns).where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toStatement(row)
}

export interface Projection {
  readonly title: string
  readonly meeting: string
  readonly date: string
  readonly text: string
}

export async function updateProjection(db: Db, id: StatementId, now: Projection, changedAt: number): Promise<void> {
  await db
    .updateTable('statements')
    .set({ ...now, changed_at: changedAt })
    .where('id', '=', id)
    .execute()
}

export interface ListedStatement extends Statement {
  readonly holder: Delegation
}

/** Every statement, the last changed first. */
export const listAll = (db: Db): Promise<ListedStatement[]> => listed(selectListed(db))

/** What somebody without the administrator's right may read: joined by invitation, or with an account that holds the pen. */
export function listFor(db: Db, { delegate, account }: Person): Promise<ListedStatement[]> {
  const joined = db
    .selectFrom('redemptions')
    .innerJoin('invitations', 'invitations.id', 'redemptions.invitation_id')
    .innerJoin('participations', (both) =>
      both
        .onRef('participations.statement_id', '=', 'invitations.statement_id')
        .onRef('participations.delegation_id', '=', 'invitations.delegation_id'),
    )
    .select('invitations.statement_id')
    .where('redemptions.delegate_id', '=', delegate.id)
    .where('invitations.delegation_id', '=', delegate.delegationId)
    .where('invitations.revoked_at', 'is', null)
  const mine = selectListed(db).where((is) =>
    is.or([
      is('statements.id', 'in', joined),
      ...(account === null ? [] : [is('statements.penholder', '=', delegate.delegationId)]),
    ]),
  )
  return listed(mine)
}

const columns = [
  'statements.id',
  'title',
  'penholder',
  'drafting',
  'epoch',
  'statements.created_at',
  'changed_at',
  'archived_at',
] as const

const selectListed = (db: Db) =>
  db
    .selectFrom('statements')
    .innerJoin('delegations', 'delegations.id', 'statements.penholder')
    .select([...columns, 'delegations.name', 'delegations.code'])
    .orderBy('changed_at', 'desc')

async function listed(query: ReturnType<typeof selectListed>): Promise<ListedStatement[]> {
  const rows = await query.execute()
  return rows.map((row) => ({
    ...toStatement(row),
    holder: { id: row.penholder, name: row.name, code: row.code },
  }))
}

const toStatement = ({
  id,
  title,
  penholder,
  drafting,
  epoch,
  created_at,
  changed_at,
  archived_at,
}: Omit<StatementRow, 'meeting' | 'date' | 'text'>): Statement => ({
  id,
  title,
  penholder,
  drafting,
  epoch,
  createdAt: created_at,
  changedAt: changed_at,
  archivedAt: archived_at,
})
