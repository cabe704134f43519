/** The statements that somebody may read, the last changed first. */
import { may } from '#shared/people/rights.ts'
import type { Delegation } from '#shared/people/people.ts'
import type { Statement } from '#shared/statement/statement.ts'
import type { Caller } from '../http/answer.ts'
import { personOf } from '../http/answer.ts'
import { standingApart } from '../people/recognise.ts'
import type { Runtime } from '../runtime.ts'
import { listAll, listFor } from './rows.ts'

export async function listReadable(
  { storage }: Pick<Runtime, 'storage'>,
  caller: Caller,
): Promise<(Omit<Statement, 'penholder'> & { penholder: Delegation })[]> {
  const all = caller.kind === 'operator' || may('read', standingApart(personOf(caller)))
  const statements = all ? await listAll(storage.db) : await listFor(storage.db, personOf(caller))
  return statements.map(({ holder, ...statement }) => ({ ...statement, penholder: holder }))
}
