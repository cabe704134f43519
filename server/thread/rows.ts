/**
 * All SQL of threads: their anchors and comments, who is mentioned, and how far each person has seen. Whatever finds a
 * thread names its reader, so that one of another delegation's own is never found. Each function does one query and
 * decides nothing.
 */
import type { Expression, ExpressionBuilder, Insertable, Kysely, SqlBool } from 'kysely'
import { z } from 'zod'
import type { Person } from '#shared/people/contract.ts'
import { isImported, lookOfImported } from '#shared/people/imported.ts'
import type { Delegate, DelegateId, Delegation, DelegationId, Present, StatementId } from '#shared/people/people.ts'
import { nameplateOf } from '#shared/people/people.ts'
import type { Anchor, CommentId, CommentText, ThreadId } from '#shared/thread/thread.ts'
import { anchor as anchorOf, piece } from '#shared/thread/thread.ts'
import type { Reader as StatementReader } from '../statement/rows.ts'
import { mayRead as mayReadStatement } from '../statement/rows.ts'
import type { AnchorRow, CommentRow, MentionRow, SeenThreadRow, Tables, ThreadRow } from '../storage/tables.ts'

type Db = Kysely<Tables>

/** For whom threads are read; null for the operator, who is of no delegation. */
export type Reader = Person | null

/** The threads of a statement, or one of them. */
export interface Which {
  readonly statementId: StatementId
  readonly threadId?: ThreadId
}

export interface FoundThread {
  readonly id: ThreadId
  readonly audience: DelegationId | null
  readonly anchor: Anchor
  readonly anchorVersion: number
  readonly resolvedBy: DelegateId | null
  readonly resolvedAt: number | null
  readonly changedAt: number
  /** The number of the last comment that the reader has seen; 0 for none. */
  readonly seen: number
}

/** In no order. */
export async function findThreads(db: Db, which: Which, reader: Reader): Promise<FoundThread[]> {
  const rows = await db
    .selectFrom('threads')
    .innerJoin('anchors', (current) =>
      current.onRef('anchors.thread_id', '=', 'threads.id').onRef('anchors.version', '=', 'threads.anchor_version'),
    )
    .leftJoin('seen_threads', (own) =>
      own
        .onRef('seen_threads.thread_id', '=', 'threads.id')
        .on('seen_threads.delegate_id', 'is', reader?.delegate.id ?? null),
    )
    .select(['threads.id', 'audience', 'anchor', 'anchor_version', 'resolved_by', 'resolved_at', 'changed_at'])
    .select('seen_threads.comment as seen')
    .where(isAmong(which))
    .where(isFor(reader))
    .execute()
  return rows.map((row) => ({
    id: row.id,
    audience: row.audience,
    anchor: anchorOf.parse(JSON.parse(row.anchor)),
    anchorVersion: row.anchor_version,
    resolvedBy: row.resolved_by,
    resolvedAt: row.resolved_at,
    changedAt: row.changed_at,
    seen: row.seen ?? 0,
  }))
}

export interface FoundComment {
  readonly number: number
  readonly id: CommentId
  readonly threadId: ThreadId
  readonly author: DelegateId
  readonly key: string
  readonly text: CommentText | null
  readonly createdAt: number
  readonly editedAt: number | null
}

/** In the order in which they were said. */
export async function findComments(db: Db, which: Which, reader: Reader): Promise<FoundComment[]> {
  const rows = await db
    .selectFrom('comments')
    .innerJoin('threads', 'threads.id', 'comments.thread_id')
    .select(commentColumns)
    .where(isAmong(which))
    .where(isFor(reader))
    .orderBy('number')
    .execute()
  return rows.map(toComment)
}

