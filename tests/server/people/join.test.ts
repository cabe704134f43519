/** Joining by a link: who is let in as whom, and every reason for which somebody is not. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { invite, join, readInvitation, readSession } from '#shared/people/contract.ts'
import type { StatementId } from '#shared/people/people.ts'
import { readStatement } from '#shared/statement/contract.ts'
import { startHouse, type TestHouse, type Visitor } from '../http/house.ts'

let house: TestHouse
let statementId: StatementId
beforeAll(async () => {
  house = await startHouse()
})
beforeEach(async () => {
  statementId = await house.statement('CAN')
})
afterAll(() => house.end())

const refusalOf = async (visitor: Visitor, key: string) => {
  const read = (await visitor.call(readInvitation, { body: { key } })).body
  const joined = (await visitor.call(join, { body: { key, name: 'Ingrid' } })).body
  return [read.code, read.detail, joined.code, joined.detail]
}
const invitations = () => house.runtime.storage.db.updateTable('invitations').where('statement_id', '=', statementId)
const whoIs = async (visitor: Visitor) => (await visitor.must(readSession)).person

describe('a link', () => {
  test('says what it leads to before anybody joins', async () => {
    const key = await house.key(statementId, 'NOR', 'commenter')
    const visitor = house.visitor()
    expect(await visitor.must(readInvitation, { body: { key } })).toEqual({
      statementId,
      title: 'A statement',
      date: '',
      role: 'commenter',
      delegation: {
        delegation: { id: 'NOR', name: 'Norway', code: 'NOR' },
        role: 'commenter',
        hue: 2,
        outlined: false,
        holdsPen: false,
      },
      penholder: { id: 'CAN', name: 'Canada', code: 'CAN' },
      hereNow: [],
      name: null,
      sessionUntil: expect.any(Number),
    })
    expect(await whoIs(visitor)).toBeNull()
  })

  test('lets in under the name that was given, on one line', async () => {
    const key = await house.key(statementId, 'NOR')
    const visitor = house.visitor()
    const name = ' Ingrid\t\n Sol\u202Eberg  '
    expect(await visitor.must(join, { body: { key, name } })).toEqual({ statementId })
    expect((await whoIs(visitor))?.delegate.name).toBe('Ingrid Solberg')
  })

  test.each(['', '   ', '\u202E', 'x'.repeat(81)])('lets nobody in under the name %j', async (name) => {
    const key = await house.key(statementId, 'NOR')
    expect((await house.visitor().call(join, { body: { key, name } })).body.code).toBe('invalid')
  })

  test('stays the same while it is valid, and has another role when it was given another', async () => {
    const drafter = await house.key(statementId, 'NOR', 'drafter')
    expect(await house.key(statementId, 'Norway', 'observer')).toBe(drafter)
    const { role } = await house.visitor().must(readInvitation, { body: { key: drafter } })
    expect(role).toBe('observer')
  })

  test('opens at the public address', async () => {
    const published = await startHouse({ PUBLIC_URL: 'https://pen.example.org/' })
    const id = await published.statement('CAN')
    const body = { delegation: 'NOR', role: 'drafter' as const }
    const { link } = await published.operator().must(invite, { params: { statementId: id }, body })
    expect(link).toMatch(/^https:\/\/pen\.example\.org\/join#[\w-]{16}\.[\w-]{43}$/)
    await published.end()
  })
})

describe('a browser that is signed in', () => {
  test('stays the same delegate for its own delegation, in another statement too', async () => {
    const visitor = await house.joined(statementId, 'NOR', 'drafter', 'Ingrid')
    const before = await whoIs(visitor)
    const other = await house.statement('MOZ')
    const key = await house.key(other, 'NOR')
    expect((await visitor.must(readInvitation, { body: { key } })).name).toBe('Ingrid')
    await visitor.must(join, { body: { key, name: 'Ingrid Solberg' } })
    const after = await whoIs(visitor)
    expect(after?.delegate).toEqual({ ...before?.delegate, name: 'Ingrid Solberg' })
    for (const id of [statementId, other]) {
      const { you } = await visitor.must(readStatement, { params: { statementId: id } })
      expect(you.name).toBe('Ingrid Solberg')
    }
  })

  test('takes no second place by joining twice', async () => {
    const key = await house.key(statementId, 'NOR')
    const visitor = house.visitor()
    for (const name of ['Ingrid', 'Ingrid', 'Ingrid']) await visitor.must(join, { body: { key, name } })
    const rows = await house.runtime.storage.db
      .selectFrom('redemptions')
      .innerJoin('invitations', 'invitations.id', 'redemptions.invitation_id')
      .select('at')
      .where('statement_id', '=', statementId)
      .execute()
    expect(rows).toHaveLength(1)
  })

  test('becomes another delegate for another delegation', async () => {
    const visitor = await house.joined(statementId, 'NOR')
    const before = await whoIs(visitor)
    await visitor.must(join, { body: { key: await house.key(statementId, 'CHL'), name: 'Ingrid' } })
    const after = await whoIs(visitor)
    expect(after?.delegation.code).toBe('CHL')
    expect(after?.delegate.id).not.toBe(before?.delegate.id)
  })

  test('keeps the name that its account signs in with', async () => {
    const own = await startHouse()
    const visitor = await own.administrator('CAN', 'Ann Wong')
    const id = await own.statement('CAN')
    await visitor.must(join, { body: { key: await own.key(id, 'CAN'), name: 'Annie' } })
    expect((await whoIs(visitor))?.delegate.name).toBe('Ann Wong')
    expect((await whoIs(visitor))?.account).not.toBeNull()
    await own.end()
  })
})

describe('refused', () => {
  test.each(['x', 'x.y', '.', 'a.b.c', '.x', `${'x'.repeat(100)}.y`])('a key that is none: %j', async (key) => {
    const [code] = await refusalOf(house.visitor(), key.padEnd(3, '.'))
    expect(code).toBe('unknown-invitation')
  })

  test('a secret that is not quite it', async () => {
    const key = await house.key(statementId, 'NOR')
    const [id, secret = ''] = key.split('.')
    const other = await house.key(statementId, 'CHL')
    const tries = [
      `${id}.${secret.slice(0, -1)}`,
      `${id}.${secret}x`,
      `${id}.${secret.toUpperCase()}`,
      `${id}.${other.split('.')[1]}`,
    ]
    for (const wrong of tries) expect((await refusalOf(house.visitor(), wrong))[0]).toBe('unknown-invitation')
  })

  test('an expired link, naming who can renew it', async () => {
    const key = await house.key(statementId, 'NOR')
    const endedAt = Date.now()
    await invitations().set({ expires_at: endedAt }).execute()
    expect(await refusalOf(house.visitor(), key)).toEqual([
      'invitation-expired',
      'Canada',
      'invitation-expired',
      'Canada',
    ])
    const { body } = await house.visitor().call(readInvitation, { body: { key } })
    expect(body.link).toEqual({ delegation: 'Norway', endedAt })
  })

  test('the old link of a renewed one, while the new one opens and who had joined stays', async () => {
    const old = await house.key(statementId, 'NOR')
    const visitor = await house.joined(statementId, 'NOR')
    await invitations().set({ expires_at: Date.now() }).execute()
    const renewed = await house.key(statementId, 'NOR')
    expect(renewed).not.toBe(old)
    expect((await refusalOf(house.visitor(), old))[0]).toBe('invitation-expired')
    // It did not end when the new one will.
    const { body } = await house.visitor().call(readInvitation, { body: { key: old } })
    expect(body.link).toEqual({ delegation: 'Norway', endedAt: null })
    await house.visitor().must(join, { body: { key: renewed, name: 'Second' } })
    await visitor.must(readStatement, { params: { statementId } })
    await visitor.must(join, { body: { key: old, name: 'Still I' } })
  })

  test('a withdrawn link, and at once everybody who came by it', async () => {
    const key = await house.key(statementId, 'NOR')
    const visitor = await house.joined(statementId, 'NOR')
    await visitor.must(readStatement, { params: { statementId } })
    await invitations().set({ revoked_at: Date.now() }).execute()
    const { body } = await visitor.call(readStatement, { params: { statementId } })
    expect([body.code, body.detail]).toEqual(['link-withdrawn', 'Canada'])
    for (const one of [visitor, house.visitor()]) {
      expect((await refusalOf(one, key))[0]).toBe('invitation-withdrawn')
    }
    const anew = await house.key(statementId, 'NOR')
    await visitor.must(join, { body: { key: anew, name: 'Ingrid' } })
    await visitor.must(readStatement, { params: { statementId } })
  })

  test('one more than a delegation may bring, even when all come at once', async () => {
    const key = await house.key(statementId, 'NOR')
    const names = Array.from({ length: 14 }, (_, k) => `Delegate ${k}`)
    const tries = await Promise.all(names.map((name) => house.visitor().call(join, { body: { key, name } })))
    const refused = tries.filter(({ status }) => status !== 200)
    expect(refused.map(({ body }) => [body.code, body.detail])).toEqual(Array(4).fill(['delegation-full', 'Norway']))
    expect((await house.visitor().call(readInvitation, { body: { key } })).body.code).toBe('delegation-full')
    await house.joined(statementId, 'CHL')
  })
})

test('hues go in order of joining, and the thirteenth is outlined', async () => {
  const codes = ['NOR', 'CHL', 'MOZ', 'ICBL', 'ICRC', 'AUT', 'PER', 'KEN', 'JPN', 'FRA', 'BEL', 'ECU']
  for (const code of codes) await house.key(statementId, code)
  await house.key(statementId, 'NOR', 'observer')
  const { participations } = await house.operator().must(readStatement, { params: { statementId } })
  expect(participations.map(({ delegation, hue, outlined }) => [delegation.code, hue, outlined])).toEqual([
    ...['CAN', ...codes.slice(0, 11)].map((code, k) => [code, k + 1, false]),
    ['ECU', 1, true],
  ])
})

test('a delegation that the directory does not have is founded once, with a nameplate of its own', async () => {
  const body = (delegation: string) => ({ delegation, role: 'observer' as const })
  const params = { statementId }
  const ask = async (name: string) => (await house.operator().must(invite, { params, body: body(name) })).delegation
  const council = await ask('World Council of Churches')
  expect(council).toMatchObject({ name: 'World Council of Churches', code: 'WCC' })
  expect(await ask(' world council of churches ')).toEqual(council)
  expect(await ask('WCC')).toEqual(council)
  expect((await ask('World Climate Committee')).code).toBe('WCC2')
  // CAN is Canada's, whoever abbreviates so.
  expect((await ask('Clear All Now')).code).toBe('CAN2')
  expect((await house.operator().call(invite, { params, body: body('NRO') })).body).toMatchObject({
    code: 'unknown-delegation',
    detail: 'NRO',
  })
})
