/** What machines ask: health in the words of the storage, and figures for this machine only. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startHouse, type TestHouse } from './house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.end())

test('a server that can save is well', async () => {
  const response = await house.visitor().send('GET', '/healthz')
  expect([response.status, await response.json()]).toEqual([200, { ok: true }])
})

test('a server that cannot save says so', async () => {
  const ill = await startHouse()
  // No more pages than there are: what a full disk looks like to the database.
  await sql`pragma max_page_count = 1`.execute(ill.runtime.storage.db)
  const response = await ill.visitor().send('GET', '/healthz')
  expect([response.status, await response.json()]).toEqual([503, { ok: false, reason: expect.stringMatching(/\w+/) }])
  await ill.end()
})

test('figures are for this machine, and what a proxy passes on is not', async () => {
  const local = await house.visitor().send('GET', '/metrics')
  expect(local.status).toBe(200)
  expect(await local.text()).toContain('penholder_rooms 0')
  const passedOn = { 'x-forwarded-for': '192.0.2.1' }
  expect((await house.visitor().send('GET', '/metrics', { headers: passedOn })).status).toBe(404)
  const forged = { ...passedOn, authorization: 'Bearer x' }
  expect((await house.visitor().send('GET', '/metrics', { headers: forged })).status).toBe(404)
  expect((await house.operator().send('GET', '/metrics', { headers: passedOn })).status).toBe(200)
})
