/**
 * Ends the process that it runs in when that takes too much memory, what compilers take outside the heap included, or too
 * much time for what it is at, or when the server that started it is gone. It is a thread of that process: a writer or a
 * reader may be at work for seconds without the event loop.
 */
import { flushCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { lateSignal, type TimeLeft } from './workshop-process.ts'

/** A reader fills 30 MB meanwhile. */
const everyMs = 25

const { mostBytes }: { readonly mostBytes: number } = workerData
const parent = process.ppid
let until = Infinity
// It ends with its process, which is killed.
flushCompileCache()

parentPort?.on('message', (left: TimeLeft) => {
  until = left === null ? Infinity : takenMs() + left
})
setInterval(() => {
  if (takenMs() > until) process.kill(process.pid, lateSignal)
  if (process.memoryUsage.rss() > mostBytes || process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
}, everyMs)

/** Of all cores. */
function takenMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}
