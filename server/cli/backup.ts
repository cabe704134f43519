/** `npm run backup`: one file that holds everything, made while the server runs or while it does not. */
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { readSettings } from '../environment.ts'
import { backUp } from '../storage/backup.ts'
import { required, run } from './command.ts'
import { readableSize, readableTime, sentenceOf } from './say.ts'

const usage = `npm run backup -- --to FILE

  --to  The file to write, on another disk than the data folder. An older backup there is replaced once the new one is
        whole. It holds all texts, all names and the key of the invitation links: keep it as you keep the data folder.
`

await run({
  usage,
  options: ['to'],
  async act(given) {
    const file = required(given, 'to', 'say where the backup is written')
    const { dataDir } = readSettings()
    const { madeAt, statements } = await sentenceOf(backUp(resolve(dataDir), file, Date.now()))
    const { size } = await stat(file)
    return [
      ['Backup', resolve(file)],
      ['Made', readableTime(madeAt)],
      ['Statements', String(statements)],
      ['Size', readableSize(size)],
    ]
  },
})
