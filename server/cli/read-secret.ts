/** Reads one line that nobody beside the screen should see: typed at a terminal without showing it, or piped in. */
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/** The line without its end. Throws an Error of one sentence when there is none. */
export function readSecret(question: string): Promise<string> {
  const { stdin, stderr } = process
  // The line editor would show what is typed: it writes into nothing.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: stdin, output: nowhere, terminal: stdin.isTTY })
  // Only now: the terminal itself shows nothing any more either.
  if (stdin.isTTY) stderr.write(question)
  return new Promise((resolve, reject) => {
    let line: string | null = null
    lines.once('line', (text) => {
      line = text
      lines.close()
    })
    lines.once('SIGINT', () => lines.close())
    lines.once('close', () => {
      if (stdin.isTTY) stderr.write('\n')
      if (line === null) reject(new Error('No passphrase was given.'))
      else resolve(line)
    })
  })
}
