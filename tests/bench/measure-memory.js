// Loaded into every server of the comparison: on SIGUSR2 it collects its garbage and says how many bytes are in use.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')

process.on('SIGUSR2', () => {
  collect()
  // Twice: what the first finalises is freed by the second.
  collect()
  const { heapUsed, external } = process.memoryUsage()
  process.stdout.write(`bytes in use: ${heapUsed + external}\n`)
})
