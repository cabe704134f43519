/**
 * By whose hand the text came in: for each block the stretches of it that one Yjs client wrote, as the items of the text
 * have them. Whose a client is, the server says. What came back by undoing belongs to whoever undid.
 */
import { useEffect, useState } from 'react'
import type * as Y from 'yjs'
import { type Present, present } from '#shared/people/people.ts'
import { markerOf } from '#shared/room/markers.ts'
import type { Room } from './provider.ts'

/** So many places of a block, one behind the other: characters by their UTF-16 units, atoms as one. */
export interface Hand {
  readonly client: number
  readonly length: number
}

/** One entry for each block that the text shows, in their order. One walk over the items: some ms at 20,000 words. */
export function readHands(text: Y.Text): Hand[][] {
  const blocks: Hand[][] = []
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue
    const opens = markerOf(item) !== null
    if (opens || blocks.length === 0) blocks.push([])
    if (!opens) add(blocks[blocks.length - 1] ?? [], item.id.client, item.length)
  }
  return blocks.length > 0 ? blocks : [[]]
}

function add(hands: Hand[], client: number, length: number): void {
  const last = hands[hands.length - 1]
  if (last?.client === client) hands[hands.length - 1] = { client, length: last.length + length }
  else hands.push({ client, length })
}

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
