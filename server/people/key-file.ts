/** The key under which invitation secrets are made: a file of the data folder that only the server's user may read. */
import { randomBytes } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'

const keyBytes = 32

/**
 * Reads the key, or makes and flushes one when there is none. Throws an Error of one sentence when the file holds
 * something else: with another key every link that was ever sent would be dead, so nothing is replaced silently.
 */
export async function openKeyFile(path: string): Promise<Uint8Array> {
  const kept = (await readIfThere(path)) ?? (await create(path))
  const key = Buffer.from(kept.trim(), 'hex')
  if (key.length !== keyBytes) {
    throw new Error(`The file ${path} does not hold an invitation key. Restore it from the backup.`)
  }
  return key
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

async function create(path: string): Promise<string> {
  const key = randomBytes(keyBytes).toString('hex')
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(`${key}\n`)
    // A link that was sent must work after a power cut as well.
    await file.sync()
  } finally {
    await file.close()
  }
  return key
}
