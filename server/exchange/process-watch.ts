/**
 * Ends the process that it runs in when that takes too much memory, what compilers take outside the heap included, or when
 * the server that started it is gone.
 */
import { workerData } from 'node:worker_threads'

const everyMs = 50

const { mostBytes }: { readonly mostBytes: number } = workerData
const parent = process.ppid
setInterval(() => {
  if (process.memoryUsage.rss() > mostBytes || process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
}, everyMs)
