/**
 * Taking away: a link with everybody who came by it, one person, or a whole delegation. Words stay, in the name of
 * whoever wrote them. Also of an archived statement, which gives nobody anything.
 */
import type { DelegateId, DelegationId, StatementId } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import type { Runtime } from '../runtime.ts'
import { revokeInvitations } from './rows/invitations.ts'
import { deleteParticipation, insertFormerPlace } from './rows/participations.ts'
import { deleteRedemptions } from './rows/redemptions.ts'
import { insertRemoval } from './rows/removals.ts'
import { changeTable } from './table.ts'

/** Withdraws the delegation's link, if it has one, and all who joined by it. Throws Refusal `not-found`. */
export async function revokeInvitation(
  runtime: Runtime,
  statementId: StatementId,
  delegationId: DelegationId,
): Promise<void> {
  await changeTable(runtime, statementId, async (db, { placeOf }) => {
    placeOf(delegationId)
    await revokeInvitations(db, statementId, delegationId, runtime.clock.now())
  })
}

/**
 * Signs one person out of the statement, and gives their place under the link's limit to whoever comes next. Throws
 * Refusal `not-found` when they had not joined for this delegation.
 */
export async function removePerson(
  runtime: Runtime,
  statementId: StatementId,
  delegationId: DelegationId,
  delegateId: DelegateId,
): Promise<void> {
  await changeTable(runtime, statementId, async (db, { placeOf }) => {
    placeOf(delegationId)
    const removed = await deleteRedemptions(db, statementId, delegationId, delegateId)
    if (removed === 0) throw new Refusal('not-found')
    await insertRemoval(db, { statement_id: statementId, delegate_id: delegateId })
  })
}

/**
 * Takes the delegation from the table. Its place, and with it its hue, is kept for it should it be invited again. Throws
 * Refusal `not-found` or `holds-the-pen`.
 */
export async function removeDelegation(
  runtime: Runtime,
  statementId: StatementId,
  delegationId: DelegationId,
): Promise<void> {
  await changeTable(runtime, statementId, async (db, { placeOf }) => {
    const { place, holdsPen } = placeOf(delegationId)
    if (holdsPen) throw new Refusal('holds-the-pen')
    await revokeInvitations(db, statementId, delegationId, runtime.clock.now())
    await deleteParticipation(db, statementId, delegationId)
    await insertFormerPlace(db, { statement_id: statementId, delegation_id: delegationId, place })
  })
}
