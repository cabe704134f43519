// What the mark says of words that an input method keeps out of the document.
import { afterEach, expect, test, vi } from 'vitest'
import { savedMark } from '#shared/room/sync-state.ts'
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
