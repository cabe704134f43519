/** Accounts: made and opened by a link for one use, changed and removed; always somebody is left to administer. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import {
  changeAccount,
  inviteColleague,
  join,
  listAccounts,
  openAccountLink,
  readAccountLink,
  readSession,
  removeAccount,
  resetPassphrase,
  signIn,
  signOutEverywhere,
  withdrawAccountLink,
} from '#shared/people/contract.ts'
import type { DelegateId } from '#shared/people/people.ts'
import { readStatement } from '#shared/statement/contract.ts'
import { passphrase, startHouse, type TestHouse, type Visitor } from '../http/house.ts'

let house: TestHouse
let ann: Visitor
beforeEach(async () => {
  house = await startHouse()
  ann = await house.administrator('CAN', 'Ann Wong')
})
afterEach(() => house.end())

const db = () => house.runtime.storage.db
const keyIn = (link: string) => link.slice(link.indexOf('#') + 1)
const colleague = async (delegation = 'NOR', account = { administrator: false, create: true }) =>
  keyIn((await ann.must(inviteColleague, { body: { delegation, account } })).link)
const opening = (key: string, name: string) => ({ body: { key, name, passphrase } })
const whoIs = async (visitor: Visitor) => (await visitor.must(readSession)).person
const idOf = async (visitor: Visitor): Promise<DelegateId> => (await whoIs(visitor))?.delegate.id as DelegateId
const signedIn = async (name: string, words = passphrase) => {
  const visitor = house.visitor()
  const { body } = await visitor.call(signIn, { body: { name, passphrase: words } })
  return body.code ?? (await whoIs(visitor))?.delegate.name
}
/** A colleague with an account, in a browser of their own. */
const withAccount = async (name: string, account?: { administrator: boolean; create: boolean }) => {
  const visitor = house.visitor()
  await visitor.must(openAccountLink, opening(await colleague('NOR', account), name))
  return visitor
}

