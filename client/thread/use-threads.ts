/**
 * The threads of a statement for React. They stay open while somebody shows them, and a moment longer so that React may
 * mount twice; what waits for the server keeps them open until it is sent.
 */
import { useCallback, useEffect, useSyncExternalStore } from 'react'
import type { DelegateId, Present, StatementId } from '#shared/people/people.ts'
import { type Occupancy, enter } from '../room/occupancy.ts'
import type { Room } from '../room/provider.ts'
import { type LiveThreads, openThreads } from './open-threads.ts'
import type { Threads } from './threads.ts'

interface Occupied extends Occupancy {
  readonly live: LiveThreads
  readonly statementId: StatementId
  readonly person: DelegateId
}

const open = new Map<StatementId, Occupied>()

/** A page that was away for so long (ms) may have missed what no notice repeats. */
const longAway = 60_000

export function useThreads(room: Room, you: Present): Threads {
  const { statementId } = room
  const show = useCallback(
    (changed: () => void) => enter(occupy(statementId, you), changed, leaveWhenDone),
    [statementId, you],
  )
  const threads = useSyncExternalStore(show, () => open.get(statementId)?.live.read() ?? nothing)
  useEffect(() => open.get(statementId)?.live.attach(room), [room, statementId, you.delegateId])
  useEffect(() => {
    let hidden = 0
    const look = (): void => {
      if (document.visibilityState === 'hidden') hidden = Date.now()
      else if (hidden > 0 && Date.now() - hidden > longAway) open.get(statementId)?.live.readAgain()
    }
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [statementId])
  return threads
}

function occupy(statementId: StatementId, you: Present): Occupied {
  const there = open.get(statementId)
  if (there?.person === you.delegateId) return there
  there?.live.close()
  const changed = new Set<() => void>()
  const tell = (): void => {
    for (const one of changed) one()
    leaveWhenDone(occupied)
  }
  const live = openThreads({ statementId, you, changed: tell })
  const occupied: Occupied = { live, statementId, person: you.delegateId, people: 0, changed }
  open.set(statementId, occupied)
  return occupied
}

function leaveWhenDone(occupied: Occupied): void {
  const { live, people, statementId } = occupied
  if (people > 0 || live.waits() || live.wouldLose() || open.get(statementId) !== occupied) return
  open.delete(statementId)
  live.close()
}

const none = async (): Promise<void> => {}
/** For the first moment. */
const nothing: Threads = {
  all: [],
  loaded: false,
  open: () => '',
  reply: () => {},
  edit: none,
  remove: none,
  setState: none,
  mend: none,
  sendAgain: () => {},
  see: () => {},
  onNews: () => () => {},
}

// Where this device keeps nothing, closing the page loses what waits: the browser asks first.
window.addEventListener('beforeunload', (event) => {
  if ([...open.values()].some(({ live }) => live.wouldLose())) event.preventDefault()
})
