/** A press of which each job says how it goes wrong, as a writer with a bug or a hostile paper might. */
import { Worker } from 'node:worker_threads'

const watch = new URL('../../../server/exchange/process-watch.ts', import.meta.url)
new Worker(watch, { workerData: { mostBytes: 400_000_000 } }).unref()

process.on('message', ({ make }: { make: string }) => {
  const tell = (done: object) => process.send?.(done)
  switch (make) {
    case 'file':
      return tell({ done: 'made', made: { bytes: new TextEncoder().encode(String(process.pid)) }, spent: false })
    case 'environment':
      return tell({
        done: 'made',
        made: { bytes: new TextEncoder().encode(JSON.stringify(process.env)) },
        spent: false,
      })
    case 'nothing':
      for (;;) continue
    case 'memory': {
      const taken: Buffer[] = []
      for (;;) taken.push(Buffer.alloc(20_000_000, 1))
    }
    case 'crash':
      process.kill(process.pid, 'SIGSEGV')
      return
    default:
      return tell({ done: 'failed', code: 'export-failed', reason: 'as it was told' })
  }
})
process.on('disconnect', () => process.exit())
