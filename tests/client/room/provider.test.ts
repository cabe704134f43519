// What the room counts as unsaved: words that an input method keeps out of the document, and what was carried over.
import { afterEach, expect, test, vi } from 'vitest'
import { savedMark, unsaved } from '#shared/room/sync-state.ts'
import type { Room } from '../../../client/room/provider.ts'
import { atRest, openOwnRoom, stubBrowser } from '../../durability/own-room.ts'
import { createWorld } from '../../world.ts'

afterEach(() => void vi.unstubAllGlobals())

test('words that are withheld are unsaved, whatever the server answers for meanwhile', async () => {
  stubBrowser()
  const world = await createWorld()
  const person = await world.person('NOR')
  const room = await openOwnRoom(world.port, person, await world.statement(person))
  const mark = () => savedMark(room.sync.read())
  room.text.insert(0, 'Sent. ')
  const written = room.withhold()
  const marks: string[] = []
  room.sync.subscribe(() => marks.push(mark()))
  while (room.sync.read().saved < 1) await new Promise((resolve) => setTimeout(resolve, 5))
  expect([...new Set(marks)]).toEqual(['saving'])
  expect(room.isKept()).toBe(false)

  room.text.insert(0, 'Composed. ')
  expect(mark()).toBe('saving')
  written()
  await atRest(room)
  expect((await world.runtime.storage.updates.since(room.statementId, 0)).length).toBe(3)
  room.destroy()
  await world.close()
})

test('who is refused again, after their changes were carried over, is told of all of them', async () => {
  stubBrowser()
  const world = await createWorld()
  const [pen, drafter] = [await world.person('NOR'), await world.person('KEN')]
  const statementId = await world.statement(pen)
  await world.join(statementId, drafter, 'drafter')
  const room = await openOwnRoom(world.port, drafter, statementId)
  await world.runtime.storage.db.updateTable('statements').set({ drafting: 'pen' }).execute()
  await world.runtime.rooms.reassess(statementId)
  for (const word of ['One ', 'two ', 'three ']) room.text.insert(0, word)

  const { renew } = await import('../../../client/room/renewal.ts')
  const { DeviceCopy } = await import('../../../client/room/keep-offline.ts')
  const renewed = async (old: Room, mayEdit: boolean) => {
    while (old.sync.read().state !== 'refused') await new Promise((resolve) => setTimeout(resolve, 5))
    const ask = async () => ({ epoch: 1, mayEdit })
    const copyOf = (epoch: number) => new DeviceCopy(drafter.delegateId, statementId, epoch)
    return renew(old, { ask, again: old !== room, copyOf })
  }
  const second = await renewed(room, true)
  expect(second.left).toBeNull()
  expect(unsaved(second.room.sync.read())).toBe(3)
  const third = await renewed(second.room, false)
  expect(third.left).toEqual({ code: 'drafting-closed', changes: 3, words: 'three two One ' })
  for (const one of [room, second.room, third.room]) one.destroy()
  await world.close()
})
