/**
 * What follows a refusal, whatever was refused: a fresh document from the server, and in it what is still allowed of the
 * changes that were not taken. The rest is offered as words. Nothing that was refused is sent twice.
 */
import { z } from 'zod'
import { isRefusalCode, Refusal, type RefusalCode } from '#shared/refusal.ts'
import { unsaved } from '#shared/room/sync-state.ts'
import { carryOver, hasAllOf, unsentWords } from './carry-over.ts'
import type { DeviceCopy } from './keep-offline.ts'
import { type Room, openRoom } from './provider.ts'
import { arriveInText, leaveText } from './room-binding.ts'
import type { Caret } from './undo.ts'

/** What the server says of the statement and of this person now. */
export interface Ground {
  readonly epoch: number
  readonly mayEdit: boolean
}

/** Changes that the server did not take and that were not made again. */
export const leftBehind = z.object({
  code: z.string().refine(isRefusalCode),
  changes: z.int(),
  /** Plain text, a line for each stretch; empty where the changes added no words. */
  words: z.string(),
})
export type LeftBehind = Readonly<z.infer<typeof leftBehind>>

export interface Renewed {
  readonly room: Room
  /** Null when everything was carried over, or there was nothing. */
  readonly left: LeftBehind | null
}

interface Renewing {
  readonly ask: () => Promise<Ground>
  readonly again: boolean
  /** Where this device keeps the text of an epoch. */
  readonly copyOf: (epoch: number) => DeviceCopy
}

/** The server would refuse these again, whoever asks. */
const hopeless: ReadonlySet<RefusalCode> = new Set(['not-in-schema', 'document-too-large', 'frame-too-large'])
/** ms until a server that cannot be reached is asked again. */
const askPause = 3000

/**
 * The room that takes the place of a refused one, with the whole text in it. `again`: what was refused had been carried
 * over before. Throws the Refusal of a server that does not let this person in any more.
 */
export async function renew(old: Room, { ask, again, copyOf }: Renewing): Promise<Renewed> {
  const code = refusalOf(old)
  const { epoch, mayEdit } = await askUntilReached(ask)
  const room = openRoom({ statementId: old.statementId, epoch, device: copyOf(epoch), restores: false })
  try {
    await inStep(room)
  } catch (error) {
    room.destroy()
    throw error
  }
  const caret = leaveText(old)
  const changes = unsaved(old.sync.read())
  if (epoch !== old.epoch) {
    // Another text, though it may read the same: nothing of the old one has a place in it.
    const words = old.unsentWords()
    return { room, left: changes > 0 || code === 'text-replaced' ? { code, changes, words } : null }
  }
  if (mayEdit && !again && !hopeless.has(code)) {
    // Where these are refused too, the person is told of all of them.
    const { words, leftOut, placeOf } = room.countAs(changes, () => carryOver(old.doc, room.doc))
    if (caret !== null) moveCaret(caret, placeOf, room)
    return { room, left: leftOut > 0 ? { code, changes: leftOut, words } : null }
  }
  const has = hasAllOf(room.doc)
  if (caret !== null && mayEdit)
    moveCaret(caret, (place) => (place.item && !has(place.item.client, place.item.clock) ? null : place), room)
  return { room, left: changes > 0 ? { code, changes, words: unsentWords(old.doc, has) } : null }
}

function moveCaret({ anchor, head }: Caret, placeOf: (place: Caret['head']) => Caret['head'] | null, room: Room): void {
  const moved = { anchor: placeOf(anchor), head: placeOf(head) }
  if (moved.anchor !== null && moved.head !== null) arriveInText(room, { anchor: moved.anchor, head: moved.head })
}

function refusalOf(room: Room): RefusalCode {
  const state = room.sync.read()
  if (state.state !== 'refused') throw new Error('A room is renewed when it was refused.')
  return state.code
}

async function askUntilReached(ask: () => Promise<Ground>): Promise<Ground> {
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof Refusal) || !passing.has(error.code)) throw error
      await new Promise((resolve) => setTimeout(resolve, askPause))
    }
  }
}

/** A server that is down or busy has said nothing of this person. */
const passing: ReadonlySet<RefusalCode> = new Set([
  'unreachable',
  'restarting',
  'failed',
  'storage-failed',
  'too-many-requests',
])

/** Resolves when the whole text has come. Rejects with the Refusal of a room that is refused before. */
const inStep = (room: Room): Promise<void> =>
  new Promise((resolve, reject) => {
    const look = (): void => {
      const state = room.sync.read()
      if (state.state !== 'live' && state.state !== 'refused') return
      unsubscribe()
      if (state.state === 'live') resolve()
      else reject(new Refusal(state.code))
    }
    const unsubscribe = room.sync.subscribe(look)
  })
