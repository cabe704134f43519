/** Who was shown out of a statement, so that they can be told apart from those whose link was withdrawn. */
import type { Migration } from 'kysely/migration'

export const removals: Migration = {
  async up(db) {
    await db.schema
      .createTable('removals')
      .addColumn('statement_id', 'text', (statement) => statement.notNull().references('statements.id'))
      .addColumn('delegate_id', 'text', (delegate) => delegate.notNull().references('delegates.id'))
      .addPrimaryKeyConstraint('removals_key', ['statement_id', 'delegate_id'])
      .execute()
  },
}
