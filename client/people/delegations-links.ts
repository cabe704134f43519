/** The links of a table as one text, to be pasted into a message or a note: who, as what, the link, until when. */
import type { Seat } from '#shared/people/contract.ts'
import { formatFullMoment } from '../language/dates.ts'
import { words } from '../language/en.ts'

/** Of the delegations that have a link by which people can join. */
export const linksAsText = (seats: readonly Seat[]): string =>
  seats
    .flatMap(({ participation: { delegation, role, holdsPen }, invitation }) => {
      if (invitation === null || invitation.expired) return []
      const part = holdsPen ? words.delegations.penholder : words.delegations.roles[role]
      const until = words.delegations.openUntil(formatFullMoment(invitation.expiresAt))
      return [`${delegation.name} (${part})\n${invitation.link}\n${until}`]
    })
    .join('\n\n')
