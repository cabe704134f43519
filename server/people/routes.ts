/** The endpoints of people: each contract of shared/people with the act behind it. */
import type { Person } from '#shared/people/contract.ts'
import * as contract from '#shared/people/contract.ts'
import { Refusal } from '#shared/refusal.ts'
import type { Call, Caller, Route } from '../http/answer.ts'
import { answer, personOf } from '../http/answer.ts'
import type { Site } from '../http/site.ts'
import type { Runtime } from '../runtime.ts'
import type { Opener } from './account-links.ts'
import {
  inviteColleague,
  openAccountLink,
  readAccountLink,
  resetPassphrase,
  withdrawAccountLink,
} from './account-links.ts'
import { changeAccount, listAccounts, removeAccount } from './accounts.ts'
import { makeDeviceLink, openDeviceLink } from './device-links.ts'
import { changeInvitation, changeRole, invitationLink, inviteDelegation, renewInvitation } from './invite.ts'
import type { Limits } from './limits.ts'
import { passPen, setDrafting } from './pen.ts'
import { listParticipations } from './recognise.ts'
import { join, openInvitation } from './redeem.ts'
import { listSeats } from './seats.ts'
import type { Session } from './sessions.ts'
import { endSession, endSessionsOf } from './sessions.ts'
import { isSetUp, setUpAdministrator } from './set-up.ts'
import { signIn } from './sign-in.ts'
import { removeDelegation, removePerson, revokeInvitation } from './unseat.ts'

export interface PeopleOptions {
  readonly site: Pick<Site, 'url'>
  /** What the first start prints; null when there was an administrator already. */
  readonly setUpKey: string | null
  readonly limits: Limits
}

export function peopleRoutes(runtime: Runtime, options: PeopleOptions): Route[] {
  return [...sessionRoutes(runtime, options), ...accountRoutes(runtime, options), ...seatRoutes(runtime, options)]
}

/** Coming in and going out: by passphrase, by invitation, by a link from another device. */
function sessionRoutes(runtime: Runtime, { site, setUpKey, limits }: PeopleOptions): Route[] {
  const signInWith = signIn(runtime, limits)
  return [
    answer(contract.readSession, async ({ caller }) => ({ setUp: await isSetUp(runtime), person: personIn(caller) })),

    answer(contract.setUp, async ({ body, ...call }) => {
      if (setUpKey === null) throw new Refusal('already-set-up')
      const keys = { given: body.key, expected: setUpKey }
      await enter(runtime, call, await setUpAdministrator(runtime, keys, body, call.token))
      return {}
    }),

    answer(contract.signIn, async ({ body, ...call }) => {
      await enter(runtime, call, await signInWith(body, call.address, call.token))
      return {}
    }),

    answer(contract.signOut, async ({ token, ...call }) => {
      if (token !== null) await endSession(runtime, token)
      call.signOut()
      return {}
    }),

    answer(contract.signOutEverywhere, async ({ caller, ...call }) => {
      await endSessionsOf(runtime, personOf(caller).delegate.id)
      call.signOut()
      return {}
    }),

    answer(contract.makeDeviceLink, ({ body, caller }) => {
      const person = personOf(caller)
      limits.deviceLink(person.delegate.id)
      return makeDeviceLink(runtime, site.url(), person, body.statementId)
    }),

    answer(contract.openDeviceLink, async ({ body, ...call }) => {
      const opened = await openDeviceLink(runtime, limits, body.key, call.address, call.token)
      await enter(runtime, call, opened.session)
      return { statementId: opened.statementId }
    }),

    answer(contract.readInvitation, ({ body, caller, address }) =>
      limits.key(address, () => openInvitation(runtime, body.key, personIn(caller))),
    ),

    answer(contract.join, async ({ body, ...call }) => {
      const person = personIn(call.caller)
      const joining = () => join(runtime, limits, body, person, call.token)
      const { statementId, session } = await limits.key(call.address, joining)
      await enter(runtime, call, session)
      return { statementId }
    }),
  ]
}

