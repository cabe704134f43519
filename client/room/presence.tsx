/**
 * Who is here: one nameplate a delegation, in order of joining. Offline the others' nameplates become outlines, since
 * nobody can know. A click leads to where that delegation writes.
 */
import { useState } from 'react'
import type { Present } from '#shared/people/people.ts'
import { Icon } from '../design/icon.tsx'
import { PanelButton } from '../design/menu.tsx'
import { Nameplate } from '../design/nameplate.tsx'
import { formatClock } from '../language/dates.ts'
import { words } from '../language/en.ts'
import styles from './presence.module.css'
import type { Room } from './provider.ts'
import type { Connection } from './use-connection.ts'
import { usePresence, useSyncValue } from './use-room.ts'

interface PresenceProps {
  readonly room: Room
  readonly you: Present
  readonly connection: Connection
  /** Shows where somebody of the delegation with this code has the caret. */
  readonly onGoTo: (code: string) => void
}

export function Presence({ room, you, connection, onGoTo }: PresenceProps) {
  const others = usePresence(room)
  const [lastSeen, setLastSeen] = useState(others)
  const live = useSyncValue(room, ({ state }) => state === 'live')
  const lost = connection.connection === 'lost' ? connection : null
  // The socket's end empties the room; who was there is remembered until the connection is back.
  if (live && others !== lastSeen) setLastSeen(others)
  const delegations = byDelegation(you, lastSeen)
  const plates = (
    <span className={styles.plates} role="group" aria-label={words.presence.group}>
      {delegations.map(({ delegation, people }) => {
        const gone = lost !== null && delegation.delegationId !== you.delegationId
        const name = gone
          ? words.presence.lastSeen(delegation.delegation, formatClock(lost.since))
          : words.presence.people(delegation.delegation, people.length)
        return (
          <button
            key={delegation.delegationId}
            type="button"
            className={styles.plate}
            aria-label={name}
            title={[name, ...people].join('\n')}
            onClick={() => onGoTo(delegation.code)}
          >
            <Nameplate
              code={delegation.code}
              hue={delegation.hue}
              outlined={gone || delegation.outlined}
              people={people.length}
            />
            <span className={styles.names} aria-hidden="true">
              {people.join(', ')}
            </span>
          </button>
        )
      })}
    </span>
  )
  return (
    <>
      <span className={styles.wide}>{plates}</span>
      <span className={styles.folded}>
        <PanelButton
          look="quiet"
          label={words.presence.here(delegations.length)}
          placement="bottom end"
          face={
            <>
              <Icon name="people" />
              {words.presence.here(delegations.length)}
            </>
          }
        >
          {plates}
        </PanelButton>
      </span>
    </>
  )
}

interface DelegationHere {
  readonly delegation: Present
  /** Their names. */
  readonly people: readonly string[]
}

function byDelegation(you: Present, others: readonly Present[]): readonly DelegationHere[] {
  const people = [you, ...others.filter(({ delegateId }) => delegateId !== you.delegateId)]
  const grouped = new Map<string, DelegationHere>()
  for (const person of people) {
    const known = grouped.get(person.delegationId)
    grouped.set(person.delegationId, {
      delegation: known?.delegation ?? person,
      people: [...(known?.people ?? []), person.name],
    })
  }
  return [...grouped.values()].toSorted(
    ({ delegation: one }, { delegation: other }) =>
      Number(one.outlined) - Number(other.outlined) || one.hue - other.hue || one.code.localeCompare(other.code),
  )
}
