/** Creating a statement: its row, its penholder's part and invitation, and the text it begins with, in one transaction. */
import type { z } from 'zod'
import type { Delegation, StatementId } from '#shared/people/people.ts'
import { statementId as statementIdOf } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import type { createStatement } from '#shared/statement/contract.ts'
import type { Letterhead, Template } from '#shared/statement/statement.ts'
import { emptyLetterhead } from '#shared/statement/statement.ts'
import type { Draft } from '../exchange/draft.ts'
import { blankDraft } from '../exchange/draft.ts'
import type { Source } from '../exchange/read-source.ts'
import { readSource } from '../exchange/read-source.ts'
import type { Caller } from '../http/answer.ts'
import { settleDelegation } from '../people/delegations.ts'
import { settleInvitation, takePart } from '../people/invite.ts'
import { mintId } from '../people/secrets.ts'
import { administratorDelegation } from '../people/set-up.ts'
import { seed } from '../room/seed.ts'
import type { Runtime } from '../runtime.ts'
import type { Storage } from '../storage/storage.ts'
import type { Readable } from './project.ts'
import { projectionOf } from './project.ts'
import { readTemplate } from './read-template.ts'
import { insertStatement } from './rows.ts'

export interface Created {
  readonly statementId: StatementId
  readonly title: string
  readonly penholder: Delegation
}

/** The epoch of a text that was never replaced from outside. */
const firstEpoch = 1

/**
 * Creates the statement that was asked for. Throws Refusal `unknown-delegation`, `not-allowed` or `storage-failed`, leaving
 * nothing.
 */
export async function create(
  runtime: Runtime,
  { title, penholder, source, template }: z.output<typeof createStatement.body>,
  caller: Caller,
): Promise<Created> {
  const draft = await draftFrom(source, template, title)
  const letterhead: Letterhead = { ...emptyLetterhead, ...draft.letterhead }
  if (title !== '') letterhead.title = title
  return found(runtime, { ...draft, letterhead, pace: null }, caller, penholder)
}

async function draftFrom(source: Source | undefined, template: Template | undefined, title: string): Promise<Draft> {
  if (source !== undefined) return readSource(source, title)
  return template === undefined ? blankDraft() : readTemplate(template)
}

/**
 * Founds a statement with this text, whose pen the named delegation holds, else that of whoever founds it. Throws as
 * `create` does.
 */
export async function found(runtime: Runtime, text: Readable, caller: Caller, penholder?: string): Promise<Created> {
  const statementId = statementIdOf.parse(mintId())
  const at = runtime.clock.now()
  const author = caller.kind === 'person' ? caller.person : null
  const update = {
    statementId,
    seq: 1,
    epoch: firstEpoch,
    bytes: seed(text),
    author: author?.delegate.id ?? null,
    cause: 'import',
    at,
  } as const

  let holder: Delegation | undefined
  await runtime.storage.updates.append([update], [], async (db) => {
    holder = await settlePenholder(db, caller, penholder)
    await insertStatement(db, {
      id: statementId,
      penholder: holder.id,
      drafting: 'open',
      epoch: firstEpoch,
      created_at: at,
      changed_at: at,
      changed_by: author?.delegation.id ?? null,
      archived_at: null,
      ...projectionOf(text),
    })
    await takePart(db, statementId, holder, 'drafter')
    await settleInvitation(runtime, db, statementId, holder)
  })
  if (holder === undefined) throw new Error('The log resolved without having written the rows beside it.')
  return { statementId, title: text.letterhead.title, penholder: holder }
}

/**
 * Who holds the pen: the delegation that is named, else that of whoever creates the statement. To another delegation than
 * their own only the administrator may give it. The operator has none and acts for the administrator's, or before there
 * is one for the Chair.
 */
async function settlePenholder(db: Storage['db'], caller: Caller, choice: string | undefined): Promise<Delegation> {
  switch (caller.kind) {
    case 'person': {
      const { delegation, account } = caller.person
      const penholder = choice === undefined ? delegation : await settleDelegation(db, choice)
      if (penholder.id !== delegation.id && account?.administrator !== true) throw new Refusal('not-allowed')
      return penholder
    }
    case 'operator':
      return settleDelegation(db, choice ?? (await administratorDelegation(db))?.name ?? 'CHAIR')
    case 'nobody':
      throw new Error('Nobody has the right to create a statement.')
  }
}
