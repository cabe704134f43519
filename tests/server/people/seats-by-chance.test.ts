/**
 * Whatever is done at a table in whatever order, it stands as a model of six lines says: who sits there with which role,
 * who holds the pen, who is in, which link opens; and no delegation ever gets the place of another.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
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
} from '#shared/people/contract.ts'
import type { DelegationId, Role, StatementId } from '#shared/people/people.ts'
import { readStatement } from '#shared/statement/contract.ts'
import { seeded, seeds } from '../../random.ts'
import { startHouse, type TestHouse, type Visitor } from '../http/house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.end())

const codes = ['CAN', 'NOR', 'CHL', 'AUT', 'PER'] as const
type Code = (typeof codes)[number]
const roles: readonly Role[] = ['drafter', 'commenter', 'observer']

interface Seated {
  role: Role
  key: string | null
  readonly joined: Set<string>
}

interface Person {
  readonly name: string
  readonly code: Code
  readonly visitor: Visitor
}

test.each(seeds(5, 3, 60))('seed %i', async (seed) => {
  const random = seeded(seed)
  const operator = house.operator()
  const statementId: StatementId = await house.statement('CAN')
  const of = (code: Code) => ({ params: { statementId, delegationId: code } })

  let pen: Code = 'CAN'
  const table = new Map<Code, Seated>()
  /** The place of everybody who ever sat here. */
  const places = new Map<Code, number>()
  const opened = new Map<string, { code: Code }>()
  const people = codes.flatMap((code) =>
    ['one', 'two'].map((which): Person => ({ name: `${which} of ${code}`, code, visitor: house.visitor() })),
  )

  const take = (code: Code, role: Role): void => {
    if (!places.has(code)) places.set(code, places.size + 1)
    const seated = table.get(code)
    if (seated === undefined) table.set(code, { role, key: null, joined: new Set() })
    else seated.role = role
  }
  const readKey = async (code: Code): Promise<void> => {
    const seats = await operator.must(listSeats, { params: { statementId } })
    const seat = seats.find(({ participation }) => participation.delegation.code === code)
    const key = seat?.invitation?.link.split('#')[1] ?? null
    const seated = table.get(code)
    if (seated === undefined || key === null) return
    seated.key = key
    opened.set(key, { code })
  }
  take('CAN', 'drafter')
  await readKey('CAN')

  const acts: Record<string, (code: Code) => Promise<void>> = {
    async invites(code) {
      const role = random.pick(roles)
      const { body } = await operator.call(invite, { params: { statementId }, body: { delegation: code, role } })
      if (pen === code && role !== 'drafter') return expect(body.code).toBe('holds-the-pen')
      take(code, role)
      await readKey(code)
    },
    async 'changes the role of'(code) {
      const role = random.pick(roles)
      const { body } = await operator.call(changeRole, { ...of(code), body: { role } })
      const seated = table.get(code)
      if (seated === undefined) return expect(body.code).toBe('not-found')
      if (pen === code && role !== 'drafter') return expect(body.code).toBe('holds-the-pen')
      seated.role = role
    },
    async revokes(code) {
      const { body } = await operator.call(revokeInvitation, of(code))
      const seated = table.get(code)
      if (seated === undefined) return expect(body.code).toBe('not-found')
      seated.key = null
      seated.joined.clear()
    },
    async renews(code) {
      const { body } = await operator.call(renewInvitation, of(code))
      if (!table.has(code)) return expect(body.code).toBe('not-found')
      await readKey(code)
    },
    async 'removes the delegation'(code) {
      const { body } = await operator.call(removeDelegation, of(code))
      if (!table.has(code)) return expect(body.code).toBe('not-found')
      if (pen === code) return expect(body.code).toBe('holds-the-pen')
      table.delete(code)
    },
    async 'passes the pen to'(code) {
      const sent = { params: { statementId }, body: { delegationId: code as string as DelegationId } }
      const { body } = await operator.call(passPen, sent)
      const [before, after] = [table.get(pen), table.get(code)]
      if (before === undefined || after === undefined) return expect(body.code).toBe('unknown-delegation')
      before.role = after.role = 'drafter'
      pen = code
    },
    async 'removes somebody of'(code) {
      const person = random.pick(people.filter((one) => one.code === code))
      const delegateId = (await person.visitor.must(readSession)).person?.delegate.id ?? 'nobody'
      const { body } = await operator.call(removePerson, { params: { ...of(code).params, delegateId } })
      if (!table.get(code)?.joined.delete(person.name)) expect(body.code).toBe('not-found')
    },
    async 'sees somebody join for'(code) {
      const person = random.pick(people.filter((one) => one.code === code))
      const keys = [...opened].filter(([, key]) => key.code === code).map(([key]) => key)
      if (keys.length === 0) return
      const key = random.pick(keys)
      const seated = table.get(code)
      const sameInvitation = seated?.key?.split('.')[0] === key.split('.')[0]
      const { body } = await person.visitor.call(join, { body: { key, name: person.name } })
      if (!sameInvitation) return expect(body.code).toBe('invitation-withdrawn')
      // By an earlier link of the same invitation only who is in already.
      const isIn = seated?.joined.has(person.name) ?? false
      if (key !== seated?.key && !isIn) return expect(body.code).toBe('invitation-expired')
      expect(body.code).toBeUndefined()
      seated?.joined.add(person.name)
    },
  }

  const history: string[] = []
  for (let step = 0; step < 40; step += 1) {
    const code = random.pick(codes)
    const [name, act] = random.pick([...Object.entries(acts), ...Object.entries(acts).slice(-1)])
    history.push(`${name} ${code}`)
    await act(code)
    const seats = await operator.must(listSeats, { params: { statementId } })
    const told = seats.map(({ participation, invitation, people: joined }) => ({
      code: participation.delegation.code,
      role: participation.role,
      hue: participation.hue,
      holdsPen: participation.holdsPen,
      key: invitation?.link.split('#')[1] ?? null,
      joined: joined.map(({ delegate }) => delegate.name).toSorted(),
    }))
    const expected = [...table]
      .map(([seat, { role, key, joined }]) => ({
        code: seat,
        role,
        hue: places.get(seat),
        holdsPen: seat === pen,
        key,
        joined: [...joined].toSorted(),
      }))
      .toSorted((one, other) => (one.hue ?? 0) - (other.hue ?? 0))
    expect(told, history.join(', ')).toEqual(expected)
    const reading = await Promise.all(
      people.map(async ({ name: who, visitor }) => {
        const { status } = await visitor.call(readStatement, { params: { statementId } })
        return status === 200 ? [who] : []
      }),
    )
    const inside = [...table.values()].flatMap(({ joined }) => [...joined])
    expect(reading.flat().toSorted(), history.join(', ')).toEqual(inside.toSorted())
  }
})
