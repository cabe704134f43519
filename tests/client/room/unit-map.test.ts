/** A map of stretches says of every unit what a map of units would say. */
import { expect, test } from 'vitest'
import { createUnitMap } from '../../../client/room/unit-map.ts'
import { seeded, seeds } from '../../random.ts'

test.each(seeds(1, 20, 200))('stretches against units, seed %i', (seed) => {
  const random = seeded(seed)
  const map = createUnitMap()
  const units = new Map<string, string>()
  const stretch = () => ({ client: 1 + random.int(2), clock: random.int(40), length: 1 + random.int(12) })
  for (let k = 0; k < 60; k++) {
    const { client, clock, length } = stretch()
    // Half of them go on where others end.
    const first = random.chance(0.5) ? { client: 3, clock: 100 + clock } : { client: 4, clock: random.int(1_000) }
    map.set({ client, clock, length }, first)
    for (let n = 0; n < length; n++) units.set(`${client} ${clock + n}`, `${first.client} ${first.clock + n}`)

    const asked = stretch()
    const said = map.read(asked).flatMap(({ units: some, others }) =>
      Array.from({ length: some.length }, (_, n) => ({
        unit: `${some.client} ${some.clock + n}`,
        other: others === null ? undefined : `${others.client} ${others.clock + n}`,
      })),
    )
    const names = Array.from({ length: asked.length }, (_, n) => `${asked.client} ${asked.clock + n}`)
    expect(said).toEqual(names.map((unit) => ({ unit, other: units.get(unit) })))
  }
})

test('what goes on where the last ended is one piece', () => {
  const map = createUnitMap()
  for (let clock = 0; clock < 10; clock++) map.set({ client: 1, clock, length: 1 }, { client: 2, clock: clock + 5 })
  expect(map.read({ client: 1, clock: 0, length: 10 })).toHaveLength(1)
})
