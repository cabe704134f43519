/**
 * Creating a statement: its row, its penholder's part and invitation, the text it begins with and what was said about that
 * where it came from, in one transaction.
 */
import type { z } from 'zod'
import type { Person } from '#shared/people/contract.ts'
import type { Delegation, StatementId } from '#shared/people/people.ts'
import { statementId as statementIdOf } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import type { createStatement } from '#shared/statement/contract.ts'
import type { Letterhead, Template } from '#shared/statement/statement.ts'
import { emptyLetterhead } from '#shared/statement/statement.ts'
import type { Draft, DraftThread } from '../exchange/draft.ts'
import { blankDraft } from '../exchange/draft.ts'
import { fitThreads, isHeardBy } from '../exchange/fit-threads.ts'
import { plantAside } from '../exchange/plant.ts'
import type { Source } from '../exchange/read-source.ts'
import { readSource } from '../exchange/read-source.ts'
import type { Caller } from '../http/answer.ts'
import { renameAccount } from '../people/accounts.ts'
import { settleDelegation } from '../people/delegations.ts'
import { settleInvitation, takePart } from '../people/invite.ts'
import { mintId } from '../people/secrets.ts'
import { administratorDelegation } from '../people/set-up.ts'
import { seed } from '../room/seed.ts'
import type { Runtime } from '../runtime.ts'
import type { Storage } from '../storage/storage.ts'
import type { Landing } from '../thread/land.ts'
import { land, prepareLanding } from '../thread/land.ts'
import type { Readable } from './project.ts'
import { projectionOf } from './project.ts'
import { readTemplate } from './read-template.ts'
import { insertStatement } from './rows.ts'

export interface Created {
  readonly statementId: StatementId
  readonly title: string
  readonly penholder: Delegation
}

/** Blocks that are planted at once: 500 take some 20 ms. */
const smallText = 500
/** The epoch of a text that was never replaced from outside. */
const firstEpoch = 1

/**
 * Creates the statement that was asked for, and gives whoever asked the name under which they asked. Throws Refusal
 * `unknown-delegation`, `not-allowed`, `name-taken`, `document-too-large` or `storage-failed`, or as `readSource` does,
 * leaving all as it was.
 */
export async function create(
  runtime: Runtime,
  { title, penholder, name, source, template }: z.output<typeof createStatement.body>,
  caller: Caller,
): Promise<Created> {
  const draft = await draftFrom(source, template, title, caller)
  const letterhead: Letterhead = { ...emptyLetterhead, ...draft.letterhead }
  if (title !== '') letterhead.title = title
  return found(runtime, { ...draft, letterhead, pace: draft.pace ?? null }, caller, { penholder, name })
}

async function draftFrom(
  source: Source | undefined,
  template: Template | undefined,
  title: string,
  caller: Caller,
): Promise<Draft> {
  const person = caller.kind === 'person' ? caller.person.delegate.id : caller.kind
  if (source !== undefined) return fitThreads(await readSource(source, title, { person }))
  return template === undefined ? blankDraft() : readTemplate(template)
}

interface Wishes {
  /** Whose pen it is; without it that of whoever founds the statement. */
  readonly penholder?: string | undefined
  /** How whoever founds it wants to be called. */
  readonly name?: string | undefined
}

/** What a statement begins with. */
interface Beginning extends Readable {
  /** Within the limits of threads here. */
  readonly threads?: readonly DraftThread[]
}

/** Founds a statement with this text. Throws as `create` does. */
export async function found(
  runtime: Runtime,
  text: Beginning,
  caller: Caller,
  { penholder, name }: Wishes = {},
): Promise<Created> {
  const statementId = statementIdOf.parse(mintId())
  const at = runtime.clock.now()
  const author = caller.kind === 'person' ? caller.person : null
  const { bytes, threads } = await begin(text, author)
  if (bytes.length > runtime.settings.maxDocumentBytes) throw new Refusal('document-too-large')
  const update = {
    statementId,
    seq: 1,
    epoch: firstEpoch,
    bytes,
    author: author?.delegate.id ?? null,
    cause: 'import',
    at,
  } as const

  const landed = await prepareLanding(statementId, threads, at)
  let holder: Delegation | undefined
  await runtime.storage.updates.append([update], [], async (db) => {
    if (author !== null && name !== undefined) await renameAccount(db, author, name)
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
    await land(db, landed, at)
  })
  if (holder === undefined) throw new Error('The log resolved without having written the rows beside it.')
  if (author !== null && name !== undefined) await runtime.rooms.reassessDelegate(author.delegate.id)
  return { statementId, title: text.letterhead.title, penholder: holder }
}

/** The first update, and the threads at their words in it. */
async function begin(
  { threads = [], ...text }: Beginning,
  author: Person | null,
): Promise<{ readonly bytes: Uint8Array; readonly threads: readonly Landing[] }> {
  const own = author?.delegation.id ?? null
  const heard = threads.filter((thread) => isHeardBy(own, thread))
  const isSmall = heard.length === 0 && text.document.content.length <= smallText
  if (isSmall) return { bytes: seed(text), threads: [] }
  const stands = heard.map(({ at, whole }) => at && { ...at, whole })
  const { bytes, anchors } = await plantAside({ text, stands }, author?.delegate.id ?? 'operator')
  return {
    bytes,
    threads: heard.map((thread, k) => {
      const audience = thread.audience === 'delegation' ? own : null
      return { ...thread, audience, anchor: anchors[k] ?? null }
    }),
  }
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
