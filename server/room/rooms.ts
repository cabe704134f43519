/** Stands in for the real rooms until they are built: the interface that the other subjects lean on. */
import type { Present, StatementId } from '#shared/people/people.ts'
import type { DocumentJson } from '#shared/statement/schema.ts'
import type { Letterhead } from '#shared/statement/statement.ts'

export interface Notice {
  readonly kind: 'thread' | 'proposal' | 'revision' | 'procedure' | 'people'
  readonly id: string
}

export interface Rooms {
  /** Tells those connected whom `audience` lets through (everybody without it) that something changed. */
  notice(statementId: StatementId, notice: Notice, audience?: (present: Present) => boolean): void
  /** Standings may have changed: asks each connection's standing anew, makes it read-only or closes it. */
  reassess(statementId: StatementId): Promise<void>
  /** Who is connected, one entry a connection. */
  present(statementId: StatementId): readonly Present[]
  /** The text as it stands. Throws Refusal `unknown-statement`. */
  read(statementId: StatementId): Promise<{ document: DocumentJson; letterhead: Letterhead }>
  /** Flushes, tells everybody to come back (1012), frees all rooms. */
  close(): Promise<void>
}
