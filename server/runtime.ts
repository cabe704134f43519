/** What every act of the server needs, built once by main.ts or by a test. */
import type { Logger } from 'pino'
import type { Settings } from './environment.ts'
import type { Rooms } from './room/rooms.ts'
import type { Storage } from './storage/storage.ts'

export interface Clock {
  /** Epoch ms. */
  now(): number
}

export interface Runtime {
  readonly settings: Settings
  readonly storage: Storage
  readonly rooms: Rooms
  readonly clock: Clock
  readonly logger: Logger
  /** The key under which invitation secrets are made; it stands in a file of its own in the data folder. */
  readonly invitationKey: Uint8Array
}
