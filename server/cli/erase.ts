/** `npm run erase`: takes an archived statement out of the data folder for good. The server must not be running. */
import { readSettings } from '../environment.ts'
import { erase } from '../storage/erase.ts'
import { lockFolder } from '../storage/lock.ts'
import { required, run } from './command.ts'
import { prepareFolder } from './data-folder.ts'

const usage = `npm run erase -- --statement ID --title TITLE

  --statement  The id of an archived statement, as it stands at the end of its address.
  --title      Its title, to the letter: there is no way back but a backup.

Stop the server first. Backups that were made before still hold the statement, and so do copies of the database beside
it, "penholder.before-NNN.sqlite" and "replaced-DATE".
`

await run({
  usage,
  options: ['statement', 'title'],
  async act(given) {
    const statement = required(given, 'statement', 'say which statement goes')
    // A statement may have none.
    const title = given.get('title')
    if (title === undefined) throw new Error('--title is missing: give the title of the statement to the letter.')
    const folder = await prepareFolder(readSettings().dataDir)
    const lock = lockFolder(folder)
    try {
      const { freed } = erase(folder, statement, title)
      return [
        ['Erased', title === '' ? statement : title],
        ['Freed', `${Math.round(freed / 1024)} KiB`],
      ]
    } finally {
      lock.release()
    }
  },
})