describe('a link to a new account', () => {
  test('says what it leads to, makes the account once, and signs in', async () => {
    const { link, expiresAt } = await ann.must(inviteColleague, {
      body: { delegation: 'NOR', account: { administrator: false, create: true } },
    })
    expect(link).toMatch(new RegExp(`^${house.url}/account#[\\w-]{16}\\.[\\w-]{43}$`))
    expect(expiresAt - Date.now()).toBeGreaterThan(2.9 * 86_400_000)
    const key = keyIn(link)
    const bo = house.visitor()
    expect(await bo.must(readAccountLink, { body: { key } })).toEqual({
      delegation: { id: 'NOR', name: 'Norway', code: 'NOR' },
      name: null,
      account: { administrator: false, create: true },
    })
    await bo.must(openAccountLink, opening(key, 'Bo Dahl'))
    expect(await whoIs(bo)).toMatchObject({
      delegate: { name: 'Bo Dahl' },
      delegation: { code: 'NOR' },
      account: { administrator: false, create: true },
    })
    expect(await signedIn('bo dahl')).toBe('Bo Dahl')
    const again = await house.visitor().call(openAccountLink, opening(key, 'Eve'))
    expect([again.body.code, (await house.visitor().call(readAccountLink, { body: { key } })).body.code]).toEqual([
      'link-used',
      'link-used',
    ])
  })

  test('is pending until it is used or withdrawn, and never told again', async () => {
    const key = await colleague()
    const { pending, accounts } = await ann.must(listAccounts)
    expect(accounts).toMatchObject([{ delegate: { name: 'Ann Wong' }, seenAt: expect.any(Number) }])
    expect(pending).toMatchObject([{ delegate: null, delegation: { code: 'NOR' } }])
    expect(JSON.stringify(await ann.call(listAccounts))).not.toContain(key.split('.')[1])
    expect(JSON.stringify(await ann.call(listAccounts))).not.toContain('argon2')
    const params = { id: key.split('.')[0] ?? '' }
    await ann.must(withdrawAccountLink, { params })
    expect((await ann.must(listAccounts)).pending).toEqual([])
    expect((await ann.call(withdrawAccountLink, { params })).body.code).toBe('not-found')
    expect((await house.visitor().call(openAccountLink, opening(key, 'Bo'))).body.code).toBe('unknown-link')
  })

  test('opens by its own secret only, and not after three days', async () => {
    const key = await colleague()
    const [id] = key.split('.')
    for (const wrong of [`${id}.x`, `${key}x`, 'x.y', 'xyz', `${id}.${(await colleague()).split('.')[1]}`]) {
      expect((await house.visitor().call(openAccountLink, opening(wrong, 'Eve'))).body.code).toBe('unknown-link')
    }
    await db().updateTable('account_links').set({ expires_at: Date.now() }).execute()
    expect((await house.visitor().call(openAccountLink, opening(key, 'Bo'))).body.code).toBe('link-expired')
    expect((await ann.must(listAccounts)).pending).toEqual([])
  })

  test('makes one account, however often it is opened at once', async () => {
    const key = await colleague()
    const tries = await Promise.all(
      ['Bo', 'Cy', 'Di'].map((name) => house.visitor().call(openAccountLink, opening(key, name))),
    )
    expect(tries.map(({ body }) => body.code ?? 'in').toSorted()).toEqual(['in', 'link-used', 'link-used'])
    expect((await ann.must(listAccounts)).accounts).toHaveLength(2)
  })

  test('takes no name that somebody signs in with, and is not used up by that', async () => {
    const key = await colleague()
    expect((await house.visitor().call(openAccountLink, opening(key, ' ánn  WONG'))).body.code).toBe('name-taken')
    await house.visitor().must(openAccountLink, opening(key, 'Bo'))
  })

  test('makes an account of whoever joined for the delegation in this browser, with all that they may', async () => {
    const statementId = await house.statement('CAN')
    const bo = await house.joined(statementId, 'NOR', 'drafter', 'Bo')
    const before = await idOf(bo)
    await bo.must(openAccountLink, opening(await colleague(), 'Bo Dahl'))
    expect(await whoIs(bo)).toMatchObject({ delegate: { id: before, name: 'Bo Dahl' }, account: { create: true } })
    await bo.must(readStatement, { params: { statementId } })
    // Somebody of another delegation at the same laptop is somebody else.
    const cy = await house.joined(statementId, 'CHL', 'drafter', 'Cy')
    const other = await idOf(cy)
    await cy.must(openAccountLink, opening(await colleague(), 'Cy'))
    expect(await idOf(cy)).not.toBe(other)
  })

  test('leaves no secret in the database', async () => {
    const key = await colleague()
    expect(JSON.stringify(await db().selectFrom('account_links').selectAll().execute())).not.toContain(
      key.split('.')[1],
    )
  })
})

describe('a new passphrase', () => {
  const words = 'another pen altogether'

  test('is chosen by a link; until then the old one holds, then every session has ended', async () => {
    const bo = await withAccount('Bo')
    const { link } = await ann.must(resetPassphrase, { params: { delegateId: await idOf(bo) } })
    expect(await signedIn('Bo')).toBe('Bo')
    const elsewhere = house.visitor()
    expect(await elsewhere.must(readAccountLink, { body: { key: keyIn(link) } })).toMatchObject({ name: 'Bo' })
    await elsewhere.must(openAccountLink, { body: { key: keyIn(link), name: 'Ann Wong', passphrase: words } })
    expect((await whoIs(elsewhere))?.delegate.name).toBe('Bo')
    expect(await whoIs(bo)).toBeNull()
    expect([await signedIn('Bo'), await signedIn('Bo', words)]).toEqual(['wrong-passphrase', 'Bo'])
  })

  test('is asked for by one link at a time', async () => {
    const params = { delegateId: await idOf(await withAccount('Bo')) }
    const [first, second] = [await ann.must(resetPassphrase, { params }), await ann.must(resetPassphrase, { params })]
    const refused = await house.visitor().call(openAccountLink, opening(keyIn(first.link), 'Bo'))
    expect(refused.body.code).toBe('unknown-link')
    await house.visitor().must(openAccountLink, opening(keyIn(second.link), 'Bo'))
  })

  test('is for somebody who has an account', async () => {
    const guest = await house.joined(await house.statement('CAN'), 'NOR')
    const { body } = await ann.call(resetPassphrase, { params: { delegateId: await idOf(guest) } })
    expect(body.code).toBe('not-found')
  })
})

