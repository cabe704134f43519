/** Threads about the text, each with its anchors and comments; who is mentioned, and how far each person has seen. */
import type { Migration } from 'kysely/migration'

export const threads: Migration = {
  async up(db) {
    const { schema } = db
    await schema
      .createTable('threads')
      .addColumn('id', 'text', (id) => id.primaryKey())
      .addColumn('statement_id', 'text', (statement) => statement.notNull().references('statements.id'))
      .addColumn('audience', 'text', (delegation) => delegation.references('delegations.id'))
      .addColumn('anchor_version', 'integer', (version) => version.notNull())
      .addColumn('resolved_by', 'text', (delegate) => delegate.references('delegates.id'))
      .addColumn('resolved_at', 'integer')
      .addColumn('changed_at', 'integer', (at) => at.notNull())
      .execute()
    await schema.createIndex('threads_of_statement').on('threads').column('statement_id').execute()
    await schema
      .createTable('anchors')
      .addColumn('thread_id', 'text', (thread) => thread.notNull().references('threads.id'))
      .addColumn('version', 'integer', (version) => version.notNull())
      .addColumn('anchor', 'text', (anchor) => anchor.notNull())
      .addColumn('author', 'text', (delegate) => delegate.notNull().references('delegates.id'))
      .addColumn('at', 'integer', (at) => at.notNull())
      .addPrimaryKeyConstraint('anchors_key', ['thread_id', 'version'])
      .execute()
    await schema
      .createTable('comments')
      // Without AUTOINCREMENT the number of a deleted last comment would be given again, to one that then counts as seen.
      .addColumn('number', 'integer', (number) => number.primaryKey().autoIncrement())
      .addColumn('id', 'text', (id) => id.notNull().unique())
      .addColumn('thread_id', 'text', (thread) => thread.notNull().references('threads.id'))
      .addColumn('author', 'text', (delegate) => delegate.notNull().references('delegates.id'))
      .addColumn('key', 'text', (key) => key.notNull())
      .addColumn('text', 'text')
      .addColumn('created_at', 'integer', (at) => at.notNull())
      .addColumn('edited_at', 'integer')
      .addUniqueConstraint('comments_key', ['author', 'key'])
      .execute()
    await schema.createIndex('comments_of_thread').on('comments').columns(['thread_id', 'number']).execute()
    await schema
      .createTable('spent_keys')
      .addColumn('author', 'text', (delegate) => delegate.notNull().references('delegates.id'))
      .addColumn('key', 'text', (key) => key.notNull())
      .addPrimaryKeyConstraint('spent_keys_key', ['author', 'key'])
      .execute()
    await schema
      .createTable('mentions')
      .addColumn('comment', 'integer', (comment) => comment.notNull().references('comments.number'))
      .addColumn('delegation_id', 'text', (delegation) => delegation.notNull().references('delegations.id'))
      .addColumn('delegate_id', 'text', (delegate) => delegate.references('delegates.id'))
      .execute()
    await schema.createIndex('mentions_in_comment').on('mentions').column('comment').execute()
    await schema
      .createIndex('mentions_of_delegation')
      .on('mentions')
      .columns(['delegation_id', 'delegate_id', 'comment'])
      .execute()
    await schema
      .createTable('seen_threads')
      .addColumn('thread_id', 'text', (thread) => thread.notNull().references('threads.id'))
      .addColumn('delegate_id', 'text', (delegate) => delegate.notNull().references('delegates.id'))
      .addColumn('comment', 'integer', (comment) => comment.notNull())
      .addPrimaryKeyConstraint('seen_threads_key', ['thread_id', 'delegate_id'])
      .execute()
  },
}
