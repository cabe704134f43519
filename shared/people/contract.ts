/**
 * The endpoints of people: sessions and accounts; then, for one statement, inviting and joining, the delegations at the
 * table, and the pen.
 */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { oneLine } from '../one-line.ts'
import {
  delegate,
  delegateId,
  delegation,
  delegationId,
  invitationId,
  participation,
  personName,
  present,
  role,
  statementId,
} from './people.ts'

const nothing = z.undefined()
const done = z.object({})
const byStatement = z.object({ statementId })
const byDelegation = z.object({ statementId, delegationId })

/** A directory code ("NOR"), or the name of a delegation that the directory does not have. */
export const delegationChoice = z.string().overwrite(oneLine).min(1).max(120)
export const passphrase = z.string().min(8).max(200)
/** "<id>.<secret>": what stands behind the `#` of a link. */
const linkKey = z.string().min(3).max(200)

const account = z.object({ administrator: z.boolean(), create: z.boolean() })

/** Somebody with a session; an account besides lets them sign in by passphrase and create statements. */
export const person = z.object({ delegate, delegation, account: account.nullable() })
export type Person = z.infer<typeof person>

export const readSession = endpoint({
  method: 'GET',
  path: '/session',
  right: 'nobody',
  params: z.object({}),
  body: nothing,
  answer: z.object({
    /** False until the administrator exists. */
    setUp: z.boolean(),
    person: person.nullable(),
  }),
})

export const setUp = endpoint({
  method: 'POST',
  path: '/set-up',
  right: 'nobody',
  params: z.object({}),
  body: z.object({ key: z.string().max(200), name: personName, delegation: delegationChoice, passphrase }),
  answer: done,
})

export const signIn = endpoint({
  method: 'POST',
  path: '/sign-in',
  right: 'nobody',
  params: z.object({}),
  body: z.object({ name: personName, passphrase: z.string().max(200) }),
  answer: done,
})

export const signOut = endpoint({
  method: 'POST',
  path: '/sign-out',
  right: 'anybody',
  params: z.object({}),
  body: nothing,
  answer: done,
})

/** Ends every session of whoever calls, on every device. */
export const signOutEverywhere = endpoint({
  method: 'POST',
  path: '/sign-out-everywhere',
  right: 'anybody',
  params: z.object({}),
  body: nothing,
  answer: done,
})

/**
 * A link and a short code that open the same delegate's session on another device: once, for five minutes. The statement
 * is where that device begins.
 */
export const makeDeviceLink = endpoint({
  method: 'POST',
  path: '/device-links',
  right: 'anybody',
  params: z.object({}),
  body: z.object({ statementId: statementId.nullable() }),
  answer: z.object({ link: z.url(), code: z.string(), expiresAt: z.int() }),
})

/** Signs this browser in by what stands behind the `#` of a device link, or by its short code, however it is spaced. */
export const openDeviceLink = endpoint({
  method: 'POST',
  path: '/device-links/open',
  right: 'nobody',
  params: z.object({}),
  body: z.object({ key: linkKey }),
  answer: z.object({ statementId: statementId.nullable() }),
})

/** An account as the administrator sees it. */
const accountEntry = z.object({
  delegate,
  delegation,
  account,
  createdAt: z.int(),
  /** When somebody last signed in or opened a statement with it, epoch ms. */
  seenAt: z.int().nullable(),
})

/** A link that was made and not used yet: to a new account, or to a new passphrase of `delegate`. */
const pendingLink = z.object({
  id: z.string(),
  delegate: delegate.nullable(),
  delegation,
  account,
  expiresAt: z.int(),
})

export const listAccounts = endpoint({
  method: 'GET',
  path: '/accounts',
  right: 'administer',
  params: z.object({}),
  body: nothing,
  answer: z.object({ accounts: z.array(accountEntry), pending: z.array(pendingLink) }),
})

const accountLink = z.object({ link: z.url(), expiresAt: z.int() })

/** A link, for one use, by which a colleague of this delegation makes an account. It is shown once and cannot be read again. */
export const inviteColleague = endpoint({
  method: 'POST',
  path: '/accounts/links',
  right: 'administer',
  params: z.object({}),
  body: z.object({ delegation: delegationChoice, account }),
  answer: accountLink,
})

/** A link, for one use, by which the owner of an account chooses a new passphrase. The old one holds until then. */
export const resetPassphrase = endpoint({
  method: 'POST',
  path: '/accounts/:delegateId/reset',
  right: 'administer',
  params: z.object({ delegateId }),
  body: nothing,
  answer: accountLink,
})

export const withdrawAccountLink = endpoint({
  method: 'DELETE',
  path: '/accounts/links/:id',
  right: 'administer',
  params: z.object({ id: z.string().min(1).max(40) }),
  body: nothing,
  answer: done,
})

/** Refuses `last-administrator` where nobody would be left to administer. */
export const changeAccount = endpoint({
  method: 'PUT',
  path: '/accounts/:delegateId',
  right: 'administer',
  params: z.object({ delegateId }),
  body: account,
  answer: done,
})

/** Takes the account and its sessions away; what its owner wrote stays in their name. Refuses `last-administrator`. */
export const removeAccount = endpoint({
  method: 'DELETE',
  path: '/accounts/:delegateId',
  right: 'administer',
  params: z.object({ delegateId }),
  body: nothing,
  answer: done,
})

/** What a link to an account leads to. `name` is set when it is for a new passphrase. */
export const readAccountLink = endpoint({
  method: 'POST',
  path: '/accounts/links/read',
  right: 'nobody',
  params: z.object({}),
  body: z.object({ key: linkKey }),
  answer: z.object({ delegation, name: z.string().nullable(), account }),
})

