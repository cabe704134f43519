/** When the data folder was last backed up: the time of a small file in it, so that no backup has to write the database. */
import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const noteIn = (folder: string): string => join(folder, 'last-backup')

/** Says that a backup was made now and can be read. */
export const noteBackup = (folder: string, file: string): Promise<void> => writeFile(noteIn(folder), `${file}\n`)

/** Epoch ms; null when there was none. */
export async function readBackedUpAt(folder: string): Promise<number | null> {
  try {
    return Math.round((await stat(noteIn(folder))).mtimeMs)
  } catch {
    return null
  }
}
