/** An archived statement: everybody reads, nobody writes, on no door; and then it is as it was. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setDrafting } from '#shared/people/contract.ts'
import type { StatementId } from '#shared/people/people.ts'
import { archiveStatement, duplicateStatement, listStatements, readStatement } from '#shared/statement/contract.ts'
import { HeadlessClient } from '../../headless-client.ts'
import { startHouse, type TestHouse, type Visitor } from '../http/house.ts'

let house: TestHouse
let administrator: Visitor
let statementId: StatementId
let params: { statementId: StatementId }
beforeAll(async () => {
  house = await startHouse()
  administrator = await house.administrator('CAN')
  statementId = await house.statement('NOR')
  params = { statementId }
})
afterAll(() => house.end())

const enter = ({ cookie }: Visitor): Promise<HeadlessClient> =>
  HeadlessClient.open({ url: `${house.url.replace('http', 'ws')}/collab/${statementId}`, ...(cookie && { cookie }) })
const archive = (archived: boolean) => administrator.must(archiveStatement, { params, body: { archived } })
const written = async (): Promise<string> => JSON.stringify((await house.runtime.rooms.read(statementId)).document)

test('whoever writes is told at once, and why; nothing they send is kept; then they write on', async () => {
  const pen = await house.joined(statementId, 'NOR')
  const drafter = await enter(await house.joined(statementId, 'CHL'))
  const holder = await enter(pen)
  const commenter = await enter(await house.joined(statementId, 'ICRC', 'commenter'))
  holder.type('Agreed text.')
  await holder.barrier()
  const before = await written()

  const told = drafter.next((frame) => frame.type === 'notice' && frame.notice.kind === 'people')
  await archive(true)
  await told
  for (const client of [drafter, holder, commenter]) {
    const refused = client.next((frame) => frame.type === 'refused')
    client.type('Not agreed. ')
    expect(await refused).toMatchObject({ code: 'archived' })
  }
  expect(await written()).toBe(before)
  const { standing, statement } = await pen.must(readStatement, { params })
  expect(standing).toMatchObject({ archived: true, holdsPen: true, drafting: 'open' })
  expect(statement.archivedAt).toBeGreaterThan(0)
  expect((await pen.must(listStatements)).map(({ archivedAt }) => archivedAt)).toEqual([statement.archivedAt])

  await archive(false)
  const back = await enter(pen)
  back.type('More. ')
  await back.barrier()
  expect(await written()).toContain('More. ')
  expect(await written()).not.toContain('Not agreed')
})

test('closed drafting is said to be archived while it is, and closed again after', async () => {
  const pen = await house.joined(statementId, 'NOR')
  await pen.must(setDrafting, { params, body: { drafting: 'pen' } })
  const drafter = await house.joined(statementId, 'CHL')
  const refusalOf = async (): Promise<unknown> => {
    const client = await enter(drafter)
    const refused = client.next((frame) => frame.type === 'refused')
    client.type('x')
    return refused
  }
  expect(await refusalOf()).toMatchObject({ code: 'drafting-closed' })
  await archive(true)
  expect(await refusalOf()).toMatchObject({ code: 'archived' })
  await archive(false)
  expect(await refusalOf()).toMatchObject({ code: 'drafting-closed' })
})

test('archiving again keeps the first date; a copy can be made and is not archived', async () => {
  const archivedAt = async () => (await administrator.must(readStatement, { params })).statement.archivedAt
  await archive(true)
  const first = await archivedAt()
  await archive(true)
  expect(await archivedAt()).toBe(first)
  const copy = await administrator.must(duplicateStatement, { params })
  const { statement, standing } = await administrator.must(readStatement, { params: copy })
  expect([statement.archivedAt, standing.archived]).toEqual([null, false])
})

test('is for the pen and the administrator', async () => {
  await archive(false)
  const drafter = await house.joined(statementId, 'CHL')
  const { body } = await drafter.call(archiveStatement, { params, body: { archived: true } })
  expect(body.code).toBe('not-allowed')
  const pen = await house.joined(statementId, 'NOR')
  await pen.must(archiveStatement, { params, body: { archived: true } })
  await pen.must(archiveStatement, { params, body: { archived: false } })
})