/** Makes the account, or gives it the new passphrase, and signs this browser in. Refuses `name-taken`. */
export const openAccountLink = endpoint({
  method: 'POST',
  path: '/accounts/links/open',
  right: 'nobody',
  params: z.object({}),
  body: z.object({ key: linkKey, name: personName, passphrase }),
  answer: done,
})

/** What an invitation link leads to. A POST, so that the secret stands in no address and no log. */
export const readInvitation = endpoint({
  method: 'POST',
  path: '/invitations/read',
  right: 'nobody',
  params: z.object({}),
  body: z.object({ key: linkKey }),
  answer: z.object({
    statementId,
    title: z.string(),
    date: z.string(),
    role,
    delegation: participation,
    penholder: delegation,
    hereNow: z.array(participation),
    /** Set when this browser is signed in as a delegate of this delegation already. */
    name: z.string().nullable(),
    /** When a session made now ends, epoch ms. */
    sessionUntil: z.int(),
  }),
})

export const join = endpoint({
  method: 'POST',
  path: '/invitations/join',
  right: 'nobody',
  params: z.object({}),
  body: z.object({ key: linkKey, name: personName }),
  answer: z.object({ statementId }),
})

/** Adds the delegation to the statement if need be, and answers its one active link, made now or before. */
export const invite = endpoint({
  method: 'POST',
  path: '/statements/:statementId/invitations',
  right: 'invite',
  params: byStatement,
  body: z.object({ delegation: delegationChoice, role }),
  answer: z.object({ invitationId, delegation, role, link: z.url(), expiresAt: z.int() }),
})

export const listParticipations = endpoint({
  method: 'GET',
  path: '/statements/:statementId/participations',
  right: 'read',
  params: byStatement,
  body: nothing,
  answer: z.array(participation),
})

/** Somebody who joined by a delegation's link. */
const joined = z.object({
  delegate,
  joinedAt: z.int(),
  /** When they were last in this room, epoch ms; null when they never were. */
  seenAt: z.int().nullable(),
  hereNow: z.boolean(),
})

/** The one active link of a delegation; null where there is none any more. */
const activeLink = z.object({
  link: z.url(),
  expiresAt: z.int(),
  /** True when nobody new can join by it any more. */
  expired: z.boolean(),
  maxPeople: z.int(),
})

export const seat = z.object({
  participation,
  invitation: activeLink.nullable(),
  people: z.array(joined),
  /** Who of the delegation is here by an account, without having joined by the link. */
  others: z.array(present),
})
export type Seat = z.infer<typeof seat>

/** The delegations at the table, in order of joining, with their links and people. */
export const listSeats = endpoint({
  method: 'GET',
  path: '/statements/:statementId/delegations',
  right: 'invite',
  params: byStatement,
  body: nothing,
  answer: z.array(seat),
})

export const changeRole = endpoint({
  method: 'PUT',
  path: '/statements/:statementId/delegations/:delegationId/role',
  right: 'invite',
  params: byDelegation,
  body: z.object({ role }),
  answer: done,
})

/** Until when people may join by the link, and how many. Whoever has joined stays. */
export const changeInvitation = endpoint({
  method: 'PUT',
  path: '/statements/:statementId/delegations/:delegationId/invitation',
  right: 'invite',
  params: byDelegation,
  body: z.object({ expiresAt: z.int().positive().optional(), maxPeople: z.int().min(1).max(200).optional() }),
  answer: done,
})

/** Withdraws the link and signs its people out of this statement at once: their sockets close within a second. */
export const revokeInvitation = endpoint({
  method: 'DELETE',
  path: '/statements/:statementId/delegations/:delegationId/invitation',
  right: 'invite',
  params: byDelegation,
  body: nothing,
  answer: done,
})

/** A new link with a new expiry. The old one ends; after an expiry whoever had joined stays, after a revocation nobody. */
export const renewInvitation = endpoint({
  method: 'POST',
  path: '/statements/:statementId/delegations/:delegationId/invitation',
  right: 'invite',
  params: byDelegation,
  body: nothing,
  answer: done,
})

/** Signs one person out of this statement. They may come back by the link as long as that lets people in. */
export const removePerson = endpoint({
  method: 'DELETE',
  path: '/statements/:statementId/delegations/:delegationId/people/:delegateId',
  right: 'invite',
  params: byDelegation.extend({ delegateId }),
  body: nothing,
  answer: done,
})

/** For a delegation added by mistake. Its words stay, in its name. Refuses `holds-the-pen`. */
export const removeDelegation = endpoint({
  method: 'DELETE',
  path: '/statements/:statementId/delegations/:delegationId',
  right: 'invite',
  params: byDelegation,
  body: nothing,
  answer: done,
})

/**
 * Passes the pen to a delegation that takes part. Whoever held it stays as a drafter. Also for the administrator, when
 * the pen's only laptop is gone.
 */
export const passPen = endpoint({
  method: 'PUT',
  path: '/statements/:statementId/pen',
  right: 'invite',
  params: byStatement,
  body: z.object({ delegationId }),
  answer: done,
})

/** Closes drafting to all but the pen, or opens it again. */
export const setDrafting = endpoint({
  method: 'PUT',
  path: '/statements/:statementId/drafting',
  right: 'decide',
  params: byStatement,
  body: z.object({ drafting: z.enum(['open', 'pen']) }),
  answer: done,
})
