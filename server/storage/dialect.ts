/**
 * Kysely on the connection that the update log uses too: it takes its turn like the log, and a failing disk is a
 * Refusal here as there.
 */
import type { Database, Statement } from 'better-sqlite3'
import type { CompiledQuery, DatabaseConnection, Dialect, QueryResult } from 'kysely'
import { SqliteAdapter, SqliteDriver, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import { refusingFailure } from './failure.ts'
import type { Turn } from './turn.ts'

export function sharedDialect(database: Database, turn: Turn): Dialect {
  return {
    createAdapter: () => new SharedAdapter(),
    createDriver: () => new SharedDriver(database, turn),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

/** Migrations run in one transaction, so that a start cut short leaves either none of the new tables or all. */
class SharedAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class SharedDriver extends SqliteDriver {
  readonly #database: Database
  readonly #turn: Turn
  readonly #connection: DatabaseConnection

  constructor(database: Database, turn: Turn) {
    super({ database })
    this.#database = database
    this.#turn = turn
    this.#connection = new SharedConnection(database)
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    await this.#turn.take()
    return this.#connection
  }

  override async releaseConnection(): Promise<void> {
    this.#turn.give()
  }

  override async beginTransaction(): Promise<void> {
    refusingFailure(() => this.#database.exec('begin immediate'))
  }

  override async commitTransaction(): Promise<void> {
    refusingFailure(() => this.#database.exec('commit'))
  }

  /** A full disk has rolled back by itself already. */
  override async rollbackTransaction(): Promise<void> {
    if (this.#database.inTransaction) this.#database.exec('rollback')
  }
}

/** More than there are queries; one with a list of values is another for each length of the list. */
const mostPrepared = 500

class SharedConnection implements DatabaseConnection {
  readonly #database: Database
  /** By their SQL. To prepare one takes longer than most take to run: a fifth of the work when two hundred people join. */
  readonly #prepared = new Map<string, Statement<unknown[], never>>()

  constructor(database: Database) {
    this.#database = database
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    return refusingFailure(() => {
      const statement = this.#prepare(sql)
      if (statement.reader) return { rows: statement.all(...parameters) }
      const { changes, lastInsertRowid } = statement.run(...parameters)
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
    })
  }

  async *streamQuery<Row>({ sql, parameters }: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    for (const row of this.#database.prepare<unknown[], Row>(sql).iterate(...parameters)) yield { rows: [row] }
  }

  #prepare(sql: string): Statement<unknown[], never> {
    const known = this.#prepared.get(sql)
    if (known !== undefined) return known
    const statement = this.#database.prepare<unknown[], never>(sql)
    const [oldest] = this.#prepared.keys()
    if (this.#prepared.size >= mostPrepared && oldest !== undefined) this.#prepared.delete(oldest)
    this.#prepared.set(sql, statement)
    return statement
  }
}
