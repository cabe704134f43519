/** The threads of a statement, read once, kept up to date by notices, with what waits on this device. */
import type { Room } from '../room/provider.ts'
import type { Threads } from './threads.ts'

export function useThreads(_room: Room): Threads {
  const none = async (): Promise<void> => {}
  return {
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
  }
}