function accountRoutes(runtime: Runtime, { site, limits }: PeopleOptions): Route[] {
  return [
    answer(contract.listAccounts, () => listAccounts(runtime)),

    answer(contract.inviteColleague, ({ body }) => inviteColleague(runtime, site.url(), body.delegation, body.account)),

    answer(contract.resetPassphrase, ({ params }) => resetPassphrase(runtime, site.url(), params.delegateId)),

    answer(contract.withdrawAccountLink, async ({ params }) => {
      await withdrawAccountLink(runtime, params.id)
      return {}
    }),

    answer(contract.changeAccount, async ({ params, body }) => {
      await changeAccount(runtime, params.delegateId, body)
      return {}
    }),

    answer(contract.removeAccount, async ({ params }) => {
      await removeAccount(runtime, params.delegateId)
      return {}
    }),

    answer(contract.readAccountLink, ({ body, address }) =>
      limits.key(address, () => readAccountLink(runtime, body.key)),
    ),

    answer(contract.openAccountLink, async ({ body, ...call }) => {
      const opening = () => openAccountLink(runtime, body, openerOf(call))
      const session = await limits.key(call.address, opening)
      if (session !== null) await enter(runtime, call, session)
      return {}
    }),
  ]
}

/** The delegations of one statement, their links and people, and the pen. */
function seatRoutes(runtime: Runtime, { site }: PeopleOptions): Route[] {
  return [
    answer(contract.invite, async ({ params, body }) => {
      const invited = await inviteDelegation(runtime, params.statementId, body.delegation, body.role)
      const { invitation, delegation, role } = invited
      return {
        invitationId: invitation.id,
        delegation,
        role,
        link: invitationLink(runtime, site.url(), invitation),
        expiresAt: invitation.expires_at,
      }
    }),

    answer(contract.listParticipations, ({ params }) => listParticipations(runtime, params.statementId)),

    answer(contract.listSeats, ({ params }) => listSeats(runtime, site.url(), params.statementId)),

    answer(contract.changeRole, async ({ params: { statementId, delegationId }, body }) => {
      await changeRole(runtime, statementId, delegationId, body.role)
      return {}
    }),

    answer(contract.changeInvitation, async ({ params: { statementId, delegationId }, body }) => {
      await changeInvitation(runtime, statementId, delegationId, body)
      return {}
    }),

    answer(contract.revokeInvitation, async ({ params: { statementId, delegationId } }) => {
      await revokeInvitation(runtime, statementId, delegationId)
      return {}
    }),

    answer(contract.renewInvitation, async ({ params: { statementId, delegationId } }) => {
      await renewInvitation(runtime, statementId, delegationId)
      return {}
    }),

    answer(contract.removePerson, async ({ params: { statementId, delegationId, delegateId } }) => {
      await removePerson(runtime, statementId, delegationId, delegateId)
      return {}
    }),

    answer(contract.removeDelegation, async ({ params: { statementId, delegationId } }) => {
      await removeDelegation(runtime, statementId, delegationId)
      return {}
    }),

    answer(contract.passPen, async ({ params, body }) => {
      await passPen(runtime, params.statementId, body.delegationId)
      return {}
    }),

    answer(contract.setDrafting, async ({ params, body }) => {
      await setDrafting(runtime, params.statementId, body.drafting)
      return {}
    }),
  ]
}

type Entering = Pick<Call<unknown, unknown>, 'caller' | 'token' | 'signIn'>

/**
 * Keeps the session in the browser's cookie. Its windows that were open before are asked anew: those of somebody else
 * are closed, those of the same delegate show the name that was given now.
 */
async function enter({ rooms }: Pick<Runtime, 'rooms'>, { caller, signIn }: Entering, session: Session): Promise<void> {
  signIn(session)
  if (caller.kind === 'person') await rooms.reassessDelegate(caller.person.delegate.id)
}

const openerOf = ({ caller, token }: Entering): Opener =>
  caller.kind === 'operator' ? caller : { kind: 'browser', person: personIn(caller), before: token }

const personIn = (caller: Caller): Person | null => (caller.kind === 'person' ? caller.person : null)