describe('an account', () => {
  const plain = { administrator: false, create: false }

  test('has other rights at once', async () => {
    const bo = await withAccount('Bo')
    await ann.must(changeAccount, { params: { delegateId: await idOf(bo) }, body: { ...plain, administrator: true } })
    await bo.must(listAccounts)
    await bo.must(changeAccount, { params: { delegateId: await idOf(ann) }, body: plain })
    expect((await ann.call(listAccounts)).body.code).toBe('not-allowed')
  })

  test('that is removed is gone with its sessions and links, and its name is free', async () => {
    const statementId = await house.statement('NOR')
    const bo = await withAccount('Bo')
    const socket = new WebSocket(`${house.url.replace('http', 'ws')}/collab/${statementId}`, {
      origin: house.url,
      headers: { cookie: bo.cookie ?? '' },
    })
    await new Promise((resolve) => socket.once('message', resolve))
    const gone = new Promise((resolve) => socket.once('close', resolve))
    const params = { delegateId: await idOf(bo) }
    const { link } = await ann.must(resetPassphrase, { params })
    await ann.must(removeAccount, { params })
    expect(await gone).toBe(4401)
    expect(await whoIs(bo)).toBeNull()
    expect(await signedIn('Bo')).toBe('wrong-passphrase')
    expect((await house.visitor().call(openAccountLink, opening(keyIn(link), 'Bo'))).body.code).toBe('unknown-link')
    await withAccount('Bo')
    expect((await ann.call(removeAccount, { params })).body.code).toBe('not-found')
  })

  test('of the last administrator stays one, also when two step down at once', async () => {
    const params = { delegateId: await idOf(ann) }
    expect((await ann.call(removeAccount, { params })).body.code).toBe('last-administrator')
    expect((await ann.call(changeAccount, { params, body: plain })).body.code).toBe('last-administrator')
    const bo = await withAccount('Bo', { administrator: true, create: true })
    const tries = await Promise.all([
      ann.call(changeAccount, { params, body: plain }),
      bo.call(removeAccount, { params: { delegateId: await idOf(bo) } }),
    ])
    expect(tries.map(({ body }) => body.code ?? 'done').toSorted()).toEqual(['done', 'last-administrator'])
  })

  test('is signed out everywhere, in rooms too, and signs in again', async () => {
    const statementId = await house.statement('CAN')
    const key = await house.key(statementId, 'CAN')
    await ann.must(join, { body: { key, name: 'Ann Wong' } })
    const phone = house.visitor()
    await phone.must(signIn, { body: { name: 'Ann Wong', passphrase } })
    const socket = new WebSocket(`${house.url.replace('http', 'ws')}/collab/${statementId}`, {
      origin: house.url,
      headers: { cookie: phone.cookie ?? '' },
    })
    await new Promise((resolve) => socket.once('message', resolve))
    const gone = new Promise((resolve) => socket.once('close', resolve))
    await ann.must(signOutEverywhere)
    expect(await gone).toBe(4401)
    expect([await whoIs(ann), await whoIs(phone)]).toEqual([null, null])
    expect(await signedIn('Ann Wong')).toBe('Ann Wong')
  })
})
