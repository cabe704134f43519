/** Ends the process that it runs in when that takes too much memory, or when the server that started it is gone. */

/** What compilers outside the heap take counts too. Twenty thousand words with 2,000 comments take some 300 MB. */
const mostBytes = 1_000_000_000
const everyMs = 50

const parent = process.ppid
setInterval(() => {
  if (process.memoryUsage.rss() > mostBytes || process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
}, everyMs)
