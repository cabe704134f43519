/** The cookie at the door of the rooms: who gets a socket, and that it goes with the session or the link. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { join, signOut } from '#shared/people/contract.ts'
import type { StatementId } from '#shared/people/people.ts'
import { startHouse, type TestHouse, type Visitor } from '../http/house.ts'

let house: TestHouse
let statementId: StatementId
beforeAll(async () => {
  house = await startHouse()
  statementId = await house.statement('NOR')
})
afterAll(() => house.end())

/** A socket as the visitor's browser opens it. */
const open = ({ cookie }: Visitor, id: string = statementId): WebSocket =>
  new WebSocket(`${house.url.replace('http', 'ws')}/collab/${id}`, {
    origin: house.url,
    headers: cookie === null ? {} : { cookie },
  })
const closed = (socket: WebSocket): Promise<number> =>
  new Promise((resolve, reject) => socket.on('close', resolve).on('error', reject))
const greeted = (socket: WebSocket): Promise<unknown> =>
  new Promise((resolve, reject) => {
    socket.on('message', resolve).on('close', (code) => reject(new Error(`closed with ${code}`)))
  })

test('nobody and strangers are turned away for good', async () => {
  const elsewhere = await house.statement('MOZ')
  const stranger = await house.joined(elsewhere, 'MOZ')
  expect(await closed(open(house.visitor()))).toBe(4401)
  expect(await closed(open(stranger))).toBe(4403)
  expect(await closed(open(stranger, 'abcdefgh'))).toBe(4404)
})

test('a delegate is let in and seen by those who open the link, until they sign out', async () => {
  const visitor = await house.joined(statementId, 'NOR')
  const socket = open(visitor)
  await greeted(socket)
  expect(house.runtime.rooms.present(statementId).map(({ code, hue }) => [code, hue])).toEqual([['NOR', 1]])
  const gone = closed(socket)
  await visitor.must(signOut)
  expect(await gone).toBe(4401)
})

test('joining elsewhere in the same browser leaves its windows open, under the name that was given now', async () => {
  const visitor = await house.joined(statementId, 'KEN', 'drafter', 'Wanjiru')
  const socket = open(visitor)
  await greeted(socket)
  const names = () => house.runtime.rooms.present(statementId).map(({ name }) => name)
  expect(names()).toContain('Wanjiru')
  const key = await house.key(await house.statement('MOZ'), 'KEN')
  await visitor.must(join, { body: { key, name: 'Wanjiru Mwangi' } })
  expect(names()).toContain('Wanjiru Mwangi')
  expect(socket.readyState).toBe(WebSocket.OPEN)
  // Somebody else at the same laptop: the window of the first is closed.
  const gone = closed(socket)
  await visitor.must(join, { body: { key: await house.key(statementId, 'CHL'), name: 'Sofía' } })
  expect(await gone).toBe(4401)
})

test('who came by a withdrawn link is out as soon as rights are asked anew', async () => {
  const socket = open(await house.joined(statementId, 'CHL'))
  await greeted(socket)
  const gone = closed(socket)
  const { db } = house.runtime.storage
  await db.updateTable('invitations').set({ revoked_at: 1 }).where('delegation_id', 'in', chile()).execute()
  await house.runtime.rooms.reassess(statementId)
  expect(await gone).toBe(4403)
})

const chile = () => house.runtime.storage.db.selectFrom('delegations').select('id').where('code', '=', 'CHL')
