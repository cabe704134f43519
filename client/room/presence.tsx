/**
 * Who is here: one nameplate a delegation, in order of joining. Offline the others' nameplates become outlines, since
 * nobody can know; so do those of delegations that have left. A click follows whoever of the delegation writes.
 */
import type { Present } from '#shared/people/people.ts'
import { Button } from '../design/button.tsx'
import { Dialog } from '../design/dialog.tsx'
import { Icon } from '../design/icon.tsx'
import { PanelButton } from '../design/menu.tsx'
import { Nameplate } from '../design/nameplate.tsx'
import { AmongToasts } from '../design/toast.tsx'
import { formatClock } from '../language/dates.ts'
import { words } from '../language/en.ts'
import { type Attendance, useAttendance } from './attendance.ts'
import type { Following } from './following.ts'
import styles from './presence.module.css'
import type { Room } from './provider.ts'
import type { Connection } from './use-connection.ts'

interface PresenceProps {
  readonly room: Room
  readonly you: Present
  readonly connection: Connection
  readonly following: Following
}

/** On a narrow screen the plates fold into a button that says how many delegations are here. */
export function Presence(props: PresenceProps) {
  const attendance = useAttendance(props.room)
  const count = seatsOf(props.you, attendance).filter(({ people }) => people.length > 0).length
  return (
    <>
      <span className={styles.wide}>
        <Plates {...props} />
      </span>
      <span className={styles.folded}>
        <PanelButton
          look="quiet"
          label={words.presence.here(count)}
          placement="bottom end"
          face={
            <>
              <Icon name="people" />
              <span dir={words.direction}>{words.presence.here(count)}</span>
            </>
          }
        >
          <Plates {...props} />
        </PanelButton>
      </span>
    </>
  )
}

interface PresenceDialogProps extends PresenceProps {
  readonly open: boolean
  readonly onClose: () => void
}

/** The same where the bar has no room for it. Whoever follows somebody from here wants to see the text. */
export const PresenceDialog = ({ open, onClose, following, ...presence }: PresenceDialogProps) => (
  <Dialog heading={words.presence.who} close={words.close} open={open} onClose={onClose}>
    <Plates
      {...presence}
      following={{
        ...following,
        follow: (people) => {
          following.follow(people)
          onClose()
        },
      }}
    />
  </Dialog>
)

function Plates({ room, you, connection, following }: PresenceProps) {
  const attendance = useAttendance(room)
  const lost = connection.connection === 'lost' ? connection : null
  return (
    <span className={styles.plates} role="group" aria-label={words.presence.group}>
      {seatsOf(you, attendance).map(({ delegation, people, leftAt }) => {
        const others = people.filter(({ delegateId }) => delegateId !== you.delegateId)
        const goneAt = leftAt ?? (others.length === people.length ? (lost?.since ?? null) : null)
        return goneAt === null ? (
          <Here
            key={delegation.delegationId}
            delegation={delegation}
            people={people}
            others={others}
            following={following}
          />
        ) : (
          <Gone key={delegation.delegationId} delegation={delegation} at={goneAt} />
        )
      })}
    </span>
  )
}

interface HereProps {
  readonly delegation: Present
  readonly people: readonly Present[]
  /** Those of them who can be followed. */
  readonly others: readonly Present[]
  readonly following: Following
}

function Here({ delegation, people, others, following }: HereProps) {
  const name = words.presence.people(delegation.delegation, people.length)
  const names = people.map((person) => person.name)
  const followed = following.person?.delegationId === delegation.delegationId
  return (
    <button
      type="button"
      className={styles.plate}
      aria-label={name}
      aria-pressed={others.length === 0 ? undefined : followed}
      title={[name, ...names].join('\n')}
      onClick={() => (followed ? following.stop() : following.follow(others))}
    >
      <Nameplate code={delegation.code} hue={delegation.hue} outlined={delegation.outlined} people={people.length} />
      <span className={styles.names} aria-hidden="true">
        {names.join(', ')}
      </span>
    </button>
  )
}

function Gone({ delegation, at }: { delegation: Present; at: number }) {
  const name = words.presence.lastSeen(delegation.delegation, formatClock(at))
  return (
    <span className={styles.plate} role="img" aria-label={name} title={name}>
      <Nameplate code={delegation.code} hue={delegation.hue} outlined />
      <span className={styles.names} aria-hidden="true">
        {words.presence.seen(formatClock(at))}
      </span>
    </span>
  )
}

/** A quiet line at the foot of the page while somebody is followed. */
export const FollowingLine = ({ following: { person, stop } }: { following: Following }) => (
  <AmongToasts>
    <div role="status" aria-label={words.presence.following} className={styles.announcement}>
      {person && (
        <p className={`${styles.following} d${person.hue}`}>
          {words.presence.followingWhom(person.name, person.delegation)}
          <Button size="small" look="quiet" shape="icon" aria-label={words.presence.stopFollowing} onClick={stop}>
            <Icon name="cross" />
          </Button>
        </p>
      )}
    </div>
  </AmongToasts>
)

interface DelegationSeat {
  readonly delegation: Present
  readonly people: readonly Present[]
  /** Epoch ms; null while somebody of it is here. */
  readonly leftAt: number | null
}

function seatsOf(you: Present, { here, left }: Attendance): readonly DelegationSeat[] {
  const people = [you, ...here.filter(({ delegateId }) => delegateId !== you.delegateId)]
  const seats = new Map<string, DelegationSeat>()
  for (const { person, at } of left) seats.set(person.delegationId, { delegation: person, people: [], leftAt: at })
  for (const person of people) {
    const known = seats.get(person.delegationId)?.people ?? []
    seats.set(person.delegationId, { delegation: known[0] ?? person, people: [...known, person], leftAt: null })
  }
  return [...seats.values()].toSorted(
    ({ delegation: one }, { delegation: other }) =>
      Number(one.outlined) - Number(other.outlined) || one.hue - other.hue || one.code.localeCompare(other.code),
  )
}
