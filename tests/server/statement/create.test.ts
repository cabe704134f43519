/** Creating, listing and reading statements: whole or not at all, and for whoever may. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { signIn, signOut } from '#shared/people/contract.ts'
import type { DelegateId, DelegationId, StatementId } from '#shared/people/people.ts'
import {
  createStatement,
  duplicateStatement,
  listStatements,
  readHoldings,
  readStatement,
} from '#shared/statement/contract.ts'
import { blockText } from '#shared/statement/plain-text.ts'
import { project } from '../../../server/statement/project.ts'
import { passphrase, startHouse, type TestHouse } from '../http/house.ts'

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

  test('renames whoever creates it, unless somebody signs in with that name', async () => {
    const visitor = await house.administrator('CAN', 'Ann Wong')
    const named = (name: string) => visitor.call(createStatement, { body: { title: 'T', name } })
    expect((await named('Ann  Wong-Martin')).status).toBe(200)
    await visitor.must(signOut)
    await visitor.must(signIn, { body: { name: 'Ann Wong-Martin', passphrase } })
    const { db } = house.runtime.storage
    await db
      .insertInto('delegates')
      .values({ id: 'bob' as DelegateId, delegation_id: 'CAN' as DelegationId, name: 'Bob', created_at: 1 })
      .execute()
    await db
      .insertInto('accounts')
      .values({ delegate_id: 'bob' as DelegateId, passphrase_hash: 'x', administrator: 0, can_create: 0 })
      .execute()
    const before = await count('statements')
    expect((await named('bob')).body.code).toBe('name-taken')
    expect(await count('statements')).toBe(before)
  })

  test('gives the pen to another delegation for the administrator and the operator only', async () => {
    const visitor = await house.administrator('CAN')
    await house.runtime.storage.db.updateTable('accounts').set({ administrator: 0 }).execute()
    const penOf = (penholder: string) => visitor.call(createStatement, { body: { title: 'T', penholder } })
    expect((await penOf('canada')).status).toBe(200)
    const before = [await count('statements'), await count('delegations')]
    for (const other of ['NOR', 'Friends of the Treaty']) {
      const { status, body } = await penOf(other)
      expect([status, body.code]).toEqual([403, 'not-allowed'])
    }
    expect([await count('statements'), await count('delegations')]).toEqual(before)
  })

  test.each([
    ['html', '<h1>Rapport</h1><p>Monsieur le Président,</p><p>Nous prenons note du rapport et des efforts.</p>', 'fr'],
    [
      'markdown',
      '# Informe\n\nSeñora Presidenta,\n\nTomamos nota del informe y de las medidas que se han tomado.',
      'es',
    ],
  ] as const)('takes %s, and its language', async (format, content, language) => {
    const body = { title: '', source: { format, content } }
    const { statementId } = await house.operator().must(createStatement, { body })
    const text = await house.runtime.rooms.read(statementId)
    expect(text.document.content.map(({ type }) => type)).toEqual(['salutation', 'paragraph'])
    expect([text.language, text.pace]).toEqual([language, null])
  })

  test('begins with one of our own texts, under the title that is given', async () => {
    const body = { title: 'Report on mines', template: 'contact-group-report' as const }
    const { statementId, title } = await house.operator().must(createStatement, { body })
    const { document, letterhead } = await house.runtime.rooms.read(statementId)
    expect([title, letterhead.title]).toEqual(['Report on mines', 'Report on mines'])
    expect(letterhead.deliveredBy).toBe('[Name], Coordinator of the Contact Group')
    expect(document.content.length).toBeGreaterThan(10)
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

describe('duplicating', () => {
  test('makes a statement of one’s own with the same text, letterhead, language and pace, and invites nobody', async () => {
    const source = markdown('# Report\n\nThank you, Chair\n\nWe note the 9<sup>th</sup> report.')
    const original = await house.operator().must(createStatement, { body: { title: '', penholder: 'NOR', source } })
    const { statementId } = original
    const administrator = await house.administrator('CAN')
    const copy = await administrator.must(duplicateStatement, { params: { statementId } })
    expect(copy.statementId).not.toBe(statementId)
    expect(await house.runtime.rooms.read(copy.statementId)).toEqual(await house.runtime.rooms.read(statementId))
    const { participations, statement } = await administrator.must(readStatement, { params: copy })
    expect(participations.map(({ delegation }) => delegation.code)).toEqual(['CAN'])
    expect(statement).toMatchObject({ title: 'Report', epoch: 1, archivedAt: null })
  })

  test('is for who may create, and may read', async () => {
    const statementId = await house.statement('NOR')
    const delegate = await house.joined(statementId, 'NOR')
    expect((await delegate.call(duplicateStatement, { params: { statementId } })).body.code).toBe('not-allowed')
    const creator = await house.administrator('CAN')
    await house.runtime.storage.db.updateTable('accounts').set({ administrator: 0 }).execute()
    expect((await creator.call(duplicateStatement, { params: { statementId } })).body.code).toBe('not-allowed')
    expect(await count('statements')).toBe(1)
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

  test('shows of each what its text takes, who takes part and who changed it last', async () => {
    const administrator = await house.administrator('CAN')
    const text = `# Report\n\n${'word '.repeat(110)}`
    await administrator.must(createStatement, { body: { title: '', source: markdown(text) } })
    const id = await house.statement('NOR')
    await house.joined(id, 'MOZ', 'observer')
    const { db } = house.runtime.storage
    await db
      .updateTable('statements')
      .set({ changed_at: 1, meeting: 'Ninth', date: 'June' })
      .where('id', '=', id)
      .execute()
    const [first, second] = await administrator.must(listStatements)
    expect(first).toMatchObject({ language: 'en', seconds: 60, limit: null, changedBy: { code: 'CAN' } })
    expect(first?.participations).toMatchObject([
      { delegation: { code: 'CAN' }, role: 'drafter', hue: 1, holdsPen: true },
    ])
    expect(second).toMatchObject({ meeting: 'Ninth', date: 'June', seconds: 0, changedBy: null })
    expect(second?.participations.map(({ delegation, hue, holdsPen }) => [delegation.code, hue, holdsPen])).toEqual([
      ['NOR', 1, true],
      ['MOZ', 2, false],
    ])
  })

  test('follows the limit, the language and the pace of the text, and the delegation of whoever typed last', async () => {
    const statementId = await house.statement('NOR')
    const norwegian = await house.joined(statementId, 'NOR')
    const delegateId = (await norwegian.must(readStatement, { params: { statementId } })).you.delegateId
    const text = await house.runtime.rooms.read(statementId)
    const bytes = Uint8Array.of(0, 0)
    await house.runtime.storage.updates.append([
      { statementId, seq: 2, epoch: 1, bytes, author: delegateId, cause: 'typed', at: 5 },
    ])
    const changed = {
      ...text,
      letterhead: { ...text.letterhead, timeLimit: '2 min' },
      document: {
        type: 'doc',
        content: [{ type: 'paragraph', attrs: { id: 'a' }, content: [{ type: 'text', text: '主席先生' }] }],
      },
      language: 'zh',
      pace: 60,
      changedAt: 5,
    } as const
    await project(house.runtime, statementId, changed)
    const [listed] = await norwegian.must(listStatements)
    expect(listed).toMatchObject({ limit: 120, language: 'zh', seconds: 4, changedBy: { code: 'NOR' }, changedAt: 5 })
  })

  test('is one query, and one for the delegations, however many statements there are', async () => {
    for (let k = 0; k < 20; k += 1) await house.statement('NOR')
    const { db } = house.runtime.storage
    let queries = 0
    const counted = new Proxy(db, {
      get(target, name) {
        if (name === 'selectFrom') queries += 1
        const member: unknown = Reflect.get(target, name, target)
        return typeof member === 'function' ? (member.bind(target) as unknown) : member
      },
    })
    const { list } = await import('../../../server/statement/list.ts')
    const listed = await list({ storage: { ...house.runtime.storage, db: counted } }, { kind: 'operator' })
    expect([listed.length, queries]).toEqual([20, 2])
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

test('what is kept: each statement with its bytes, the largest first, and the disk', async () => {
  const small = await house.statement('NOR')
  const source = markdown(`# Long\n\n${'A long text. '.repeat(5000)}`)
  const large: StatementId = (await house.operator().must(createStatement, { body: { title: '', source } })).statementId
  const administrator = await house.administrator('CAN')
  const { statements, bytes, freeBytes, backedUpAt } = await administrator.must(readHoldings)
  expect(statements.map(({ statementId, title }) => [statementId, title])).toEqual([
    [large, 'Long'],
    [small, 'A statement'],
  ])
  expect(statements[0]?.bytes).toBeGreaterThan(60_000)
  expect(bytes).toBeGreaterThan(60_000)
  expect(freeBytes).toBeGreaterThan(0)
  expect(backedUpAt).toBeNull()
})
