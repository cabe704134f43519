/** The statements that somebody may read, whole or those that hold certain words, each as a row of a list. */
import { may } from '#shared/people/rights.ts'
import type { StatementId } from '#shared/people/people.ts'
import type { Listed } from '#shared/statement/contract.ts'
import type { Caller } from '../http/answer.ts'
import { personOf } from '../http/answer.ts'
import { standingApart, toParticipation } from '../people/recognise.ts'
import type { Runtime } from '../runtime.ts'
import type { ListedRow, Part, Reader } from './rows.ts'
import { listParts, listReadable, searchReadable } from './rows.ts'

type Listing = Pick<Runtime, 'storage'>

/** The last changed first. */
export async function list({ storage }: Listing, caller: Caller): Promise<Listed[]> {
  const reader = readerOf(caller)
  return withParts(await listReadable(storage.db, reader), await listParts(storage.db, reader))
}

/** The best match first; words that are none leave the whole list. */
export async function search({ storage }: Listing, caller: Caller, words: string): Promise<Listed[]> {
  const reader = readerOf(caller)
  return withParts(await searchReadable(storage.db, reader, words), await listParts(storage.db, reader))
}

function readerOf(caller: Caller): Reader {
  if (caller.kind === 'operator') return 'all'
  const person = personOf(caller)
  return may('read', standingApart(person)) ? 'all' : person
}

function withParts(statements: readonly ListedRow[], parts: readonly Part[]): Listed[] {
  const byStatement = Map.groupBy<StatementId, Part>(parts, ({ statementId }) => statementId)
  return statements.map(({ holder, ...statement }) => ({
    ...statement,
    penholder: holder,
    participations: (byStatement.get(statement.id) ?? []).map(toParticipation),
  }))
}
