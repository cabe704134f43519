/** Creating a statement: its row, its penholder's part and invitation, and the text it begins with, in one transaction. */
import type { z } from 'zod'
import type { Delegation, StatementId } from '#shared/people/people.ts'
import { statementId as statementIdOf } from '#shared/people/people.ts'
import type { createStatement } from '#shared/statement/contract.ts'
import type { Letterhead } from '#shared/statement/statement.ts'
import { emptyLetterhead } from '#shared/statement/statement.ts'
import type { Draft } from '../exchange/draft.ts'
import { blankDraft } from '../exchange/draft.ts'
import { readSource } from '../exchange/read-source.ts'
import type { Caller } from '../http/answer.ts'
import { settleDelegation } from '../people/delegations.ts'
import { settleInvitation, takePart } from '../people/invite.ts'
import { mintId } from '../people/secrets.ts'
import { administratorDelegation } from '../people/set-up.ts'
import { seed } from '../room/seed.ts'
import type { Runtime } from '../runtime.ts'
import { projectionOf } from './project.ts'
import { insertStatement } from './rows.ts'

export interface Created {
  readonly statementId: StatementId
  readonly title: string
  readonly penholder: Delegation
}

/** The epoch of a text that was never replaced from outside. */
const firstEpoch = 1

/** Creates the statement that was asked for. Throws Refusal `unknown-delegation` or `storage-failed`, leaving nothing. */
export async function create(
  runtime: Runtime,
  { title, penholder: choice, source }: z.output<typeof createStatement.body>,
  caller: Caller,
): Promise<Created> {
  const { document, language, ...draft }: Draft = source ? await readSource(source, title) : blankDraft()
  const letterhead: Letterhead = { ...emptyLetterhead, ...draft.letterhead }
  if (title !== '') letterhead.title = title

  const statementId = statementIdOf.parse(mintId())
  const at = runtime.clock.now()
  const author = caller.kind === 'person' ? caller.person : null
  const update = {
    statementId,
    seq: 1,
    epoch: firstEpoch,
    bytes: seed({ document, letterhead, language }),
    author: author?.delegate.id ?? null,
    cause: 'import',
    at,
  } as const

  let holder: Delegation | undefined
  await runtime.storage.updates.append([update], [], async (db) => {
    const penholder = await settleDelegation(db, choice ?? (await usualPenholder(db, caller)))
    await insertStatement(db, {
      id: statementId,
      penholder: penholder.id,
      drafting: 'open',
      epoch: firstEpoch,
      created_at: at,
      changed_at: at,
      archived_at: null,
      changed_by: author?.delegation.id ?? null,
      ...projectionOf({ letterhead, document, language, pace: null }),
    })
    await takePart(db, statementId, penholder, 'drafter')
    await settleInvitation(runtime, db, statementId, penholder)
    holder = penholder
  })
  if (holder === undefined) throw new Error('The log resolved without having written the rows beside it.')
  return { statementId, title: letterhead.title, penholder: holder }
}

/**
 * Who holds the pen when nobody is named: the delegation of whoever creates the statement. The operator has none and
 * acts for the administrator's, or before there is one for the Chair.
 */
async function usualPenholder(db: Runtime['storage']['db'], caller: Caller): Promise<string> {
  switch (caller.kind) {
    case 'person':
      return caller.person.delegation.name
    case 'operator':
      return (await administratorDelegation(db))?.name ?? 'CHAIR'
    case 'nobody':
      throw new Error('Nobody has the right to create a statement.')
  }
}
