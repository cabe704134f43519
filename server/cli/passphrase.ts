/** `npm run passphrase`: prints a link by which somebody chooses a new passphrase, or takes one from the terminal. */
import { listAccounts, openAccountLink, passphrase, resetPassphrase } from '#shared/people/contract.ts'
import { nameKey } from '#shared/people/directory.ts'
import { required, run } from './command.ts'
import { readSecret } from './read-secret.ts'

const usage = `npm run passphrase -- --name NAME [--set]

  --name  The name that somebody signs in with.
  --set   Asks for the new passphrase here, twice, or reads the first line of what is piped in. Without it a link is
          printed by which its owner chooses one: it works once, for three days, and until then the old one holds.
`

await run({
  usage,
  options: ['name'],
  flags: ['set'],
  async act(given, desk) {
    const name = required(given, 'name', 'say whose, by the name that they sign in with')
    const chosen = given.has('set') ? await choose() : null
    const { call } = await desk()
    const { accounts } = await call(listAccounts, { params: {} })
    const account = accounts.find(({ delegate }) => nameKey(delegate.name) === nameKey(name))
    if (account === undefined) throw new Error(`--name: nobody signs in as "${name}".`)
    const { delegate, delegation } = account
    const { link, expiresAt } = await call(resetPassphrase, { params: { delegateId: delegate.id } })
    const whose = ['Account', `${delegate.name} (${delegation.code})`] as const
    if (chosen === null) {
      return [
        whose,
        ['Until', new Date(expiresAt).toISOString().slice(0, 16).replace('T', ' ') + ' UTC'],
        ['Link', link],
      ]
    }
    const body = { key: link.slice(link.indexOf('#') + 1), name: delegate.name, passphrase: chosen }
    await call(openAccountLink, { params: {}, body })
    return [whose, ['Passphrase', 'changed; every device is signed out']]
  },
})

async function choose(): Promise<string> {
  const chosen = passphrase.safeParse(await readSecret('New passphrase: '))
  if (!chosen.success) throw new Error('A passphrase has 8 to 200 characters.')
  if (process.stdin.isTTY && (await readSecret('The same again: ')) !== chosen.data) {
    throw new Error('The two are not the same.')
  }
  return chosen.data
}
