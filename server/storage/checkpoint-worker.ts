/** The thread that moves the write-ahead log into the database file when it is told to. */
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'

const file: unknown = workerData
if (typeof file !== 'string') throw new Error('The checkpoint thread needs the path of the database.')
const database = new Database(file)

parentPort?.on('message', () => {
  // PASSIVE waits for nobody and makes nobody wait.
  database.pragma('wal_checkpoint(passive)')
})
parentPort?.on('close', () => database.close())
