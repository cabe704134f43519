/**
 * `npm start`: reads the settings, takes the data folder, listens, and drains when it is told to stop. What stops the start
 * is said in one sentence.
 */
import { join } from 'node:path'
import { forgetServer, noteServer, prepareFolder } from './cli/data-folder.ts'
import { type House, openHouse } from './cli/house.ts'
import { ensureBuilt, project } from './cli/project.ts'
import { describeSettings, readSettings, type Settings } from './environment.ts'
import { builtPages, type Pages } from './http/pages.ts'
import { addressOf } from './http/site.ts'
import { lockFolder } from './storage/lock.ts'

const help = `Penholder: draft meeting statements together.

  npm start            serve on HOST and PORT
  npm run dev          the same, with pages that reload as their files change
  npm run statement    create a statement         (-- --help says how)
  npm run invite       print a delegation's link  (-- --help says how)
  npm run export       write a statement to a file (-- --help says how)
  npm run passphrase   let somebody choose anew   (-- --help says how)
  npm run backup       write everything into a file
  npm run restore      put a backup back

Settings are variables of the environment:

${describeSettings()}`

/** Runs until it is told to stop. `pages` is what differs between `npm start` and `npm run dev`. */
export async function main(args: readonly string[], pages: Pages): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(help)
    return
  }
  try {
    const [unknown] = args
    if (unknown !== undefined) throw new Error(`"${unknown}" is not understood. "npm start -- --help" says what is.`)
    await serve(readSettings(), pages)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}

async function serve(settings: Settings, pages: Pages): Promise<void> {
  const folder = await prepareFolder(settings.dataDir)
  const lock = lockFolder(folder)
  await forgetServer(folder)
  const house = await openHouse(settings, folder, lock, pages)
  const { app, site, operatorToken, setUpKey, port } = house
  stopOnSignal(house, folder)
  await listen(() => app.listen({ host: settings.host, port: settings.port }), settings)
  await noteServer(folder, { url: addressOf(settings.host, port()), token: operatorToken })
  console.log(`Penholder listens on ${site.url()}`)
  if (setUpKey !== null) console.log(`Set up Penholder: ${site.url()}/set-up#${setUpKey}`)
}

/** Says in one sentence why the address cannot be had. */
async function listen(start: () => Promise<unknown>, { host, port }: Settings): Promise<void> {
  try {
    await start()
  } catch (error) {
    switch (error instanceof Error && 'code' in error ? error.code : null) {
      case 'EADDRINUSE':
        throw new Error(`PORT ${port} is in use on ${host}. Set PORT to a free one.`)
      case 'EACCES':
        throw new Error(`PORT ${port} needs rights that this user does not have. Set PORT above 1023.`)
      case 'EADDRNOTAVAIL':
      case 'ENOTFOUND':
        throw new Error(`HOST ${host} is no address of this machine.`)
      default:
        throw error
    }
  }
}

/** Within this time after a signal the process ends, whatever still hangs. */
const drainMs = 4500

/** The first signal drains, a second one ends at once. */
function stopOnSignal({ runtime: { logger }, close }: House, folder: string): void {
  let stopping = false
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(0)
    stopping = true
    logger.info({ signal }, 'stopping')
    setTimeout(() => process.exit(0), drainMs).unref()
    const drained = Promise.all([forgetServer(folder), close()])
    drained
      .catch((error: unknown) => logger.error({ err: error }, 'did not stop cleanly'))
      .finally(() => process.exit(0))
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

if (import.meta.main) {
  await main(process.argv.slice(2), async (app) => {
    await ensureBuilt()
    return builtPages(join(project, 'dist'))(app)
  })
}
