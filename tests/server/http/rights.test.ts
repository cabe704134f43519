/** Who may call what: every endpoint there is, for everybody there is. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Endpoint } from '#shared/endpoint.ts'
import * as peopleContract from '#shared/people/contract.ts'
import type { DelegateId, StatementId } from '#shared/people/people.ts'
import * as statementContract from '#shared/statement/contract.ts'
import { fingerprint, mintSecret } from '../../../server/people/secrets.ts'
import { passphrase, startHouse, type TestHouse, type Visitor } from './house.ts'

const callers = [
  'nobody',
  'a session that has ended',
  'a drafter',
  'a commenter',
  'an observer',
  'a delegate of the penholder',
  'a delegate of another statement',
  'a delegate whose link was withdrawn',
  'the administrator',
  'the operator',
] as const
type Caller = (typeof callers)[number]

let house: TestHouse
let statementId: StatementId
let key: string
const people = new Map<Caller, DelegateId>()

beforeAll(async () => {
  house = await startHouse()
  statementId = await house.statement('NOR')
  const elsewhere = await house.statement('MOZ')
  key = await house.key(statementId, 'AUT', 'observer')
  const known = async (caller: Caller, coming: Promise<Visitor>): Promise<void> => {
    const { person } = await (await coming).must(peopleContract.readSession)
    if (person !== null) people.set(caller, person.delegate.id)
  }
  await known('a drafter', house.joined(statementId, 'CHL', 'drafter'))
  await known('a commenter', house.joined(statementId, 'ICRC', 'commenter'))
  await known('an observer', house.joined(statementId, 'AUT', 'observer'))
  await known('a delegate of the penholder', house.joined(statementId, 'NOR'))
  await known('a delegate of another statement', house.joined(elsewhere, 'MOZ'))
  await known('a delegate whose link was withdrawn', house.joined(statementId, 'PER'))
  await known('a session that has ended', house.joined(statementId, 'KEN'))
  await known('the administrator', house.administrator('CAN'))
  const { db } = house.runtime.storage
  await db.updateTable('invitations').set({ max_people: 1000 }).execute()
  const peru = db.selectFrom('delegations').select('id').where('code', '=', 'PER')
  await db.updateTable('invitations').set({ revoked_at: 1 }).where('delegation_id', 'in', peru).execute()
})
afterAll(() => house.end())

/** In a browser of their own for each call: one that signs out must not sign out the next. */
async function as(caller: Caller): Promise<Visitor> {
  if (caller === 'the operator') return house.operator()
  const visitor = house.visitor()
  const delegateId = people.get(caller)
  if (delegateId === undefined) return visitor
  const token = mintSecret()
  const ends = caller === 'a session that has ended' ? Date.now() : Date.now() + 60_000
  await house.runtime.storage.db
    .insertInto('sessions')
    .values({ token_hash: fingerprint(token), delegate_id: delegateId, created_at: 0, expires_at: ends })
    .execute()
  visitor.cookie = `penholder=${token}`
  return visitor
}

const all = 200
/** A status for each caller; `others` for those not named. */
type Row = Partial<Record<Caller, number>> & { readonly others: number }

const signedInOnly: Row = { others: all, nobody: 401, 'a session that has ended': 401 }
const readers: Row = {
  ...signedInOnly,
  'a delegate of another statement': 403,
  'a delegate whose link was withdrawn': 403,
}
const inviters: Row = {
  others: 403,
  nobody: 401,
  'a session that has ended': 401,
  'a delegate of the penholder': all,
  'the administrator': all,
  'the operator': all,
}
const administrators: Row = {
  others: 403,
  nobody: 401,
  'a session that has ended': 401,
  'the administrator': all,
  'the operator': all,
}

const table: Record<string, { row: Row; body?: () => unknown }> = {
  readSession: { row: { others: all } },
  setUp: { row: { others: 409 }, body: () => ({ key: 'x', name: 'Eve', delegation: 'CAN', passphrase }) },
  signIn: { row: { others: all }, body: () => ({ name: 'Ann Wong', passphrase }) },
  readInvitation: { row: { others: all }, body: () => ({ key: key }) },
  join: { row: { others: all }, body: () => ({ key: key, name: 'Somebody' }) },
  invite: {
    row: inviters,
    body: () => ({ delegation: 'AUT', role: 'observer' }),
  },
  listParticipations: { row: readers },
  listStatements: { row: signedInOnly },
  createStatement: {
    row: administrators,
    body: () => ({ title: 'Another' }),
  },
  readStatement: { row: readers },
  searchStatements: { row: signedInOnly, body: () => ({ words: 'a' }) },
  duplicateStatement: { row: administrators },
  archiveStatement: { row: inviters, body: () => ({ archived: false }) },
  listAuthors: { row: readers },
  readHoldings: { row: administrators },
  signOut: { row: signedInOnly },
}

const contracts = Object.entries({ ...peopleContract, ...statementContract }).flatMap(([name, value]) =>
  'method' in value ? [[name, value as Endpoint<never, never, never>] as const] : [],
)

test('the table has a row for every endpoint', () => {
  expect(Object.keys(table).toSorted()).toEqual(contracts.map(([name]) => name).toSorted())
})

describe.each(contracts)('%s', (name, contract) => {
  test.each(callers)('by %s', async (caller) => {
    const { row, body } = table[name] ?? { row: { others: 0 } }
    const visitor = await as(caller)
    const answer = await visitor.call(contract, {
      params: { statementId },
      ...(body === undefined ? {} : { body: body() as never }),
    })
    expect(answer.status, JSON.stringify(answer.body)).toBe(row[caller] ?? row.others)
  })
})

describe('a statement', () => {
  test('tells a stranger nothing', async () => {
    const { status, body } = await (
      await as('a delegate of another statement')
    ).call(statementContract.readStatement, {
      params: { statementId },
    })
    expect([status, body.code]).toEqual([403, 'not-allowed'])
  })

  test.each(['00000000', 'x', '../session', '%00'])('%j does not exist, for anybody', async (unknown) => {
    for (const caller of ['a drafter', 'the administrator', 'the operator'] as const) {
      const { status, body } = await (
        await as(caller)
      ).call(statementContract.readStatement, { params: { statementId: unknown } })
      expect([status, body.code]).toEqual([404, 'unknown-statement'])
    }
  })
})
