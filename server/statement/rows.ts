/** All SQL of statements: the row of each, its projection for lists and search, and who may see it in a list. */
import type { Expression, ExpressionBuilder, Selectable, SqlBool } from 'kysely'
import { sql } from 'kysely'
import type { Person } from '#shared/people/contract.ts'
import type { Delegate, Delegation, Role, StatementId } from '#shared/people/people.ts'
import type { Statement } from '#shared/statement/statement.ts'
import type { Db, StatementRow, Tables } from '../storage/tables.ts'
import { indexed, matching } from './search-words.ts'

/** Raised when the projection holds more or reads otherwise than before. */
const projectionVersion = 1

type Projected = Selectable<StatementRow>

export type Projection = Pick<Projected, 'title' | 'meeting' | 'date' | 'text' | 'language' | 'seconds' | 'time_limit'>

/** Also into the index, so to be called within a transaction. */
export async function insertStatement(db: Db, row: Omit<Projected, 'projection'>): Promise<void> {
  await db
    .insertInto('statements')
    .values({ ...row, projection: projectionVersion })
    .execute()
  await index(db, row.id, row)
}

export async function findStatement(db: Db, id: StatementId): Promise<Statement | null> {
  const row = await db.selectFrom('statements').select(columns).where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toStatement(row)
}

/** Also in the index, so to be called within a transaction. */
export async function updateProjection(db: Db, id: StatementId, now: Projection, changedAt: number): Promise<void> {
  await db
    .updateTable('statements')
    .set((to) => ({
      ...now,
      projection: projectionVersion,
      changed_at: changedAt,
      changed_by: to
        .selectFrom('updates')
        .leftJoin('delegates', 'delegates.id', 'updates.author')
        .select('delegates.delegation_id')
        .where('updates.statement_id', '=', id)
        .orderBy('seq', 'desc')
        .limit(1),
    }))
    .where('id', '=', id)
    .execute()
  await index(db, id, now)
}

/** Statements whose row is behind what this version writes down. */
export const listOutdated = (db: Db): Promise<{ id: StatementId; changedAt: number }[]> =>
  db
    .selectFrom('statements')
    .select(['id', 'changed_at as changedAt'])
    .where('projection', '<', projectionVersion)
    .execute()

async function index(db: Db, id: StatementId, { title, meeting, text }: Projection): Promise<void> {
  await db
    .insertInto('search_entries')
    .values({ statement_id: id })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await sql`
    insert or replace into search_index (rowid, title, meeting, text)
    select number, ${indexed(title)}, ${indexed(meeting)}, ${indexed(text)}
    from search_entries where statement_id = ${id}`.execute(db)
}

export async function setArchived(db: Db, id: StatementId, at: number | null): Promise<void> {
  await db
    .updateTable('statements')
    // Archived twice is archived since the first time.
    .set((to) => ({ archived_at: at === null ? null : to.fn.coalesce('archived_at', to.val(at)) }))
    .where('id', '=', id)
    .execute()
}

/** Whose lists are asked for: of one person, or of whoever may read everything. */
export type Reader = 'all' | Person

export interface ListedRow extends Statement, Pick<Projected, 'meeting' | 'date' | 'language' | 'seconds'> {
  readonly holder: Delegation
  readonly limit: number | null
  readonly changedBy: Delegation | null
}

/** What the reader may read, the last changed first. */
export async function listReadable(db: Db, reader: Reader): Promise<ListedRow[]> {
  const rows = await selectListed(db, reader).orderBy('changed_at', 'desc').orderBy('statements.id').execute()
  return rows.map(toListed)
}

/** What of it holds these words, the best match first; a word in the title weighs more than one in the text. */
export async function searchReadable(db: Db, reader: Reader, words: string): Promise<ListedRow[]> {
  const match = matching(words)
  if (match === null) return listReadable(db, reader)
  const rows = await selectListed(db, reader)
    .innerJoin('search_entries', 'search_entries.statement_id', 'statements.id')
    .innerJoin('search_index', 'search_index.rowid', 'search_entries.number')
    .where(sql<boolean>`search_index match ${match}`)
    .orderBy(sql`bm25(search_index, 8.0, 4.0, 1.0)`)
    .orderBy('changed_at', 'desc')
    .execute()
  return rows.map(toListed)
}

export interface Part {
  readonly statementId: StatementId
  readonly delegation: Delegation
  readonly role: Role
  readonly place: number
  readonly holdsPen: boolean
}

/** The delegations of all that the reader may read, those of each statement in order of joining. */
export async function listParts(db: Db, reader: Reader): Promise<Part[]> {
  const rows = await db
    .selectFrom('participations')
    .innerJoin('statements', 'statements.id', 'participations.statement_id')
    .innerJoin('delegations', 'delegations.id', 'participations.delegation_id')
    .select(['statements.id as statementId', 'penholder', 'role', 'place'])
    .select(['delegations.id', 'delegations.name', 'delegations.code'])
    .where(mayRead(reader))
    .orderBy('place')
    .execute()
  return rows.map(({ statementId, penholder, role, place, id, name, code }) => ({
    statementId,
    delegation: { id, name, code },
    role,
    place,
    holdsPen: id === penholder,
  }))
}

export interface BoundAuthor {
  readonly clientId: number
  readonly delegate: Delegate
  readonly delegation: Delegation
  /** Also of a delegation that was removed; null for one that never had a place. */
  readonly place: number | null
}

