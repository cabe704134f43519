/** The delegations at the table as whoever invites sees them: their links, and who came by them. */
import type { Seat } from '#shared/people/contract.ts'
import type { Present, StatementId } from '#shared/people/people.ts'
import type { Runtime } from '../runtime.ts'
import { invitationLink } from './invite.ts'
import { toParticipation } from './recognise.ts'
import { listActiveInvitations } from './rows/invitations.ts'
import { listPlaces } from './rows/participations.ts'
import type { JoinedRow } from './rows/redemptions.ts'
import { listJoined } from './rows/redemptions.ts'

/** In order of joining. */
export async function listSeats(runtime: Runtime, siteUrl: string, statementId: StatementId): Promise<Seat[]> {
  const { storage, rooms, clock } = runtime
  const places = await listPlaces(storage.db, statementId)
  const invitations = await listActiveInvitations(storage.db, statementId)
  const joined = await listJoined(storage.db, statementId)
  const here = rooms.present(statementId)
  return places.map((place) => {
    const { id } = place.delegation
    const invitation = invitations.find(({ delegation_id }) => delegation_id === id)
    const people = joined.filter(({ delegate }) => delegate.delegationId === id)
    return {
      participation: toParticipation(place),
      invitation:
        invitation === undefined
          ? null
          : {
              link: invitationLink(runtime, siteUrl, invitation),
              expiresAt: invitation.expires_at,
              expired: invitation.expires_at <= clock.now(),
              maxPeople: invitation.max_people,
            },
      people: people.map((person) => ({ ...person, hereNow: here.some((present) => isSame(person, present)) })),
      others: once(here.filter((present) => present.delegationId === id)).filter(
        (present) => !people.some((person) => isSame(person, present)),
      ),
    }
  })
}

const isSame = ({ delegate }: JoinedRow, { delegateId }: Present): boolean => delegate.id === delegateId

/** Somebody with two windows is one person. */
const once = (here: readonly Present[]): Present[] => [
  ...new Map(here.map((present) => [present.delegateId, present])).values(),
]
