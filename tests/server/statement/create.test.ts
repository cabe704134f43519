/** Creating, listing and reading statements: whole or not at all, and for whoever may. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { createStatement, listStatements, readStatement } from '#shared/statement/contract.ts'
import { blockText } from '#shared/statement/plain-text.ts'
import { project } from '../../../server/statement/project.ts'
import { startHouse, type TestHouse } from '../http/house.ts'

let house: TestHouse
beforeEach(async () => {
  house = await startHouse()
})
afterEach(() => house.end())

const markdown = (content: string) => ({ format: 'markdown' as const, content })
const count = async (table: 'statements' | 'updates' | 'participations' | 'invitations' | 'delegations') =>
  (await house.runtime.storage.db.selectFrom(table).selectAll().execute()).length

describe('creating', () => {
  test('leaves a row, its penholder’s part and link, and the text as the first update', async () => {
    const administrator = await house.administrator('CAN')
    const source = markdown('# Report\n\nThank you, Chair\n\nWe note the 9<sup>th</sup> report.')
    const created = await administrator.must(createStatement, { body: { title: '', source } })
    expect(created).toMatchObject({ title: 'Report', penholder: { code: 'CAN' } })
    const { document, letterhead } = await house.runtime.rooms.read(created.statementId)
    expect(letterhead.title).toBe('Report')
    expect(document.content.map((block) => [block.type, blockText(block)])).toEqual([
      ['salutation', 'Thank you, Chair'],
      ['paragraph', 'We note the 9th report.'],
    ])
    const [update, ...others] = await house.runtime.storage.updates.since(created.statementId, 0)
    expect(others).toEqual([])
    expect(update).toMatchObject({ seq: 1, epoch: 1, cause: 'import', author: expect.any(String) })
    expect([await count('participations'), await count('invitations')]).toEqual([1, 1])
  })

  test('without a source is a blank sheet with one paragraph', async () => {
    const id = await house.statement('CAN')
    const { document, letterhead } = await house.runtime.rooms.read(id)
    expect(document.content.map(({ type, content }) => [type, content])).toEqual([['paragraph', undefined]])
    expect(letterhead.title).toBe('A statement')
  })

  test('gives the pen to who is named, else to who creates, else to the administrator, else to the Chair', async () => {
    const penOf = async (visitor: ReturnType<TestHouse['operator']>, penholder?: string) => {
      const body = { title: 'T', ...(penholder === undefined ? {} : { penholder }) }
      return (await visitor.must(createStatement, { body })).penholder.code
    }
    expect(await penOf(house.operator())).toBe('CHAIR')
    const administrator = await house.administrator('MOZ')
    expect(await penOf(house.operator())).toBe('MOZ')
    expect(await penOf(administrator)).toBe('MOZ')
    expect(await penOf(administrator, 'norway')).toBe('NOR')
    expect(await penOf(administrator, 'Friends of the Treaty')).toBe('FT')
  })

  test('leaves nothing when its penholder is unknown or the disk is full', async () => {
    const before = await count('delegations')
    const refused = await house.operator().call(createStatement, { body: { title: 'T', penholder: 'NRO' } })
    expect([refused.status, refused.body.code]).toEqual([422, 'unknown-delegation'])
    await sql`pragma max_page_count = 1`.execute(house.runtime.storage.db)
    const source = markdown(`# T\n\n${'A long text. '.repeat(50_000)}`)
    const failed = await house.operator().call(createStatement, { body: { title: '', penholder: 'PER', source } })
    expect([failed.status, failed.body.code]).toEqual([503, 'storage-failed'])
    expect(failed.body.detail).toBeUndefined()
    expect([await count('statements'), await count('updates'), await count('delegations')]).toEqual([0, 0, before])
    await sql`pragma max_page_count = 1000000`.execute(house.runtime.storage.db)
    expect((await house.operator().call(createStatement, { body: { title: 'T' } })).status).toBe(200)
  })

  test('takes a title on one line', async () => {
    const { title } = await house.operator().must(createStatement, { body: { title: ' A\n title\u202E ' } })
    expect(title).toBe('A title')
  })

  test('makes no address that is like another', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => house.statement('CAN')))
    expect(new Set(ids).size).toBe(20)
  })
})

describe('the list', () => {
  const idsFor = async (visitor: ReturnType<TestHouse['operator']>) =>
    (await visitor.must(listStatements)).map(({ id }) => id)

  test('holds what one joined, all for the administrator, the last changed first', async () => {
    const [one, two, three] = [await house.statement('NOR'), await house.statement('MOZ'), await house.statement('CAN')]
    const norwegian = await house.joined(one, 'NOR')
    expect(await idsFor(norwegian)).toEqual([one])
    const { db } = house.runtime.storage
    for (const [id, at] of [
      [one, 3],
      [two, 2],
      [three, 1],
    ] as const) {
      await db.updateTable('statements').set({ changed_at: at }).where('id', '=', id).execute()
    }
    expect(await idsFor(await house.administrator('AUT'))).toEqual([one, two, three])
    expect(await idsFor(house.operator())).toEqual([one, two, three])
    await db.updateTable('invitations').set({ revoked_at: 1 }).execute()
    expect(await idsFor(norwegian)).toEqual([])
  })

  test('holds for an account what its delegation holds the pen of', async () => {
    const own = await house.statement('CAN')
    await house.statement('NOR')
    const visitor = await house.administrator('CAN')
    await house.runtime.storage.db.updateTable('accounts').set({ administrator: 0 }).execute()
    expect(await idsFor(visitor)).toEqual([own])
    const { standing, you } = await visitor.must(readStatement, { params: { statementId: own } })
    expect(standing).toEqual({
      role: null,
      holdsPen: true,
      drafting: 'open',
      archived: false,
      account: { administrator: false, create: true },
    })
    expect(you).toMatchObject({ code: 'CAN', hue: 1, outlined: false })
  })
})

test('an administrator from elsewhere looks in with the hue that comes next, and does not take part', async () => {
  const statementId = await house.statement('NOR')
  const visitor = await house.administrator('CAN')
  const { standing, you, participations } = await visitor.must(readStatement, { params: { statementId } })
  expect(standing).toMatchObject({ role: null, holdsPen: false })
  expect(you).toMatchObject({ name: 'Ann Wong', code: 'CAN', hue: 2, outlined: false })
  expect(participations.map(({ delegation }) => delegation.code)).toEqual(['NOR'])
})

test('the projection follows the text when it has come to rest', async () => {
  const statementId = await house.statement('NOR')
  const text = await house.runtime.rooms.read(statementId)
  const letterhead = { ...text.letterhead, title: '  New title ', meeting: 'Meeting', date: '25 June 2010' }
  await project(house.runtime, statementId, { ...text, letterhead, changedAt: 42 })
  const [row] = await house.runtime.storage.db.selectFrom('statements').selectAll().execute()
  expect(row).toMatchObject({ title: 'New title', meeting: 'Meeting', date: '25 June 2010', text: '', changed_at: 42 })
})
