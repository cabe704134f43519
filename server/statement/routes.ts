/** The endpoints of statements: each contract of shared/statement with the act behind it. */
import {
  archiveStatement,
  createStatement,
  duplicateStatement,
  listAuthors,
  listStatements,
  readHoldings,
  readStatement,
  searchStatements,
} from '#shared/statement/contract.ts'
import { Refusal } from '#shared/refusal.ts'
import { sourceBody } from '../exchange/inspect.ts'
import type { Caller, Route } from '../http/answer.ts'
import { answer } from '../http/answer.ts'
import { listParticipations, presentAt, presentOperator } from '../people/recognise.ts'
import type { Runtime } from '../runtime.ts'
import { archive } from './archive.ts'
import { authorsOf } from './authors.ts'
import { create } from './create.ts'
import { duplicate } from './duplicate.ts'
import { holdingsOf } from './holdings.ts'
import { list, search } from './list.ts'
import { findStatement } from './rows.ts'

export function statementRoutes(runtime: Runtime): Route[] {
  /** Whoever comes back from a statement finds it in the list under the title that they have just given it. */
  const knowOwnWords = async (caller: Caller): Promise<void> => {
    if (caller.kind === 'person') await runtime.rooms.tellOf(caller.person.delegate.id)
  }
  return [
    answer(listStatements, async ({ caller }) => {
      await knowOwnWords(caller)
      return list(runtime, caller)
    }),

    answer(searchStatements, async ({ body: { words }, caller }) => {
      await knowOwnWords(caller)
      return search(runtime, caller, words)
    }),

    answer(createStatement, ({ body, caller }) => create(runtime, body, caller), { bodyLimit: sourceBody }),

    answer(readStatement, async ({ params: { statementId }, standing, caller }) => {
      const statement = await findStatement(runtime.storage.db, statementId)
      if (statement === null) throw new Refusal('unknown-statement')
      return {
        statement,
        standing,
        participations: await listParticipations(runtime, statementId),
        you: caller.kind === 'person' ? await presentAt(runtime, caller.person, statementId) : presentOperator,
      }
    }),

    answer(duplicateStatement, ({ params: { statementId }, caller }) => duplicate(runtime, statementId, caller)),

    answer(archiveStatement, async ({ params: { statementId }, body: { archived } }) => {
      await archive(runtime, statementId, archived)
      return {}
    }),

    answer(listAuthors, ({ params: { statementId } }) => authorsOf(runtime, statementId)),

    answer(readHoldings, () => holdingsOf(runtime)),
  ]
}