/** Whose each client id of the text is, by the server's binding, in the order in which the delegates were first seen. */
export async function listBoundAuthors(db: Db, id: StatementId): Promise<BoundAuthor[]> {
  const rows = await db
    .selectFrom('clients')
    .innerJoin('delegates', 'delegates.id', 'clients.delegate_id')
    .innerJoin('delegations', 'delegations.id', 'delegates.delegation_id')
    .leftJoin('participations', (own) =>
      own
        .onRef('participations.statement_id', '=', 'clients.statement_id')
        .onRef('participations.delegation_id', '=', 'delegations.id'),
    )
    .leftJoin('former_places', (former) =>
      former
        .onRef('former_places.statement_id', '=', 'clients.statement_id')
        .onRef('former_places.delegation_id', '=', 'delegations.id'),
    )
    .select(['clients.client_id', 'delegates.id as delegateId', 'delegates.name as delegateName'])
    .select((of) => of.fn.coalesce('participations.place', 'former_places.place').as('place'))
    .select(['delegations.id', 'delegations.name', 'delegations.code'])
    .where('clients.statement_id', '=', id)
    .orderBy('delegates.created_at')
    .orderBy('clients.client_id')
    .execute()
  return rows.map(({ client_id, delegateId, delegateName, place, id: delegationId, name, code }) => ({
    clientId: client_id,
    delegate: { id: delegateId, delegationId, name: delegateName },
    delegation: { id: delegationId, name, code },
    place,
  }))
}

export interface Holding {
  readonly statementId: StatementId
  readonly title: string
  readonly penholder: Delegation
  readonly bytes: number
  readonly changedAt: number
}

/** What each statement takes in the database, updates and snapshots together, the largest first. */
export async function listHoldings(db: Db): Promise<Holding[]> {
  const rows = await db
    .selectFrom('statements')
    .innerJoin('delegations', 'delegations.id', 'statements.penholder')
    .select((of) => [
      'statements.id as statementId',
      'title',
      'changed_at as changedAt',
      'delegations.id',
      'delegations.name',
      'delegations.code',
      of
        .selectFrom('updates')
        .whereRef('updates.statement_id', '=', 'statements.id')
        .select(sql<number>`coalesce(sum(length(bytes)), 0)`.as('sum'))
        .as('updates'),
      of
        .selectFrom('snapshots')
        .whereRef('snapshots.statement_id', '=', 'statements.id')
        .select(sql<number>`coalesce(sum(length(state)), 0)`.as('sum'))
        .as('snapshots'),
    ])
    .execute()
  return rows
    .map(({ statementId, title, changedAt, id, name, code, updates, snapshots }) => ({
      statementId,
      title,
      penholder: { id, name, code },
      bytes: (updates ?? 0) + (snapshots ?? 0),
      changedAt,
    }))
    .toSorted((one, other) => other.bytes - one.bytes)
}

/**
 * Without the administrator's right one may read what one joined by an invitation that was not withdrawn, and with an
 * account what one's delegation holds the pen of.
 */
export const mayRead =
  (reader: Reader) =>
  (is: ExpressionBuilder<Tables, 'statements'>): Expression<SqlBool> => {
    if (reader === 'all') return is.lit(true)
    const { delegate, account } = reader
    const joined = is
      .selectFrom('redemptions')
      .innerJoin('invitations', 'invitations.id', 'redemptions.invitation_id')
      .innerJoin('participations as own', (both) =>
        both
          .onRef('own.statement_id', '=', 'invitations.statement_id')
          .onRef('own.delegation_id', '=', 'invitations.delegation_id'),
      )
      .select('invitations.statement_id')
      .where('redemptions.delegate_id', '=', delegate.id)
      .where('invitations.delegation_id', '=', delegate.delegationId)
      .where('invitations.revoked_at', 'is', null)
    return is.or([
      is('statements.id', 'in', joined),
      ...(account === null ? [] : [is('statements.penholder', '=', delegate.delegationId)]),
    ])
  }

const columns = [
  'statements.id',
  'statements.title',
  'penholder',
  'drafting',
  'epoch',
  'statements.created_at',
  'changed_at',
  'archived_at',
] as const

const selectListed = (db: Db, reader: Reader) =>
  db
    .selectFrom('statements')
    .innerJoin('delegations as holder', 'holder.id', 'statements.penholder')
    .leftJoin('delegations as changer', 'changer.id', 'statements.changed_by')
    .select([...columns, 'statements.meeting', 'date', 'language', 'seconds', 'time_limit'])
    .select(['holder.name as holderName', 'holder.code as holderCode'])
    .select(['changer.id as changerId', 'changer.name as changerName', 'changer.code as changerCode'])
    .where(mayRead(reader))

type SelectedRow = Awaited<ReturnType<ReturnType<typeof selectListed>['execute']>>[number]

const toListed = (row: SelectedRow): ListedRow => ({
  ...toStatement(row),
  holder: { id: row.penholder, name: row.holderName, code: row.holderCode },
  meeting: row.meeting,
  date: row.date,
  language: row.language,
  seconds: row.seconds,
  limit: row.time_limit,
  changedBy:
    row.changerId === null || row.changerName === null || row.changerCode === null
      ? null
      : { id: row.changerId, name: row.changerName, code: row.changerCode },
})

const toStatement = ({
  id,
  title,
  penholder,
  drafting,
  epoch,
  created_at,
  changed_at,
  archived_at,
}: Pick<
  Projected,
  'id' | 'title' | 'penholder' | 'drafting' | 'epoch' | 'created_at' | 'changed_at' | 'archived_at'
>): Statement => ({
  id,
  title,
  penholder,
  drafting,
  epoch,
  createdAt: created_at,
  changedAt: changed_at,
  archivedAt: archived_at,
})
