/** The same delegate on another device: by a link or a short code, once, for five minutes, and not by guessing. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  makeDeviceLink,
  openDeviceLink,
  readSession,
  removePerson,
  signOutEverywhere,
} from '#shared/people/contract.ts'
import type { StatementId } from '#shared/people/people.ts'
import { readStatement } from '#shared/statement/contract.ts'
import { startHouse, type TestHouse, type Visitor } from '../http/house.ts'

let house: TestHouse
let statementId: StatementId
let laptop: Visitor
beforeAll(async () => {
  house = await startHouse()
  statementId = await house.statement('CAN')
  laptop = await house.joined(statementId, 'NOR', 'drafter', 'Ingrid')
})
afterAll(() => house.end())

const make = (visitor = laptop) => visitor.must(makeDeviceLink, { body: { statementId } })
const open = (key: string, visitor = house.visitor()) => visitor.call(openDeviceLink, { body: { key } })
const keyIn = (link: string) => link.slice(link.indexOf('#') + 1)
const me = async (visitor: Visitor) => (await visitor.must(readSession)).person?.delegate

test.each(['link', 'code', 'code in small letters, with spaces'] as const)(
  'a phone comes in by the %s, once',
  async (how) => {
    const { link, code, expiresAt } = await make()
    expect(link).toMatch(new RegExp(`^${house.url}/device#[\\w-]{16}\\.[\\w-]{43}$`))
    expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/)
    expect(expiresAt - Date.now()).toBeLessThanOrEqual(300_000)
    const key = how === 'link' ? keyIn(link) : how === 'code' ? code : ` ${code.toLowerCase().replace('-', ' ')} `
    const phone = house.visitor()
    expect(await phone.must(openDeviceLink, { body: { key } })).toEqual({ statementId })
    expect(await me(phone)).toEqual(await me(laptop))
    await phone.must(readStatement, { params: { statementId } })
    // Neither opens a second time, by whichever it was opened.
    expect((await open(keyIn(link))).body.code).toBe('link-used')
    expect((await open(code)).body.code).toBe('unknown-code')
  },
)

test('neither opens after five minutes, nor with something else', async () => {
  const { link, code } = await make()
  const [id] = keyIn(link).split('.')
  expect((await open(`${id}.x`)).body.code).toBe('unknown-link')
  expect((await open('x.y')).body.code).toBe('unknown-link')
  expect((await open('7KQ4-M2XD')).body.code).toBe('unknown-code')
  const { db } = house.runtime.storage
  await db.updateTable('device_links').set({ expires_at: Date.now() }).execute()
  expect((await open(keyIn(link))).body.code).toBe('link-expired')
  expect((await open(code)).body.code).toBe('unknown-code')
})

test('neither stands in the database', async () => {
  const { link, code } = await make()
  const kept = JSON.stringify(await house.runtime.storage.db.selectFrom('device_links').selectAll().execute())
  expect(kept).not.toContain(keyIn(link).split('.')[1])
  expect(kept).not.toContain(code.replace('-', ''))
})

test('of two who open it at once one comes in', async () => {
  const { link, code } = await make()
  const tries = await Promise.all([open(keyIn(link)), open(keyIn(link)), open(code)])
  expect(tries.filter(({ status }) => status === 200)).toHaveLength(1)
})

test('it begins only where whoever makes it may read', async () => {
  const elsewhere = await house.statement('MOZ')
  const { body } = await laptop.call(makeDeviceLink, { body: { statementId: elsewhere } })
  expect(body.code).toBe('not-allowed')
  const nowhere = await laptop.call(makeDeviceLink, { body: { statementId: 'abcdefgh' as StatementId } })
  expect(nowhere.body.code).toBe('unknown-statement')
  const { code } = await laptop.must(makeDeviceLink, { body: { statementId: null } })
  expect(await house.visitor().must(openDeviceLink, { body: { key: code } })).toEqual({ statementId: null })
})

test('the phone has no more rights than the laptop, and both go together', async () => {
  const lars = await house.joined(statementId, 'NOR', 'drafter', 'Lars')
  const { code } = await make(lars)
  const phone = house.visitor()
  await phone.must(openDeviceLink, { body: { key: code } })
  const delegateId = (await me(lars))?.id ?? ''
  await house.operator().must(removePerson, { params: { statementId, delegationId: 'NOR', delegateId } })
  expect((await phone.call(readStatement, { params: { statementId } })).body.code).toBe('removed')
  const { code: late } = await lars.must(makeDeviceLink, { body: { statementId: null } })
  await phone.must(signOutEverywhere)
  expect(await me(lars)).toBeUndefined()
  expect((await open(late)).body.code).toBe('unknown-code')
})

test('guessing codes ends, while a link still opens', async () => {
  const { link } = await make()
  const codes = await Promise.all(Array.from({ length: 80 }, (_, k) => open(`AAAA${1000 + k}`)))
  const refused = codes.filter(({ body }) => body.code === 'too-many-tries')
  expect(refused.length).toBeGreaterThanOrEqual(10)
  expect((await open(keyIn(link))).status).toBe(200)
})
