/** What lists show of a statement besides its heading, and the index that search asks. */
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

export const listsAndSearch: Migration = {
  async up(db) {
    const { schema } = db
    // `projection` 0: behind the text. The server writes these rows anew at its next start, and the index with them.
    for (const [column, type, standing] of [
      ['projection', 'integer', 0],
      ['language', 'text', 'en'],
      ['seconds', 'integer', 0],
    ] as const) {
      await schema
        .alterTable('statements')
        .addColumn(column, type, (added) => added.notNull().defaultTo(standing))
        .execute()
    }
    await schema.alterTable('statements').addColumn('time_limit', 'integer').execute()
    await schema
      .alterTable('statements')
      .addColumn('changed_by', 'text', (delegation) => delegation.references('delegations.id'))
      .execute()
    // An index wants whole numbers, and SQLite's own row numbers may change in a copy of the database.
    await schema
      .createTable('search_entries')
      .addColumn('number', 'integer', (number) => number.primaryKey())
      .addColumn('statement_id', 'text', (statement) => statement.notNull().unique().references('statements.id'))
      .execute()
    // Without content: the words stand in the statement's row already, and the document behind it.
    await sql`create virtual table search_index using fts5(
      title, meeting, text,
      content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
    )`.execute(db)
  },
}
