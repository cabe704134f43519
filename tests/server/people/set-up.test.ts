/** Setting up happens once, with the key that this start printed. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readSession, setUp, signIn, signOut } from '#shared/people/contract.ts'
import { passphrase, startHouse, type TestHouse } from '../http/house.ts'

let house: TestHouse
beforeEach(async () => {
  house = await startHouse()
})
afterEach(() => house.end())

const founder = (key: string, name = 'Ann Wong') => ({ key, name, delegation: 'CAN', passphrase })

test('the printed key makes the administrator and signs them in', async () => {
  const visitor = house.visitor()
  expect(await visitor.must(readSession)).toEqual({ setUp: false, person: null })
  await visitor.must(setUp, { body: founder(house.setUpKey ?? '') })
  expect(await visitor.must(readSession)).toEqual({
    setUp: true,
    person: {
      delegate: { id: expect.any(String), delegationId: 'CAN', name: 'Ann Wong' },
      delegation: { id: 'CAN', name: 'Canada', code: 'CAN' },
      account: { administrator: true, create: true },
    },
  })
})

test('another key makes nobody', async () => {
  for (const key of ['', 'x', `${house.setUpKey}x`]) {
    const { status, body } = await house.visitor().call(setUp, { body: founder(key) })
    expect([status, body.code]).toEqual([403, 'wrong-set-up-key'])
  }
  expect((await house.visitor().must(readSession)).setUp).toBe(false)
})

test('of two who set up at the same moment one is refused', async () => {
  const tries = await Promise.all(
    ['Ann', 'Bo', 'Cy'].map((name) => house.visitor().call(setUp, { body: founder(house.setUpKey ?? '', name) })),
  )
  expect(tries.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409, 409])
  const { db } = house.runtime.storage
  expect(await db.selectFrom('accounts').selectAll().execute()).toHaveLength(1)
})

test('the key is worth nothing afterwards', async () => {
  await house.administrator()
  const { status, body } = await house.visitor().call(setUp, { body: founder(house.setUpKey ?? '', 'Eve') })
  expect([status, body.code]).toEqual([409, 'already-set-up'])
})

test('a mistyped country code is no delegation', async () => {
  const body = { ...founder(house.setUpKey ?? ''), delegation: 'CNA' }
  const { status, body: refusal } = await house.visitor().call(setUp, { body })
  expect([status, refusal.code]).toEqual([422, 'unknown-delegation'])
  // And the key is not used up by it.
  await house.administrator()
})

test('neither passphrase nor token stand in the database', async () => {
  const visitor = await house.administrator()
  const { db } = house.runtime.storage
  const [account] = await db.selectFrom('accounts').selectAll().execute()
  expect(account?.passphrase_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  const [session] = await db.selectFrom('sessions').selectAll().execute()
  const token = visitor.cookie?.split('=')[1] ?? ''
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  expect(session?.token_hash).not.toContain(token)
})

test('signing out ends the session on the server', async () => {
  const visitor = await house.administrator()
  const { cookie } = visitor
  await visitor.must(signOut)
  visitor.cookie = cookie
  expect((await visitor.must(readSession)).person).toBeNull()
})

test('a session ends when its time is over', async () => {
  const visitor = await house.administrator()
  await house.runtime.storage.db.updateTable('sessions').set({ expires_at: Date.now() }).execute()
  expect((await visitor.must(readSession)).person).toBeNull()
})

test('signing in takes the name however it is written, and ends the session before', async () => {
  await house.administrator('CAN', 'José Müller')
  const visitor = house.visitor()
  await visitor.must(signIn, { body: { name: ' jose  muller ', passphrase } })
  const before = visitor.cookie
  await visitor.must(signIn, { body: { name: 'JOSÉ MÜLLER', passphrase } })
  visitor.cookie = before
  expect((await visitor.must(readSession)).person).toBeNull()
})

test('a passphrase is the same however its accents are composed', async () => {
  const accented = 'plume légère'
  const body = { ...founder(house.setUpKey ?? ''), passphrase: accented.normalize('NFD') }
  await house.visitor().must(setUp, { body })
  await house.visitor().must(signIn, { body: { name: 'Ann Wong', passphrase: accented.normalize('NFC') } })
})

test('a wrong name and a wrong passphrase are refused alike', async () => {
  await house.administrator()
  const wrongName = await house.visitor().call(signIn, { body: { name: 'Nobody', passphrase } })
  const wrongPassphrase = await house.visitor().call(signIn, { body: { name: 'Ann Wong', passphrase: 'guess' } })
  expect([wrongName.status, wrongName.body]).toEqual([wrongPassphrase.status, wrongPassphrase.body])
  expect(wrongName.body.code).toBe('wrong-passphrase')
})

test('guessing ends after a few tries, for that name and no other', async () => {
  await house.administrator()
  const guess = (name: string) => house.visitor().call(signIn, { body: { name, passphrase: 'guess' } })
  const codes: (string | undefined)[] = []
  // Written in many ways it is still one name.
  for (const name of ['Ann Wong', 'ann wong', 'ÁNN WONG', 'Ann  Wong', 'ann-wong']) {
    codes.push((await guess(name)).body.code, (await guess(name)).body.code)
  }
  expect(codes).toEqual([...Array(8).fill('wrong-passphrase'), 'too-many-tries', 'too-many-tries'])
  expect((await guess('Bo')).body.code).toBe('wrong-passphrase')
})
