/** A process that takes the lock of a data folder and keeps it until it is killed. */
import { lockFolder } from '../../../server/storage/lock.ts'

lockFolder(process.argv[2] ?? '')
globalThis.gc?.()
process.send?.('locked')
setInterval(() => undefined, 1000)