/** These delegates, each with the hue that their delegation has or had at this table. */
export async function findVoices(
  db: Db,
  statementId: StatementId,
  ids: readonly DelegateId[],
): Promise<Map<DelegateId, Present>> {
  const rows = await db
    .selectFrom('delegates')
    .innerJoin('delegations', 'delegations.id', 'delegates.delegation_id')
    .leftJoin('participations', (own) =>
      own
        .on('participations.statement_id', '=', statementId)
        .onRef('participations.delegation_id', '=', 'delegations.id'),
    )
    .leftJoin('former_places', (former) =>
      former
        .on('former_places.statement_id', '=', statementId)
        .onRef('former_places.delegation_id', '=', 'delegations.id'),
    )
    .select(presentColumns)
    .select((of) => of.fn.coalesce('participations.place', 'former_places.place').as('place'))
    .where('delegates.id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.delegateId, toPresent(row)]))
}

/** Over all audiences. */
export async function countThreads(db: Db, statementId: StatementId): Promise<number> {
  const { count } = await db
    .selectFrom('threads')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('statement_id', '=', statementId)
    .executeTakeFirstOrThrow()
  return count
}

/** What was said under a key, and where. */
export interface Said extends Required<Which> {
  /** True when it opened the thread. */
  readonly opened: boolean
}

export async function findSaid(db: Db, author: DelegateId, key: string): Promise<Said | null> {
  const row = await db
    .selectFrom('comments')
    .innerJoin('threads', 'threads.id', 'comments.thread_id')
    .select(['statement_id', 'thread_id', 'number'])
    .select((of) =>
      of
        .selectFrom('comments as first')
        .select((first) => first.fn.min('first.number').as('number'))
        .whereRef('first.thread_id', '=', 'comments.thread_id')
        .as('firstNumber'),
    )
    .where('author', '=', author)
    .where('key', '=', key)
    .executeTakeFirst()
  if (row === undefined) return null
  return { statementId: row.statement_id, threadId: row.thread_id, opened: row.number === row.firstNumber }
}

export async function isSpent(db: Db, author: DelegateId, key: string): Promise<boolean> {
  const spent = db.selectFrom('spent_keys').select('key').where('author', '=', author).where('key', '=', key)
  return (await spent.executeTakeFirst()) !== undefined
}

export async function spendKey(db: Db, author: DelegateId, key: string): Promise<void> {
  await db.insertInto('spent_keys').values({ author, key }).execute()
}

export async function insertThread(db: Db, thread: Insertable<ThreadRow>): Promise<void> {
  await db.insertInto('threads').values(thread).execute()
}

/** Rows that SQLite takes in one statement, whose values are some 32,000 at most. */
const atOnce = 2_000

export async function insertThreads(db: Db, threads: readonly Insertable<ThreadRow>[]): Promise<void> {
  for (const rows of portions(threads)) await db.insertInto('threads').values(rows).execute()
}

export async function insertAnchors(db: Db, anchors: readonly Insertable<AnchorRow>[]): Promise<void> {
  for (const rows of portions(anchors)) await db.insertInto('anchors').values(rows).execute()
}

/** They get their numbers in this order. */
export async function insertComments(db: Db, comments: readonly Insertable<CommentRow>[]): Promise<void> {
  for (const rows of portions(comments)) await db.insertInto('comments').values(rows).execute()
}

const portions = <Row>(rows: readonly Row[]): Row[][] =>
  Array.from({ length: Math.ceil(rows.length / atOnce) }, (_, k) => rows.slice(k * atOnce, (k + 1) * atOnce))

export async function updateThread(
  db: Db,
  id: ThreadId,
  change: Partial<Pick<ThreadRow, 'anchor_version' | 'resolved_by' | 'resolved_at' | 'changed_at'>>,
): Promise<void> {
  await db.updateTable('threads').set(change).where('id', '=', id).execute()
}

/** The thread must have no comments any more. */
export async function deleteThread(db: Db, id: ThreadId): Promise<void> {
  await db.deleteFrom('threads').where('id', '=', id).execute()
}

export async function insertAnchor(
  db: Db,
  threadId: ThreadId,
  { version, anchor, author, at }: { version: number; anchor: Anchor; author: DelegateId; at: number },
): Promise<void> {
  const row = { thread_id: threadId, version, anchor: JSON.stringify(anchor), author, at }
  await db.insertInto('anchors').values(row).execute()
}

export async function deleteAnchors(db: Db, threadId: ThreadId): Promise<void> {
  await db.deleteFrom('anchors').where('thread_id', '=', threadId).execute()
}

/** Answers its number. */
export async function insertComment(
  db: Db,
  { text, ...row }: Omit<Insertable<CommentRow>, 'text'> & { text: CommentText },
): Promise<number> {
  const { number } = await db
    .insertInto('comments')
    .values({ ...row, text: JSON.stringify(text) })
    .returning('number')
    .executeTakeFirstOrThrow()
  return number
}

export async function rewriteComment(db: Db, number: number, text: CommentText, at: number): Promise<void> {
  await db
    .updateTable('comments')
    .set({ text: JSON.stringify(text), edited_at: at })
    .where('number', '=', number)
    .execute()
}

/** Its words are gone, and that it was there stays. */
export async function eraseComment(db: Db, number: number): Promise<void> {
  await db.updateTable('comments').set({ text: null, edited_at: null }).where('number', '=', number).execute()
}

export async function deleteComment(db: Db, number: number): Promise<void> {
  await db.deleteFrom('comments').where('number', '=', number).execute()
}

export async function insertMentions(db: Db, mentions: readonly MentionRow[]): Promise<void> {
  if (mentions.length > 0) await db.insertInto('mentions').values(mentions).execute()
}

export async function deleteMentions(db: Db, comment: number): Promise<void> {
  await db.deleteFrom('mentions').where('comment', '=', comment).execute()
}

/** The delegations at the table, in order of joining. */
export const listDelegations = (db: Db, statementId: StatementId): Promise<Delegation[]> =>
  db
    .selectFrom('participations')
    .innerJoin('delegations', 'delegations.id', 'participations.delegation_id')
    .select(['delegations.id', 'name', 'code'])
    .where('statement_id', '=', statementId)
    .orderBy('place')
    .execute()

/** Who joined for a delegation at the table, and the accounts of these delegations. */
export async function listDelegates(db: Db, statementId: StatementId): Promise<Delegate[]> {
  const rows = await db
    .selectFrom('delegates')
    .innerJoin('participations', 'participations.delegation_id', 'delegates.delegation_id')
    .select(['delegates.id', 'delegates.delegation_id', 'name'])
    .where('participations.statement_id', '=', statementId)
    .where((is) =>
      is.or([
        is('delegates.id', 'in', is.selectFrom('accounts').select('delegate_id')),
        is(
          'delegates.id',
          'in',
          is
            .selectFrom('redemptions')
            .innerJoin('invitations', 'invitations.id', 'redemptions.invitation_id')
            .select('redemptions.delegate_id')
            .where('invitations.statement_id', '=', statementId)
            .where('invitations.revoked_at', 'is', null),
        ),
      ]),
    )
    .orderBy('place')
    .orderBy('name')
    .execute()
  return rows.map(({ id, delegation_id, name }) => ({ id, delegationId: delegation_id, name }))
}

/** Those of these comments that the reader may read. */
export const findNumbers = (
  db: Db,
  statementId: StatementId,
  reader: Reader,
  ids: readonly CommentId[],
): Promise<{ id: CommentId; threadId: ThreadId; number: number }[]> =>
  db
    .selectFrom('comments')
    .innerJoin('threads', 'threads.id', 'comments.thread_id')
    .select(['comments.id', 'thread_id as threadId', 'number'])
    .where('comments.id', 'in', ids)
    .where(isAmong({ statementId }))
    .where(isFor(reader))
    .execute()

/** Moves forward only. Answers the threads of which the delegate has seen more than before. */
export async function markSeen(db: Db, seen: readonly SeenThreadRow[]): Promise<ThreadId[]> {
  const moved = await db
    .insertInto('seen_threads')
    .values(seen)
    .onConflict((before) =>
      before
        .columns(['thread_id', 'delegate_id'])
        .doUpdateSet((now) => ({ comment: now.ref('excluded.comment') }))
        .whereRef('excluded.comment', '>', 'seen_threads.comment'),
    )
    .returning('thread_id')
    .execute()
  return moved.map(({ thread_id }) => thread_id)
}

/** Of everybody. */
export async function forgetSeen(db: Db, threadId: ThreadId): Promise<void> {
  await db.deleteFrom('seen_threads').where('thread_id', '=', threadId).execute()
}

export interface FoundMention {
  readonly statementId: StatementId
  readonly title: string
  readonly quote: string
  readonly comment: FoundComment
  readonly author: Present
  readonly seen: boolean
}

/**
 * The last `limit` comments by others that mention the person or their delegation, in what they may read, the newest
 * first; none of archived statements. `statements`: whose statements are looked through.
 */
export async function listMentions(
  db: Db,
  person: Person,
  statements: StatementReader,
  limit: number,
): Promise<FoundMention[]> {
  const { delegate, delegation } = person
  const rows = await db
    .selectFrom('comments')
    .innerJoin('threads', 'threads.id', 'comments.thread_id')
    .innerJoin('anchors', (current) =>
      current.onRef('anchors.thread_id', '=', 'threads.id').onRef('anchors.version', '=', 'threads.anchor_version'),
    )
    .innerJoin('statements', 'statements.id', 'threads.statement_id')
    .innerJoin('delegates', 'delegates.id', 'comments.author')
    .innerJoin('delegations', 'delegations.id', 'delegates.delegation_id')
    .leftJoin('participations', (own) =>
      own
        .onRef('participations.statement_id', '=', 'threads.statement_id')
        .onRef('participations.delegation_id', '=', 'delegations.id'),
    )
    .leftJoin('former_places', (former) =>
      former
        .onRef('former_places.statement_id', '=', 'threads.statement_id')
        .onRef('former_places.delegation_id', '=', 'delegations.id'),
    )
    .leftJoin('seen_threads', (own) =>
      own.onRef('seen_threads.thread_id', '=', 'threads.id').on('seen_threads.delegate_id', '=', delegate.id),
    )
    .select(commentColumns)
    .select(presentColumns)
    .select((of) => of.fn.coalesce('participations.place', 'former_places.place').as('place'))
    .select(['statements.id as statementId', 'title', 'anchor', 'seen_threads.comment as seen'])
    .where((is) =>
      is(
        'comments.number',
        'in',
        is
          .selectFrom('mentions')
          .select('comment')
          .where('delegation_id', '=', delegation.id)
          .where((whom) => whom.or([whom('delegate_id', 'is', null), whom('delegate_id', '=', delegate.id)])),
      ),
    )
    .where('comments.author', '!=', delegate.id)
    .where('archived_at', 'is', null)
    .where(isFor(person))
    .where(mayReadStatement(statements))
    .orderBy('comments.number', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    statementId: row.statementId,
    title: row.title,
    quote: anchorOf.parse(JSON.parse(row.anchor)).quote,
    comment: toComment(row),
    author: toPresent(row),
    seen: row.number <= (row.seen ?? 0),
  }))
}

