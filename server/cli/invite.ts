/** `npm run invite`: gives a delegation its part in a statement and prints its link. */
import { invite } from '#shared/people/contract.ts'
import { role as anyRole } from '#shared/people/people.ts'
import { required, run } from './command.ts'

const usage = `npm run invite -- --statement ID --delegation DELEGATION --role ROLE

  --statement   The statement's id, as "npm run statement" printed it, or its address.
  --delegation  A code of the directory (NOR, ICRC), or the name of a delegation that it does not have.
  --role        drafter, commenter or observer. Without it drafter.
`

await run({
  usage,
  options: ['statement', 'delegation', 'role'],
  async act(given, desk) {
    const statementId = required(given, 'statement', 'say which, by its id or its address').replace(
      /^.*\/statements\//,
      '',
    )
    const delegation = required(given, 'delegation', 'say who is invited, by code or name')
    const role = anyRole.safeParse(given.get('role') ?? 'drafter')
    if (!role.success) throw new Error(`--role cannot be "${given.get('role')}": drafter, commenter or observer.`)
    const { call } = await desk()
    const invited = await call(invite, { params: { statementId }, body: { delegation, role: role.data } })
    return [
      ['Delegation', `${invited.delegation.name} (${invited.delegation.code})`],
      ['Role', invited.role],
      ['Until', new Date(invited.expiresAt).toISOString().slice(0, 16).replace('T', ' ') + ' UTC'],
      ['Invitation', invited.link],
    ]
  },
})
