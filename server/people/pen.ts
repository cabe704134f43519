/** The pen of a statement: who holds it, and whether the others may type. */
import type { DelegationId, StatementId } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import type { Runtime } from '../runtime.ts'
import { changeRole } from './rows/participations.ts'
import { setDrafting as saveDrafting, setPenholder } from './rows/pen.ts'
import { changeTable, requireActive } from './table.ts'

/**
 * Passes the pen. Whoever held it stays as a drafter, and whoever holds it is one, so that passing it on takes nothing
 * from them. Throws Refusal `unknown-delegation` when the delegation takes no part, or `archived`.
 */
export async function passPen(runtime: Runtime, statementId: StatementId, to: DelegationId): Promise<void> {
  await changeTable(runtime, statementId, async (db, table) => {
    requireActive(table)
    if (!table.places.some(({ delegation }) => delegation.id === to)) throw new Refusal('unknown-delegation')
    await changeRole(db, statementId, table.penholder, 'drafter')
    await changeRole(db, statementId, to, 'drafter')
    await setPenholder(db, statementId, to)
  })
}

/** Closes drafting to all but the pen, or opens it again. Throws Refusal `archived`. */
export async function setDrafting(runtime: Runtime, statementId: StatementId, drafting: 'open' | 'pen'): Promise<void> {
  await changeTable(runtime, statementId, async (db, table) => {
    requireActive(table)
    await saveDrafting(db, statementId, drafting)
  })
}
