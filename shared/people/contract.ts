/** The endpoints of people: setting up, signing in, inviting and joining. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { oneLine } from '../one-line.ts'
import { delegate, delegation, invitationId, participation, personName, role, statementId } from './people.ts'

const nothing = z.undefined()
const done = z.object({})
const byStatement = z.object({ statementId })

/** A directory code ("NOR"), or the name of a delegation that the directory does not have. */
export const delegationChoice = z.string().overwrite(oneLine).min(1).max(120)
export const passphrase = z.string().min(8).max(200)
/** "<invitation id>.<secret>": what stands behind the `#` of an invitation link. */
export const invitationKey = z.string().min(3).max(200)

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

/** What an invitation link leads to. A POST, so that the secret stands in no address and no log. */
export const readInvitation = endpoint({
  method: 'POST',
  path: '/invitations/read',
  right: 'nobody',
  params: z.object({}),
  body: z.object({ key: invitationKey }),
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
  body: z.object({ key: invitationKey, name: personName }),
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
