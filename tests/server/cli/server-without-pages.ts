/** `npm start` with a single blank page, so that these tests build nothing; says `ready` when all lines are printed. */
import { main } from '../../../server/main.ts'

await main(process.argv.slice(2), async (app) => {
  app.get('/', async () => 'a page')
})
console.log('ready')
