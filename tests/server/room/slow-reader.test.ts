// A reader that cannot keep up costs the server a bounded amount of memory and gets everything when it can.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { StatementId } from '#shared/people/people.ts'
import { writeAwareness } from '#shared/room/wire.ts'
import { HeadlessClient } from '../../headless-client.ts'
import { createWorld, type Person, type World } from '../../world.ts'

let world: World
let norway: Person
let statementId: StatementId

beforeEach(async () => {
  world = await createWorld()
  norway = await world.person('NOR')
  statementId = await world.statement(norway)
})
afterEach(() => world.close())

const open = (): Promise<HeadlessClient> => HeadlessClient.open(world.address(statementId, norway))
const page = 'x'.repeat(100_000)

describe('a slow reader', () => {
  test('gets what it missed as few merged updates, and the text is whole', async () => {
    const [writer, slow, quick] = await Promise.all([open(), open(), open()])
    slow.socket.pause()
    for (let page_ = 0; page_ < 120; page_ += 1) {
      writer.type(`${page_}${page}`)
      await writer.barrier()
      writer.text.delete(1, writer.text.length - 1)
      await writer.barrier()
    }
    writer.type('The end.')
    await writer.barrier()
    await quick.shows('The end.')
    slow.socket.resume()
    await slow.shows('The end.')
    expect(slow.text.toString()).toBe(writer.text.toString())
    const heard = ({ heard: frames }: HeadlessClient): number => frames.filter(({ type }) => type === 'update').length
    expect(heard(slow)).toBeLessThan(heard(quick))
    slow.type('I am back.')
    await slow.barrier()
    await writer.shows('I am back.')
  })

  test('that asks for more than it reads is closed, and may come again', async () => {
    const [writer, greedy] = await Promise.all([open(), open()])
    writer.type('x'.repeat(1_500_000))
    await writer.barrier()
    await greedy.shows('xxx')
    greedy.socket.pause()
    for (let ask = 0; ask < 25; ask += 1) greedy.send({ type: 'syncStep1', stateVector: Uint8Array.of(0) })
    while (world.runtime.rooms.present(statementId).length === 2) await writer.barrier()
    expect(await world.registry.getSingleMetricAsString('penholder_refused_total')).toContain('too-slow')
    greedy.socket.terminate()
    await (await open()).close()
  })

  test('misses carets while it lags and sees all of them afterwards', async () => {
    const writer = await open()
    for (let page_ = 0; page_ < 3; page_ += 1) {
      writer.type('x'.repeat(3_900_000))
      await writer.barrier()
    }
    const [slow, quick] = await Promise.all([open(), open()])
    slow.socket.pause()
    // More than the network between two sockets of one machine holds, less than what closes a reader.
    for (let ask = 0; ask < 2; ask += 1) slow.send({ type: 'syncStep1', stateVector: Uint8Array.of(0) })
    const carets = 50
    for (let clock = 1; clock <= carets; clock += 1) {
      const seen = quick.next(
        (frame) => frame.type === 'awareness' && Buffer.from(frame.update).includes(`"caret":${clock},`),
      )
      writer.send({ type: 'awareness', update: writeAwareness([{ clientId: 7, clock, state: { caret: clock } }]) })
      await seen
    }
    const caughtUp = slow.next(
      (frame) => frame.type === 'awareness' && Buffer.from(frame.update).includes(`"caret":${carets},`),
    )
    slow.socket.resume()
    await caughtUp
    expect(slow.heard.filter(({ type }) => type === 'awareness').length).toBeLessThan(5)
  })
})
