/** A conference is one address: all of it comes in within a minute, and one who guesses among them does not. */
import { hash } from '@node-rs/argon2'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  changeInvitation,
  join,
  openAccountLink,
  readInvitation,
  readSession,
  signIn,
} from '#shared/people/contract.ts'
import { createLimits, networkOf } from '../../../server/people/limits.ts'
import { passphrase, startHouse, type TestHouse } from '../http/house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await startHouse()
  await house.administrator()
})
afterAll(() => house.end())

test('two hundred people behind one address join within a minute, while somebody guesses among them', async () => {
  const statementId = await house.statement('CAN')
  const keys = await Promise.all(Array.from({ length: 20 }, (_, k) => house.key(statementId, `Delegation number ${k}`)))
  const guess = (k: number) => `${keys[k % 20]?.split('.')[0]}.guess${k}`
  const people = Array.from({ length: 200 }, async (_, k) => {
    const visitor = house.visitor()
    const key = keys[k % 20] ?? ''
    const read = await visitor.call(readInvitation, { body: { key } })
    const wrong = await house.visitor().call(join, { body: { key: guess(k), name: 'Eve' } })
    const joined = await visitor.call(join, { body: { key, name: `Delegate ${k}` } })
    return { came: read.status === 200 && joined.status === 200, wrong: wrong.body.code }
  })
  const tries = await Promise.all(people)
  expect(tries.filter(({ came }) => came)).toHaveLength(200)
  expect(new Set(tries.map(({ wrong }) => wrong))).toEqual(new Set(['unknown-invitation', 'too-many-tries']))
  // Still they come, though no guess is even looked at any more.
  await house.joined(statementId, 'NOR')
})

test('two hundred people behind one address sign in within a minute, while somebody guesses at one name', async () => {
  const { db } = house.runtime.storage
  // What a passphrase costs is not counted here: one is checked as cheaply as it was hashed, and 220 took ten seconds.
  const cheap = await hash(passphrase, { memoryCost: 64, timeCost: 1 })
  const names = Array.from({ length: 200 }, (_, k) => `Colleague ${k}`)
  const delegates = names.map((name, k) => ({
    id: `c${k}` as never,
    delegation_id: 'CAN' as never,
    name,
    created_at: k,
  }))
  await db.insertInto('delegates').values(delegates).execute()
  const accounts = delegates.map(({ id }) => ({
    delegate_id: id,
    passphrase_hash: cheap,
    administrator: 0 as const,
    can_create: 0 as const,
  }))
  await db.insertInto('accounts').values(accounts).execute()
  const guesses = Array.from({ length: 20 }, () =>
    house.visitor().call(signIn, { body: { name: 'Ann Wong', passphrase: 'guess' } }),
  )
  const signedIn = names.map((name) => house.visitor().call(signIn, { body: { name, passphrase } }))
  expect((await Promise.all(signedIn)).filter(({ status }) => status === 200)).toHaveLength(200)
  const codes = (await Promise.all(guesses)).map(({ body }) => body.code)
  expect(codes.filter((code) => code === 'wrong-passphrase')).toHaveLength(8)
  expect(codes.filter((code) => code === 'too-many-tries')).toHaveLength(12)
})

test('whoever signs in is not held up by their own slips before', async () => {
  const own = await startHouse()
  await own.administrator('CAN', 'Ann Wong')
  const visitor = own.visitor()
  for (let k = 0; k < 3; k++) {
    for (let slip = 0; slip < 7; slip++) await visitor.call(signIn, { body: { name: 'Ann Wong', passphrase: 'slip' } })
    await visitor.must(signIn, { body: { name: 'Ann Wong', passphrase } })
  }
  await own.end()
})

test('guesses at hundreds of names hold up nobody who has signed in from that address before', () => {
  const limits = createLimits({ now: () => 0 })
  limits.passphrase('Ann Wong', '192.0.2.1')()
  const guess = (name: string) => () => limits.passphrase(name, '192.0.2.1')
  for (let k = 0; k < 300; k++) guess(`Name ${k}`)()
  expect(guess('Somebody new')).toThrow('too-many-tries')
  guess('ann  wong')()()
  // Guesses at that very name end as before.
  for (let k = 0; k < 8; k++) guess('Ann Wong')()
  expect(guess('Ann Wong')).toThrow('too-many-tries')
})

test('one session does not join for ever, nor one name by one link', async () => {
  const statementId = await house.statement('CAN')
  const key = await house.key(statementId, 'PER')
  await house.operator().must(changeInvitation, {
    params: { statementId, delegationId: 'PER' },
    body: { maxPeople: 200 },
  })
  const visitor = await house.joined(statementId, 'PER', 'drafter', 'Rosa')
  const again = await Promise.all(
    Array.from({ length: 30 }, (_, k) => visitor.call(join, { body: { key, name: `Rosa ${k}` } })),
  )
  expect(again.filter(({ body }) => body.code === 'too-many-tries').length).toBeGreaterThan(5)
  const same = await Promise.all(
    Array.from({ length: 30 }, () => house.visitor().call(join, { body: { key, name: 'Luz' } })),
  )
  expect(same.filter(({ body }) => body.code === 'too-many-tries').length).toBeGreaterThan(5)
  await house.visitor().must(join, { body: { key, name: 'Inés' } })
})

test('joining another statement keeps the other windows of this browser signed in', async () => {
  const [here, there] = [await house.statement('CAN'), await house.statement('MOZ')]
  const visitor = await house.joined(here, 'KEN')
  const before = visitor.cookie
  await visitor.must(join, { body: { key: await house.key(there, 'KEN'), name: 'Wanjiru' } })
  expect(visitor.cookie).toBe(before)
  expect((await visitor.must(readSession)).person?.delegate.name).toBe('Wanjiru')
})

test('guessing at links to accounts ends', async () => {
  const own = await startHouse()
  await own.administrator()
  const guess = (k: number) =>
    own.visitor().call(openAccountLink, { body: { key: `guess.${k}`, name: 'Eve', passphrase } })
  const codes = (await Promise.all(Array.from({ length: 70 }, (_, k) => guess(k)))).map(({ body }) => body.code)
  expect(new Set(codes)).toEqual(new Set(['unknown-link', 'too-many-tries']))
  await own.end()
})

describe('a network', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:0:1::7', '2001:db8:0:1'],
    ['2001:0db8:0000:0001:ffff::', '2001:db8:0:1'],
    ['2001:db8::7', '2001:db8:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
  ])('%s is counted as %s', (address, network) => expect(networkOf(address)).toBe(network))
})

describe('behind a proxy', () => {
  /** How many of these wrong passphrases for one name are looked at, each from another address by what a header says. */
  const lookedAt = async (trusted: string): Promise<number> => {
    const own = await startHouse({ TRUST_PROXY: trusted })
    await own.administrator()
    const guess = (k: number) =>
      own.visitor().call(signIn, {
        body: { name: 'Ann Wong', passphrase: 'guess' },
        headers: { 'x-forwarded-for': `203.0.113.${k}` },
      })
    const codes = (await Promise.all(Array.from({ length: 12 }, (_, k) => guess(k)))).map(({ body }) => body.code)
    await own.end()
    return codes.filter((code) => code === 'wrong-passphrase').length
  }

  test.each(['loopback', '127.0.0.0/8', 'true'])('%s: each visitor has the address that it says', async (trusted) => {
    expect(await lookedAt(trusted)).toBe(12)
  })

  test('what any other says is not believed', async () => {
    expect(await lookedAt('10.0.0.0/8')).toBe(8)
  })
})