const isAmong =
  ({ statementId, threadId }: Which) =>
  (is: ExpressionBuilder<Tables, 'threads'>): Expression<SqlBool> =>
    is.and([
      is('threads.statement_id', '=', statementId),
      ...(threadId === undefined ? [] : [is('threads.id', '=', threadId)]),
    ])

const isFor =
  (reader: Reader) =>
  (is: ExpressionBuilder<Tables, 'threads'>): Expression<SqlBool> =>
    is.or([
      is('threads.audience', 'is', null),
      ...(reader === null ? [] : [is('threads.audience', '=', reader.delegation.id)]),
    ])

const commentColumns = [
  'comments.number',
  'comments.id',
  'comments.thread_id',
  'comments.author',
  'comments.key',
  'comments.text',
  'comments.created_at',
  'comments.edited_at',
] as const

const pieces = z.array(piece).nullable()

const toComment = (row: {
  readonly number: number
  readonly id: CommentId
  readonly thread_id: ThreadId
  readonly author: DelegateId
  readonly key: string
  readonly text: string | null
  readonly created_at: number
  readonly edited_at: number | null
}): FoundComment => ({
  number: row.number,
  id: row.id,
  threadId: row.thread_id,
  author: row.author,
  key: row.key,
  text: row.text === null ? null : pieces.parse(JSON.parse(row.text)),
  createdAt: row.created_at,
  editedAt: row.edited_at,
})

const presentColumns = [
  'delegates.id as delegateId',
  'delegates.name as name',
  'delegations.id as delegationId',
  'delegations.name as delegation',
  'delegations.code as code',
] as const

/**
 * Whoever comments has or had a place: the right comes with a role or the pen, and a place is never forgotten. Imported
 * voices alone have none.
 */
const toPresent = ({ place, ...row }: Omit<Present, 'hue' | 'outlined'> & { place: number | null }): Present => ({
  delegateId: row.delegateId,
  name: row.name,
  delegationId: row.delegationId,
  delegation: row.delegation,
  code: row.code,
  ...(isImported(row) ? lookOfImported : nameplateOf(place ?? 1)),
})
