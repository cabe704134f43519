/** `npm run restore`: puts a backup in the place of what the data folder holds. The server must not be running. */
import { readSettings } from '../environment.ts'
import { lockFolder } from '../storage/lock.ts'
import { restore } from '../storage/restore.ts'
import { required, run } from './command.ts'
import { prepareFolder } from './data-folder.ts'
import { readableTime, sentenceOf } from './say.ts'

const usage = `npm run restore -- --from FILE

  --from  A file that "npm run backup" wrote. What the data folder holds now is kept in a folder inside it.

Stop the server first. Pages that are still open are told that the text was restored, and keep what they had not sent.
`

await run({
  usage,
  options: ['from'],
  async act(given) {
    const file = required(given, 'from', 'say which backup is put back')
    const folder = await prepareFolder(readSettings().dataDir)
    const lock = lockFolder(folder)
    try {
      const { madeAt, statements, replaced } = await sentenceOf(restore(folder, file, Date.now()))
      return [
        ['Restored', folder],
        ['Made', readableTime(madeAt)],
        ['Statements', String(statements)],
        ['Replaced', replaced ?? 'nothing was there'],
      ]
    } finally {
      lock.release()
    }
  },
})
