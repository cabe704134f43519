/** By whose hand the text came in, read again while it is wanted and the text changes. */
import { useEffect, useState } from 'react'
import { type Present, present } from '#shared/people/people.ts'
import { type Hand, readHands } from '#shared/room/hands.ts'
import type { Room } from './provider.ts'

/** The text has rested for so long (ms), or has been written in for so long without a rest. */
const rest = 400
const longest = 3_000

/**
 * The hands of the text, read again where it comes to rest and while the page has nothing else to do, so that no key
 * waits for it. Null until they are read, and as long as nobody wants them.
 */
export function useHands(room: Room, wanted: boolean): readonly (readonly Hand[])[] | null {
  const [hands, setHands] = useState<readonly (readonly Hand[])[] | null>(null)
  useEffect(() => (wanted ? watch(room, setHands) : undefined), [room, wanted])
  return wanted ? hands : null
}

function watch(room: Room, tell: (hands: Hand[][]) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let idle = 0
  let since: number | null = null
  const read = (): void => {
    since = null
    tell(readHands(room.text))
  }
  const readSoon = (): void => {
    since ??= Date.now()
    clearTimeout(timer)
    timer = setTimeout(() => (idle = whenIdle(read)), Math.max(0, Math.min(rest, since + longest - Date.now())))
  }
  read()
  room.text.observeDeep(readSoon)
  return () => {
    room.text.unobserveDeep(readSoon)
    clearTimeout(timer)
    if ('cancelIdleCallback' in globalThis) cancelIdleCallback(idle)
    else clearTimeout(idle)
  }
}

/** Safari has no idle callbacks. */
const whenIdle = (work: () => void): number =>
  'requestIdleCallback' in globalThis ? requestIdleCallback(work, { timeout: 1_000 }) : Number(setTimeout(work, 50))

/** Whose the clients are that are connected now, as the server names them; known also while it cannot be asked. */
export function namedHere({ awareness, doc }: Room, you: Present): Map<number, Present> {
  const named = new Map<number, Present>([[doc.clientID, you]])
  for (const [client, state] of awareness.getStates()) {
    const user = present.safeParse(state['user'])
    if (user.success) named.set(client, user.data)
  }
  return named
}
