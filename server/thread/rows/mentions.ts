/** The SQL of mentions: whom a comment calls, and where somebody was called. */
import type { Person } from '#shared/people/contract.ts'
import type { Present, StatementId } from '#shared/people/people.ts'
import { anchor as anchorOf } from '#shared/thread/thread.ts'
import type { Reader as StatementReader } from '../../statement/rows.ts'
import { mayRead as mayReadStatement } from '../../statement/rows.ts'
import type { Db, MentionRow } from '../../storage/tables.ts'
import type { FoundComment } from './comments.ts'
import { commentColumns, toComment } from './comments.ts'
import { isFor } from './reader.ts'
import { presentColumns, toPresent } from './voices.ts'

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

export async function insertMentions(db: Db, mentions: readonly MentionRow[]): Promise<void> {
  if (mentions.length > 0) await db.insertInto('mentions').values(mentions).execute()
}

export async function deleteMentions(db: Db, comment: number): Promise<void> {
  await db.deleteFrom('mentions').where('comment', '=', comment).execute()
}
