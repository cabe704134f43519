/** A new statement with the text and the letterhead of another, for whoever may create one. */
import type { StatementId } from '#shared/people/people.ts'
import { may } from '#shared/people/rights.ts'
import { Refusal } from '#shared/refusal.ts'
import type { Caller } from '../http/answer.ts'
import { standingApart } from '../people/recognise.ts'
import type { Runtime } from '../runtime.ts'
import { found } from './create.ts'

/** Takes the text as it stands on disk; nobody is invited to the new one. Throws Refusal `not-allowed`. */
export async function duplicate(
  runtime: Runtime,
  statementId: StatementId,
  caller: Caller,
): Promise<{ statementId: StatementId }> {
  if (caller.kind !== 'operator' && !may('create', standingApart(caller.kind === 'person' ? caller.person : null))) {
    throw new Refusal('not-allowed')
  }
  return found(runtime, await runtime.rooms.read(statementId), caller)
}
