/** Joining: from the key of an invitation link to a delegate of its delegation, signed in. */
import type { Person } from '#shared/people/contract.ts'
import type { Delegate, DelegateId, Delegation, Participation, Role, StatementId } from '#shared/people/people.ts'
import { delegateId, invitationId } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import type { Runtime } from '../runtime.ts'
import type { Storage } from '../storage/storage.ts'
import type { InvitationRow } from '../storage/tables.ts'
import type { Limits } from './limits.ts'
import { toParticipation } from './recognise.ts'
import { insertDelegate, renameDelegate } from './rows/delegates.ts'
import { findDelegation } from './rows/delegations.ts'
import { findHeading, findInvitation } from './rows/invitations.ts'
import type { Place } from './rows/participations.ts'
import { listPlaces } from './rows/participations.ts'
import { countRedemptions, hasRedeemed, insertRedemption } from './rows/redemptions.ts'
import { deleteRemoval } from './rows/removals.ts'
import { invitationSecret, mintId, sameSecret, splitKey } from './secrets.ts'
import type { Session } from './sessions.ts'
import { beginSession, continueSession } from './sessions.ts'

export interface OpenedInvitation {
  readonly statementId: StatementId
  readonly title: string
  readonly date: string
  readonly role: Role
  readonly delegation: Participation
  readonly penholder: Delegation
  readonly hereNow: Participation[]
  readonly name: string | null
  readonly sessionUntil: number
}

/** What the link leads to, for the page that asks for a name. Refuses as `join` would. */
export async function openInvitation(runtime: Runtime, key: string, person: Person | null): Promise<OpenedInvitation> {
  const { storage, rooms, settings, clock } = runtime
  const { invitation, places, own, penholder, returning } = await readKey(runtime, storage.db, key, person)
  const heading = await findHeading(storage.db, invitation.statement_id)
  const here = new Set(rooms.present(invitation.statement_id).map((present) => present.delegationId))
  return {
    statementId: invitation.statement_id,
    title: heading?.title ?? '',
    date: heading?.date ?? '',
    role: own.role,
    delegation: toParticipation(own),
    penholder,
    hereNow: places.filter(({ delegation }) => here.has(delegation.id)).map(toParticipation),
    name: returning?.name ?? null,
    sessionUntil: clock.now() + settings.sessionMs,
  }
}

/**
 * Lets somebody in under a name. Whoever is signed in as a delegate of the same delegation stays that delegate, under the
 * name given now, and takes no second place. Throws Refusal `unknown-invitation`, `invitation-withdrawn` or
 * `invitation-expired` (their detail is the penholder's name; they say for whom the link was and when it ended),
 * `delegation-full` (the delegation's name), or `too-many-tries`.
 */
export async function join(
  runtime: Runtime,
  limits: Pick<Limits, 'joining'>,
  { key, name }: { readonly key: string; readonly name: string },
  person: Person | null,
  before: string | null,
): Promise<{ statementId: StatementId; session: Session }> {
  const now = runtime.clock.now()
  const joined = await runtime.storage.transaction(async (db) => {
    const { invitation, own, returning, redeemed } = await readKey(runtime, db, key, person)
    limits.joining(invitation.id, name, person?.delegate.id ?? null)
    const delegate =
      returning === null
        ? await insertAs(db, { id: delegateId.parse(mintId()), delegationId: own.delegation.id, name }, now)
        : await renamed(db, returning, name, person)
    if (!redeemed) await insertRedemption(db, { invitation_id: invitation.id, delegate_id: delegate, at: now })
    await deleteRemoval(db, invitation.statement_id, delegate)
    // The same delegate's other windows would be signed out with their session.
    const session =
      returning !== null && before !== null
        ? await continueSession(runtime, db, before)
        : await beginSession(runtime, db, delegate, before)
    return { statementId: invitation.statement_id, delegate, session }
  })
  runtime.rooms.notice(joined.statementId, { kind: 'people', id: joined.delegate })
  return joined
}

async function insertAs(db: Storage['db'], delegate: Delegate, now: number): Promise<DelegateId> {
  await insertDelegate(db, delegate, now)
  return delegate.id
}

/** The name of an account is what its owner signs in with: a join page does not change it. */
async function renamed(db: Storage['db'], { id }: Delegate, name: string, person: Person | null): Promise<DelegateId> {
  if (person?.account === null && person.delegate.name !== name) await renameDelegate(db, id, name)
  return id
}

interface ReadKey {
  readonly invitation: InvitationRow
  readonly places: readonly Place[]
  /** The invited delegation's own place. */
  readonly own: Place
  readonly penholder: Delegation
  /** Set when the browser is signed in as a delegate of the invited delegation. */
  readonly returning: Delegate | null
  /** True when that delegate joined by this invitation before: neither expiry nor a full delegation keeps them out. */
  readonly redeemed: boolean
}

/** Finds the invitation of a key and refuses it for each reason there is. */
async function readKey(
  { invitationKey, clock }: Runtime,
  db: Storage['db'],
  key: string,
  person: Person | null,
): Promise<ReadKey> {
  const { id, secret } = keyParts(key)
  const invitation = await findInvitation(db, id)
  if (invitation === null) throw new Refusal('unknown-invitation')
  const secretOf = (generation: number): string => invitationSecret(invitationKey, id, generation)
  const current = sameSecret(secret, secretOf(invitation.generation))
  const earlier = Array.from({ length: invitation.generation - 1 }, (_, before) => secretOf(before + 1))
  // A guess learns nothing, not even that there is an invitation of this id.
  if (!current && !earlier.some((old) => sameSecret(secret, old))) throw new Refusal('unknown-invitation')

  const places = await listPlaces(db, invitation.statement_id)
  const own = places.find(({ delegation }) => delegation.id === invitation.delegation_id)
  const penholder = places.find(({ holdsPen }) => holdsPen)?.delegation
  if (penholder === undefined) throw new Error(`Nobody holds the pen of the statement of invitation ${id}.`)
  const delegation = own?.delegation ?? (await findDelegation(db, invitation.delegation_id))
  if (delegation === null) throw new Error(`Invitation ${id} is for no delegation.`)
  const refuse = (code: 'invitation-withdrawn' | 'invitation-expired', endedAt: number | null): Refusal =>
    new Refusal(code, penholder.name, { delegation: delegation.name, endedAt })
  if (invitation.revoked_at !== null) throw refuse('invitation-withdrawn', invitation.revoked_at)
  if (own === undefined) throw new Error(`Invitation ${id} leads to no participation.`)

  const returning = person?.delegation.id === own.delegation.id ? person.delegate : null
  const redeemed = returning !== null && (await hasRedeemed(db, invitation.id, returning.id))
  if (!redeemed) {
    if (!current) throw refuse('invitation-expired', null)
    if (invitation.expires_at <= clock.now()) throw refuse('invitation-expired', invitation.expires_at)
    const people = await countRedemptions(db, invitation.id)
    if (people >= invitation.max_people) throw new Refusal('delegation-full', own.delegation.name)
  }
  return { invitation, places, own, penholder, returning, redeemed }
}

/** Throws Refusal `unknown-invitation` for what is no key of an invitation. */
function keyParts(key: string): { id: InvitationRow['id']; secret: string } {
  const parts = splitKey(key)
  const id = invitationId.safeParse(parts?.id)
  if (parts === null || !id.success) throw new Refusal('unknown-invitation')
  return { id: id.data, secret: parts.secret }
}
