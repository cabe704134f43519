/** One statement with everybody who could stand before it, a second that is archived, and a way back to how it all was. */
import {
  changeRole,
  inviteColleague,
  makeDeviceLink,
  openAccountLink,
  readSession,
  removePerson,
  revokeInvitation,
} from '#shared/people/contract.ts'
import type { DelegateId, StatementId } from '#shared/people/people.ts'
import { archiveStatement } from '#shared/statement/contract.ts'
import { openThread } from '#shared/thread/contract.ts'
import { fingerprint, mintSecret } from '../../../server/people/secrets.ts'
import { opening } from '../thread/words.ts'
import { passphrase, startHouse, type TestHouse, type Visitor } from './house.ts'

export const callers = [
  'nobody',
  'whose session has ended',
  'an observer',
  'a commenter',
  'a drafter',
  'the penholder',
  'an account of the penholder',
  'an account of another delegation',
  'the administrator',
  'a delegate of another statement',
  'whose link was withdrawn',
  'who was removed',
  'the operator',
] as const
export type Caller = (typeof callers)[number]

export interface Desk {
  readonly house: TestHouse
  readonly live: StatementId
  readonly archived: StatementId
  /** A delegation at both tables, with one delegate. */
  readonly guest: { readonly delegationId: string; readonly delegateId: DelegateId }
  /** An account that is nobody's among the callers. */
  readonly colleague: DelegateId
  /** A thread of each statement, with the one comment that the drafter has opened it with. */
  readonly threads: Readonly<Record<'live' | 'archived', { readonly threadId: string; readonly commentId: string }>>
  /** What stands behind the `#` of links that nobody has used. */
  readonly keys: Readonly<Record<'live' | 'archived' | 'account' | 'device', string>>
  /** In a browser of their own: one that signs out must not sign out the next. */
  as(caller: Caller): Promise<Visitor>
  /** People, links and the pen as they were at first. */
  restore(): Promise<void>
  end(): Promise<void>
}

export async function setDesk(): Promise<Desk> {
  const house = await startHouse()
  const administrator = await house.administrator('CAN', 'Ann Wong')
  const [live, archived, elsewhere] = [
    await house.statement('NOR'),
    await house.statement('NOR'),
    await house.statement('MOZ'),
  ]
  const people = new Map<Caller, DelegateId>()
  const idOf = async (visitor: Visitor) => (await visitor.must(readSession)).person?.delegate.id as DelegateId
  const know = async (caller: Caller, visitor: Visitor) => people.set(caller, await idOf(visitor))
  const operator = house.operator()

  /** The same delegate at both tables. */
  const seat = async (delegation: string, role: 'drafter' | 'commenter' | 'observer' = 'drafter') => {
    const visitor = await house.joined(live, delegation, role)
    const key = await house.key(archived, delegation, role)
    await visitor.send('POST', '/api/invitations/join', {
      body: JSON.stringify({ key, name: `Delegate of ${delegation}` }),
    })
    return visitor
  }
  const account = async (delegation: string, name: string, create: boolean) => {
    const body = { delegation, account: { administrator: false, create } }
    const { link } = await administrator.must(inviteColleague, { body })
    const visitor = house.visitor()
    await visitor.must(openAccountLink, { body: { key: keyIn(link), name, passphrase } })
    return visitor
  }

  await know('an observer', await seat('AUT', 'observer'))
  await know('a commenter', await seat('ICRC', 'commenter'))
  const drafter = await seat('CHL')
  await know('a drafter', drafter)
  await know('the penholder', await seat('NOR'))
  await know('whose session has ended', await seat('KEN'))
  await know('a delegate of another statement', await house.joined(elsewhere, 'MOZ'))
  await know('an account of the penholder', await account('NOR', 'Bo Dahl', false))
  await know('an account of another delegation', await account('BEL', 'Cy Maes', true))
  await know('the administrator', administrator)
  const withdrawn = await seat('PER')
  await know('whose link was withdrawn', withdrawn)
  const removed = await seat('JPN')
  await know('who was removed', removed)
  const guest = { delegationId: 'FRA', delegateId: await idOf(await seat('FRA')) }
  for (const statementId of [live, archived]) {
    await operator.must(revokeInvitation, { params: { statementId, delegationId: 'PER' } })
    const person = { statementId, delegationId: 'JPN', delegateId: await idOf(removed) }
    await operator.must(removePerson, { params: person })
    await operator.must(changeRole, { params: { statementId, delegationId: 'FRA' }, body: { role: 'commenter' } })
  }
  const open = async (statementId: StatementId) => {
    const thread = await drafter.must(openThread, { params: { statementId }, body: opening('Why these words?') })
    return { threadId: thread.id, commentId: thread.comments[0]?.id ?? '' }
  }
  const threads = { live: await open(live), archived: await open(archived) }
  const keys = { live: await house.key(live, 'ECU'), archived: await house.key(archived, 'ECU') }
  await operator.must(archiveStatement, { params: { statementId: archived }, body: { archived: true } })
  const colleague = await idOf(await account('BEL', 'Di Maes', true))
  const pending = { delegation: 'NOR', account: { administrator: false, create: false } }
  const { link } = await administrator.must(inviteColleague, { body: pending })
  const device = await administrator.must(makeDeviceLink, { body: { statementId: null } })

  const { db } = house.runtime.storage
  // Children first; what they lean on besides is only ever added to.
  const tables = [
    'mentions',
    'seen_threads',
    'spent_keys',
    'comments',
    'anchors',
    'threads',
    'redemptions',
    'invitations',
    'participations',
    'former_places',
    'removals',
    'sessions',
    'account_links',
    'device_links',
    'accounts',
  ] as const
  const kept = await Promise.all(
    tables.map(async (table) => [table, await db.selectFrom(table).selectAll().execute()] as const),
  )
  const statements = await db.selectFrom('statements').select(['id', 'penholder', 'drafting', 'archived_at']).execute()

  return {
    house,
    live,
    archived,
    guest,
    colleague,
    threads,
    keys: { ...keys, account: keyIn(link), device: keyIn(device.link) },
    async as(caller) {
      if (caller === 'the operator') return house.operator()
      const visitor = house.visitor()
      const delegateId = people.get(caller)
      if (delegateId === undefined) return visitor
      const token = mintSecret()
      const expires = caller === 'whose session has ended' ? Date.now() : Date.now() + 600_000
      const session = { token_hash: fingerprint(token), delegate_id: delegateId, created_at: 0, expires_at: expires }
      await db.insertInto('sessions').values(session).execute()
      visitor.cookie = `penholder=${token}`
      return visitor
    },
    async restore() {
      await house.runtime.storage.transaction(async (transaction) => {
        for (const [table] of kept) await transaction.deleteFrom(table).execute()
        for (const [table, rows] of kept.toReversed())
          if (rows.length > 0)
            await transaction
              .insertInto(table)
              .values(rows as never)
              .execute()
        for (const { id, ...row } of statements) {
          await transaction.updateTable('statements').set(row).where('id', '=', id).execute()
        }
      })
    },
    end: () => house.end(),
  }
}

const keyIn = (link: string): string => link.slice(link.indexOf('#') + 1)
