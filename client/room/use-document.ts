/** The text as document JSON for what is counted or shown beside it: read a few times a second, not at every key. */
import { useSyncExternalStore } from 'react'
import { render } from '#shared/room/flat-text.ts'
import type { DocumentJson } from '#shared/statement/schema.ts'
import type { Room } from './provider.ts'

/** At 20,000 words one reading takes some 20 ms: four a second go unnoticed between the keys. */
const pause = 250

/** One object until the text has changed. */
export function useDocument(room: Room): DocumentJson {
  const { subscribe, read } = storeOf(room)
  return useSyncExternalStore(subscribe, read)
}

interface Store {
  readonly subscribe: (changed: () => void) => () => void
  readonly read: () => DocumentJson
}

const stores = new WeakMap<Room, Store>()

function storeOf(room: Room): Store {
  const known = stores.get(room)
  if (known) return known
  let document = render(room.text)
  const store: Store = {
    subscribe: (changed) => {
      let due: ReturnType<typeof setTimeout> | undefined
      let readAt = 0
      const readAgain = (): void => {
        due = undefined
        readAt = Date.now()
        document = render(room.text)
        changed()
      }
      // The first change after a pause shows at once, the next ones together.
      const readSoon = (): void => {
        due ??= setTimeout(readAgain, readAt + pause - Date.now())
      }
      readAgain()
      room.text.observeDeep(readSoon)
      return () => {
        clearTimeout(due)
        room.text.unobserveDeep(readSoon)
      }
    },
    read: () => document,
  }
  stores.set(room, store)
  return store
}
