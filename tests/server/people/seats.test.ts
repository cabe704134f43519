/** The delegations at the table: links, people, roles, the pen; and that the room follows each change. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import {
  changeInvitation,
  changeRole,
  invite,
  join,
  listSeats,
  passPen,
  readSession,
  removeDelegation,
  removePerson,
  renewInvitation,
  revokeInvitation,
  type Seat,
  setDrafting,
} from '#shared/people/contract.ts'
import type { StatementId } from '#shared/people/people.ts'
import { readStatement } from '#shared/statement/contract.ts'
import { startHouse, type TestHouse, type Visitor } from '../http/house.ts'

let house: TestHouse
let statementId: StatementId
let chair: Visitor
beforeAll(async () => {
  house = await startHouse()
})
beforeEach(async () => {
  statementId = await house.statement('CAN')
  chair = await house.joined(statementId, 'CAN')
})
afterAll(() => house.end())

const of = (delegationId: string) => ({ params: { statementId, delegationId } })
const seats = () => chair.must(listSeats, { params: { statementId } })
const seatOf = async (code: string): Promise<Seat | undefined> =>
  (await seats()).find(({ participation }) => participation.delegation.code === code)
const keyOf = async (code: string) => (await seatOf(code))?.invitation?.link.split('#')[1] ?? ''
const me = async (visitor: Visitor) => (await visitor.must(readSession)).person?.delegate.id ?? ''
const standing = async (visitor: Visitor) => (await visitor.must(readStatement, { params: { statementId } })).standing
const mayRead = async (visitor: Visitor) =>
  (await visitor.call(readStatement, { params: { statementId } })).status === 200

const toldWhenReading = async (visitor: Visitor) => {
  const { status, body } = await visitor.call(readStatement, { params: { statementId } })
  return [status, body.code, body.detail]
}

const open = ({ cookie }: Visitor): WebSocket =>
  new WebSocket(`${house.url.replace('http', 'ws')}/collab/${statementId}`, {
    origin: house.url,
    headers: { cookie: cookie ?? '' },
  })
const greeted = (socket: WebSocket): Promise<unknown> =>
  new Promise((resolve, reject) => {
    socket.on('message', resolve).on('close', (code) => reject(new Error(`closed with ${code}`)))
  })
const closed = (socket: WebSocket): Promise<number> => new Promise((resolve) => socket.on('close', resolve))

describe('the seats', () => {
  test('show each delegation with its link and its people, in order of joining', async () => {
    const ingrid = await house.joined(statementId, 'NOR', 'drafter', 'Ingrid')
    await house.joined(statementId, 'NOR', 'drafter', 'Lars')
    const socket = open(ingrid)
    await greeted(socket)
    const [canada, norway, ...others] = await seats()
    expect(others).toEqual([])
    expect(canada?.participation).toMatchObject({ holdsPen: true, hue: 1 })
    expect(canada?.invitation?.link).toMatch(/\/join#[\w-]{16}\.[\w-]{43}$/)
    expect(norway).toMatchObject({
      participation: { delegation: { code: 'NOR' }, role: 'drafter', hue: 2, holdsPen: false },
      invitation: { expired: false, maxPeople: 10 },
      people: [
        { delegate: { name: 'Ingrid' }, hereNow: true },
        { delegate: { name: 'Lars' }, hereNow: false, seenAt: null },
      ],
      others: [],
    })
    socket.close()
  })

  test('say when somebody was last here', async () => {
    const ingrid = await house.joined(statementId, 'NOR', 'drafter', 'Ingrid')
    const socket = open(ingrid)
    await greeted(socket)
    const seen = async () => (await seatOf('NOR'))?.people[0]
    await expect.poll(async () => (await seen())?.seenAt).toEqual(expect.any(Number))
    const opened = (await seen())?.seenAt ?? 0
    socket.close()
    await expect.poll(async () => (await seen())?.hereNow).toBe(false)
    await expect.poll(async () => ((await seen())?.seenAt ?? 0) > opened).toBe(true)
  })

  test('show who is here by an account alone, once, and apart from those who joined', async () => {
    const own = await startHouse()
    const ann = await own.administrator('CAN', 'Ann Wong')
    const id = await own.statement('CAN')
    const address = `${own.url.replace('http', 'ws')}/collab/${id}`
    const headers = { cookie: ann.cookie ?? '' }
    for (const socket of [1, 2].map(() => new WebSocket(address, { origin: own.url, headers }))) await greeted(socket)
    const [canada] = await ann.must(listSeats, { params: { statementId: id } })
    expect([canada?.people, canada?.others.map(({ name }) => name)]).toEqual([[], ['Ann Wong']])
    await own.end()
  })
})

describe('a link', () => {
  test('that is withdrawn signs its people out at once and lets nobody in', async () => {
    const key = await house.key(statementId, 'NOR')
    const ingrid = await house.joined(statementId, 'NOR')
    const socket = open(ingrid)
    await greeted(socket)
    const gone = closed(socket)
    await chair.must(revokeInvitation, of('NOR'))
    expect(await gone).toBe(4403)
    expect(await mayRead(ingrid)).toBe(false)
    expect(await seatOf('NOR')).toMatchObject({ invitation: null, people: [] })
    const { body } = await house.visitor().call(join, { body: { key, name: 'Ingrid' } })
    expect([body.code, body.detail]).toEqual(['invitation-withdrawn', 'Canada'])
    // Withdrawn already: that is what was asked for.
    await chair.must(revokeInvitation, of('NOR'))
  })

  test.each(['renew', 'invite'] as const)(
    'that was withdrawn is another after %s, by which all join anew',
    async (by) => {
      const old = await house.key(statementId, 'NOR')
      const ingrid = await house.joined(statementId, 'NOR')
      await chair.must(revokeInvitation, of('NOR'))
      if (by === 'renew') await chair.must(renewInvitation, of('NOR'))
      else await chair.must(invite, { params: { statementId }, body: { delegation: 'NOR', role: 'drafter' } })
      const key = await keyOf('NOR')
      expect(key.split('.')[0]).not.toBe(old.split('.')[0])
      expect(await mayRead(ingrid)).toBe(false)
      expect((await ingrid.call(join, { body: { key: old, name: 'Ingrid' } })).body.code).toBe('invitation-withdrawn')
      await ingrid.must(join, { body: { key, name: 'Ingrid' } })
      expect(await mayRead(ingrid)).toBe(true)
      expect((await seatOf('NOR'))?.people).toHaveLength(1)
    },
  )

  test('that is renewed while it is valid ends the old one, and whoever had joined stays', async () => {
    const old = await house.key(statementId, 'NOR')
    const ingrid = await house.joined(statementId, 'NOR')
    await chair.must(renewInvitation, of('NOR'))
    expect(await mayRead(ingrid)).toBe(true)
    expect((await house.visitor().call(join, { body: { key: old, name: 'Lars' } })).body.code).toBe(
      'invitation-expired',
    )
    await house.visitor().must(join, { body: { key: await keyOf('NOR'), name: 'Lars' } })
    expect((await seatOf('NOR'))?.people).toHaveLength(2)
  })

  test('lets in as many as it says until it says, and keeps who is in', async () => {
    const key = await house.key(statementId, 'NOR')
    const ingrid = await house.joined(statementId, 'NOR')
    const change = (body: { expiresAt?: number; maxPeople?: number }) =>
      chair.call(changeInvitation, { ...of('NOR'), body })
    expect((await change({ maxPeople: 1 })).status).toBe(200)
    const refusal = async () => (await house.visitor().call(join, { body: { key, name: 'Lars' } })).body.code
    expect(await refusal()).toBe('delegation-full')
    expect((await change({ maxPeople: 2, expiresAt: Date.now() - 1 })).status).toBe(200)
    expect(await refusal()).toBe('invitation-expired')
    expect((await seatOf('NOR'))?.invitation).toMatchObject({ expired: true, maxPeople: 2 })
    expect(await mayRead(ingrid)).toBe(true)
    const later = Date.now() + 86_400_000
    expect((await change({ expiresAt: later })).status).toBe(200)
    expect((await seatOf('NOR'))?.invitation).toMatchObject({ expired: false, expiresAt: later, maxPeople: 2 })
    expect(await refusal()).toBeUndefined()
    expect((await change({ expiresAt: 8e15 })).body.code).toBe('invalid')
    await chair.must(revokeInvitation, of('NOR'))
    expect((await change({ maxPeople: 3 })).body.code).toBe('invitation-withdrawn')
  })
})

describe('a person', () => {
  test('who is removed is out, gives their place back, and may come back by the link', async () => {
    const key = await house.key(statementId, 'NOR')
    const ingrid = await house.joined(statementId, 'NOR')
    await chair.must(changeInvitation, { ...of('NOR'), body: { maxPeople: 1 } })
    const socket = open(ingrid)
    await greeted(socket)
    const gone = closed(socket)
    const params = { ...of('NOR').params, delegateId: await me(ingrid) }
    await chair.must(removePerson, { params })
    expect(await gone).toBe(4403)
    expect(await toldWhenReading(ingrid)).toEqual([403, 'removed', 'Canada'])
    expect((await chair.call(removePerson, { params })).body.code).toBe('not-found')
    await ingrid.must(join, { body: { key, name: 'Ingrid' } })
    expect(await mayRead(ingrid)).toBe(true)
    expect(await me(ingrid)).toBe(params.delegateId)
    // Once back, they are told of what came last.
    await chair.must(revokeInvitation, of('NOR'))
    expect(await toldWhenReading(ingrid)).toEqual([403, 'link-withdrawn', 'Canada'])
  })

  test('is removed for their own delegation only', async () => {
    const ingrid = await house.joined(statementId, 'NOR')
    await house.key(statementId, 'CHL')
    const params = { ...of('CHL').params, delegateId: await me(ingrid) }
    expect((await chair.call(removePerson, { params })).body.code).toBe('not-found')
    expect(await mayRead(ingrid)).toBe(true)
  })
})

describe('a delegation', () => {
  test('that is removed is gone with its people, and nobody gets its place', async () => {
    const ingrid = await house.joined(statementId, 'NOR')
    const key = await keyOf('NOR')
    const socket = open(ingrid)
    await greeted(socket)
    const gone = closed(socket)
    await chair.must(removeDelegation, of('NOR'))
    expect(await gone).toBe(4403)
    expect(await toldWhenReading(ingrid)).toEqual([403, 'link-withdrawn', 'Canada'])
    expect((await house.visitor().call(join, { body: { key, name: 'Lars' } })).body.code).toBe('invitation-withdrawn')
    await house.key(statementId, 'CHL')
    const hues = async () => (await seats()).map(({ participation: { delegation, hue } }) => [delegation.code, hue])
    expect(await hues()).toEqual([
      ['CAN', 1],
      ['CHL', 3],
    ])
    await house.key(statementId, 'NOR')
    expect(await hues()).toEqual([
      ['CAN', 1],
      ['NOR', 2],
      ['CHL', 3],
    ])
    expect(await mayRead(ingrid)).toBe(false)
  })

  test('that holds the pen is neither removed nor made less than a drafter', async () => {
    expect((await chair.call(removeDelegation, of('CAN'))).body.code).toBe('holds-the-pen')
    const role = { role: 'observer' as const }
    expect((await chair.call(changeRole, { ...of('CAN'), body: role })).body.code).toBe('holds-the-pen')
    const invited = { params: { statementId }, body: { delegation: 'CAN', ...role } }
    expect((await chair.call(invite, invited)).body.code).toBe('holds-the-pen')
  })

  test('that takes no part has nothing to change', async () => {
    const tries = await Promise.all([
      chair.call(changeRole, { ...of('NOR'), body: { role: 'observer' } }),
      chair.call(changeInvitation, { ...of('NOR'), body: { maxPeople: 3 } }),
      chair.call(revokeInvitation, of('NOR')),
      chair.call(renewInvitation, of('NOR')),
      chair.call(removeDelegation, of('NOR')),
    ])
    expect(tries.map(({ body }) => body.code)).toEqual(Array(5).fill('not-found'))
  })

  test('has another role at once', async () => {
    const ingrid = await house.joined(statementId, 'NOR')
    await chair.must(changeRole, { ...of('NOR'), body: { role: 'observer' } })
    expect(await standing(ingrid)).toMatchObject({ role: 'observer' })
  })
})

describe('the pen', () => {
  const pass = (visitor: Visitor, delegationId: string) =>
    visitor.call(passPen, { params: { statementId }, body: { delegationId } as never })

  test('is passed to a delegation at the table, and whoever held it stays as a drafter', async () => {
    const ingrid = await house.joined(statementId, 'NOR', 'observer')
    expect((await pass(chair, 'NOR')).status).toBe(200)
    expect(await standing(ingrid)).toMatchObject({ holdsPen: true, role: 'drafter' })
    expect(await standing(chair)).toMatchObject({ holdsPen: false, role: 'drafter' })
    expect((await pass(chair, 'CAN')).body.code).toBe('not-allowed')
    expect((await pass(ingrid, 'CAN')).status).toBe(200)
    expect(await standing(chair)).toMatchObject({ holdsPen: true })
  })

  test('goes to nobody who takes no part', async () => {
    expect((await pass(chair, 'NOR')).body.code).toBe('unknown-delegation')
    await house.key(statementId, 'NOR')
    await chair.must(removeDelegation, of('NOR'))
    expect((await pass(chair, 'NOR')).body.code).toBe('unknown-delegation')
  })

  test('closes drafting to the others, and opens it', async () => {
    await house.joined(statementId, 'NOR')
    const set = (drafting: 'open' | 'pen') => chair.must(setDrafting, { params: { statementId }, body: { drafting } })
    await set('pen')
    expect(await standing(chair)).toMatchObject({ drafting: 'pen' })
    await set('open')
    expect(await standing(chair)).toMatchObject({ drafting: 'open' })
  })
})

test('an archived statement gives nobody anything, but still takes away', async () => {
  const ingrid = await house.joined(statementId, 'NOR')
  const { db } = house.runtime.storage
  await db.updateTable('statements').set({ archived_at: 1 }).where('id', '=', statementId).execute()
  const tries = await Promise.all([
    chair.call(invite, { params: { statementId }, body: { delegation: 'CHL', role: 'drafter' } }),
    chair.call(changeRole, { ...of('NOR'), body: { role: 'observer' } }),
    chair.call(changeInvitation, { ...of('NOR'), body: { maxPeople: 3 } }),
    chair.call(renewInvitation, of('NOR')),
    chair.call(passPen, { params: { statementId }, body: { delegationId: 'NOR' as never } }),
    chair.call(setDrafting, { params: { statementId }, body: { drafting: 'pen' } }),
  ])
  expect(tries.map(({ body }) => body.code)).toEqual(Array(6).fill('archived'))
  expect(await seats()).toHaveLength(2)
  await chair.must(removePerson, { params: { ...of('NOR').params, delegateId: await me(ingrid) } })
  await chair.must(revokeInvitation, of('NOR'))
  await chair.must(removeDelegation, of('NOR'))
  expect(await mayRead(ingrid)).toBe(false)
})
