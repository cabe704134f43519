/** Whose words are whose: by what the server has bound, for good. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { removeDelegation } from '#shared/people/contract.ts'
import { listAuthors, readStatement } from '#shared/statement/contract.ts'
import { HeadlessClient } from '../../headless-client.ts'
import { startHouse, type TestHouse, type Visitor } from '../http/house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.end())

test('each delegate with all client ids they wrote under, also when their delegation has gone', async () => {
  const statementId = await house.statement('NOR')
  const params = { statementId }
  const write = async ({ cookie }: Visitor): Promise<number> => {
    const url = `${house.url.replace('http', 'ws')}/collab/${statementId}`
    const client = await HeadlessClient.open({ url, ...(cookie && { cookie }) })
    client.type('Words. ')
    await client.barrier()
    return client.doc.clientID
  }
  const anna = await house.joined(statementId, 'NOR', 'drafter', 'Anna')
  const pedro = await house.joined(statementId, 'CHL', 'drafter', 'Pedro')
  const silent = await house.joined(statementId, 'ICRC', 'observer', 'Zoe')
  const [first, second, third] = [await write(anna), await write(pedro), await write(anna)]

  const nameOf = async (visitor: Visitor) => (await visitor.must(readStatement, { params })).you
  const [asAnna, asPedro] = [await nameOf(anna), await nameOf(pedro)]
  const authors = await silent.must(listAuthors, { params })
  const sorted = authors.map((author) => ({ ...author, clientIds: author.clientIds.toSorted((a, b) => a - b) }))
  expect(sorted).toEqual([
    { ...asAnna, clientIds: [first, third].toSorted((a, b) => a - b) },
    { ...asPedro, clientIds: [second] },
  ])

  const chile = { statementId, delegationId: asPedro.delegationId }
  await house.operator().must(removeDelegation, { params: chile })
  const after = await silent.must(listAuthors, { params })
  expect(after.find(({ name }) => name === 'Pedro')).toEqual({ ...asPedro, clientIds: [second] })
  await house.joined(statementId, 'MOZ', 'drafter', 'Late')
  expect((await silent.must(listAuthors, { params })).find(({ name }) => name === 'Pedro')?.hue).toBe(asPedro.hue)
  expect((await pedro.call(listAuthors, { params })).body.code).toBe('link-withdrawn')
})
