/**
 * Many rows of one table. They are packed as JSON, which needs no turn at the database and can be done some at a time, and
 * unpacked by SQLite itself: to insert them then takes half of what an INSERT with all their values takes.
 */
import { type Insertable, sql } from 'kysely'
import type { Db, Tables } from './tables.ts'

export interface Packed<Table extends keyof Tables> {
  readonly table: Table
  readonly columns: readonly string[]
  /** An array of rows, each an array of values. */
  readonly json: string
}

/** All rows name the same columns, and hold text, numbers and nulls alone. */
export const pack = <Table extends keyof Tables>(
  table: Table,
  rows: readonly Insertable<Tables[Table]>[],
): Packed<Table> => ({
  table,
  columns: Object.keys(rows[0] ?? {}),
  json: JSON.stringify(rows.map((row) => Object.values(row))),
})

/** In their order; there is at least one. */
export async function insertPacked(db: Db, { table, columns, json }: Packed<keyof Tables>): Promise<void> {
  const names = sql.join(columns.map((name) => sql.ref(name)))
  const values = sql.join(columns.map((_, k) => sql`value ->> ${sql.lit(k)}`))
  await sql`insert into ${sql.table(table)} (${names}) select ${values} from json_each(${json}) order by key`.execute(
    db,
  )
}
