/** The endpoints of people: each contract of shared/people with the act behind it. */
import type { Person } from '#shared/people/contract.ts'
import {
  changeInvitation as changeInvitationOf,
  changeRole as changeRoleOf,
  invite,
  join,
  listParticipations as listParticipationsOf,
  listSeats as listSeatsOf,
  passPen as passPenOf,
  readInvitation,
  readSession,
  removeDelegation as removeDelegationOf,
  removePerson as removePersonOf,
  renewInvitation as renewInvitationOf,
  revokeInvitation as revokeInvitationOf,
  setDrafting as setDraftingOf,
  setUp,
  signIn as signInByPassphrase,
  signOut,
} from '#shared/people/contract.ts'
import { Refusal } from '#shared/refusal.ts'
import type { Caller, Route } from '../http/answer.ts'
import { answer } from '../http/answer.ts'
import type { Site } from '../http/site.ts'
import type { Runtime } from '../runtime.ts'
import { changeInvitation, changeRole, invitationLink, inviteDelegation, renewInvitation } from './invite.ts'
import { passPen, setDrafting } from './pen.ts'
import { listParticipations } from './recognise.ts'
import { join as joinAs, openInvitation } from './redeem.ts'
import { listSeats } from './seats.ts'
import { endSession } from './sessions.ts'
import { isSetUp, setUpAdministrator } from './set-up.ts'
import { signIn } from './sign-in.ts'
import { removeDelegation, removePerson, revokeInvitation } from './unseat.ts'

export interface PeopleOptions {
  readonly site: Pick<Site, 'url'>
  /** What the first start prints; null when there was an administrator already. */
  readonly setUpKey: string | null
}

export function peopleRoutes(runtime: Runtime, { site, setUpKey }: PeopleOptions): Route[] {
  const signInWith = signIn(runtime)
  return [
    answer(readSession, async ({ caller }) => ({ setUp: await isSetUp(runtime), person: personIn(caller) })),

    answer(setUp, async ({ body, token, ...call }) => {
      if (setUpKey === null) throw new Refusal('already-set-up')
      const keys = { given: body.key, expected: setUpKey }
      call.signIn(await setUpAdministrator(runtime, keys, body, token))
      return {}
    }),

    answer(signInByPassphrase, async ({ body, address, token, ...call }) => {
      call.signIn(await signInWith(body, address, token))
      return {}
    }),

    answer(signOut, async ({ token, ...call }) => {
      if (token !== null) await endSession(runtime, token)
      call.signOut()
      return {}
    }),

    answer(readInvitation, ({ body, caller }) => openInvitation(runtime, body.key, personIn(caller))),

    answer(join, async ({ body, caller, token, ...call }) => {
      const { statementId, session } = await joinAs(runtime, body.key, body.name, personIn(caller), token)
      call.signIn(session)
      return { statementId }
    }),

    answer(invite, async ({ params, body }) => {
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

    answer(listParticipationsOf, ({ params }) => listParticipations(runtime, params.statementId)),

    answer(listSeatsOf, ({ params }) => listSeats(runtime, site.url(), params.statementId)),

    answer(changeRoleOf, async ({ params: { statementId, delegationId }, body }) => {
      await changeRole(runtime, statementId, delegationId, body.role)
      return {}
    }),

    answer(changeInvitationOf, async ({ params: { statementId, delegationId }, body }) => {
      await changeInvitation(runtime, statementId, delegationId, body)
      return {}
    }),

    answer(revokeInvitationOf, async ({ params: { statementId, delegationId } }) => {
      await revokeInvitation(runtime, statementId, delegationId)
      return {}
    }),

    answer(renewInvitationOf, async ({ params: { statementId, delegationId } }) => {
      await renewInvitation(runtime, statementId, delegationId)
      return {}
    }),

    answer(removePersonOf, async ({ params: { statementId, delegationId, delegateId } }) => {
      await removePerson(runtime, statementId, delegationId, delegateId)
      return {}
    }),

    answer(removeDelegationOf, async ({ params: { statementId, delegationId } }) => {
      await removeDelegation(runtime, statementId, delegationId)
      return {}
    }),

    answer(passPenOf, async ({ params, body }) => {
      await passPen(runtime, params.statementId, body.delegationId)
      return {}
    }),

    answer(setDraftingOf, async ({ params, body }) => {
      await setDrafting(runtime, params.statementId, body.drafting)
      return {}
    }),
  ]
}

const personIn = (caller: Caller): Person | null => (caller.kind === 'person' ? caller.person : null)
