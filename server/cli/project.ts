/** Where Penholder itself lies, however it was started, and its pages, built when they are missing or stale. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { isBuilt } from '../http/client-build.ts'

export const project = join(import.meta.dirname, '..', '..')

/**
 * In a process of its own: the bundler would stay in the server's memory for ever. Throws an Error of one sentence when
 * the pages cannot be built; the reasons are on stderr by then.
 */
export async function ensureBuilt(): Promise<void> {
  if (await isBuilt(project)) return
  console.log('Building the pages, which happens once for each version …')
  const building = spawn(process.execPath, [join(import.meta.dirname, 'build.ts')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = await once(building, 'exit')
  if (code !== 0) throw new Error('The pages could not be built. "npm ci" brings what is missing.')
}
