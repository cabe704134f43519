/**
 * Takes one archived statement out of a data folder for good: its text with all that was ever typed into it, its comments,
 * links and places at the table, and the names of whose comments were imported with it. People and delegations stay, since
 * others' statements name them.
 */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { imported } from '#shared/people/imported.ts'
import { refusingFailure } from './failure.ts'
import { databaseFile } from './folder-files.ts'

export interface Erased {
  readonly title: string
  /** How much smaller the database file is, bytes. */
  readonly freed: number
}

const threads = 'select id from threads where statement_id = ?'

/** Each table that holds something of a statement, those that lean on others first. */
const deletions: readonly string[] = [
  `delete from mentions where comment in (select number from comments where thread_id in (${threads}))`,
  ...['comments', 'anchors', 'seen_threads'].map((table) => `delete from ${table} where thread_id in (${threads})`),
  'delete from threads where statement_id = ?',
  'delete from search_index where rowid in (select number from search_entries where statement_id = ?)',
  'delete from redemptions where invitation_id in (select id from invitations where statement_id = ?)',
  ...[
    'search_entries',
    'invitations',
    'participations',
    'former_places',
    'removals',
    'device_links',
    'clients',
    'snapshots',
    'updates',
  ].map((table) => `delete from ${table} where statement_id = ?`),
  'delete from statements where id = ?',
]

/** Whoever only ever spoke in a file that was imported: nobody else's statement names them. */
const voices = `delete from delegates where delegation_id = '${imported.id}' and id not in (
  select author from comments union select author from anchors
  union select resolved_by from threads where resolved_by is not null)`

/**
 * The folder must be locked by whoever calls. `title` must be the statement's own, to the letter: what is gone is gone.
 * Throws an Error of one sentence, or Refusal `storage-failed`, and leaves all as it was.
 */
export function erase(folder: string, statementId: string, title: string): Erased {
  return refusingFailure(() => {
    const database = new Database(join(folder, databaseFile), { fileMustExist: true })
    try {
      // Freed pages are overwritten, and those that an index keeps inside of others go with the file being written anew.
      database.pragma('secure_delete = on')
      database.pragma('foreign_keys = on')
      const before = sizeOf(database)
      database.transaction(() => {
        const found = database.prepare('select title, archived_at from statements where id = ?').get(statementId)
        assertErasable(found, statementId, title)
        for (const deletion of deletions) database.prepare(deletion).run(statementId)
        database.exec(voices)
        database.exec("insert into search_index(search_index) values ('optimize')")
      })()
      database.exec('vacuum')
      database.pragma('wal_checkpoint(truncate)')
      return { title, freed: Math.max(0, before - sizeOf(database)) }
    } finally {
      database.close()
    }
  })
}

function assertErasable(found: unknown, statementId: string, title: string): void {
  if (typeof found !== 'object' || found === null || !('title' in found) || !('archived_at' in found))
    throw new Error(`--statement ${statementId} is not in this data folder.`)
  if (found.archived_at === null)
    throw new Error('This statement is not archived. Archive it first: whoever takes part in it is told by that.')
  if (found.title !== title) throw new Error('--title is not the title of this statement. Give it to the letter.')
}

const sizeOf = (database: Database.Database): number =>
  Number(database.pragma('page_count', { simple: true })) * Number(database.pragma('page_size', { simple: true }))
