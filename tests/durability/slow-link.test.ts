// A link on which the whole text takes longer than a connection may be silent: it comes, and what is pasted is saved.
import { type AddressInfo, connect as dial, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import type { StatementId } from '#shared/people/people.ts'
import { partBytes } from '#shared/room/parts.ts'
import { decodeFrame } from '#shared/room/wire.ts'
import { HeadlessClient } from '../headless-client.ts'
import { seeded } from '../random.ts'
import { createWorld, type Person, type World } from '../world.ts'
import { atRest, openOwnRoom, stubBrowser } from './own-room.ts'

let world: World
let norway: Person
let statementId: StatementId
beforeEach(async () => {
  world = await createWorld()
  norway = await world.person('NOR')
  statementId = await world.statement(norway)
})
afterEach(async () => {
  vi.unstubAllGlobals()
  await world.close()
})

/** Words that no two stretches share, so that nothing of it could be left out unseen. */
function words(characters: number): string {
  const random = seeded(characters)
  let text = ''
  while (text.length < characters) text += `${random.int(2 ** 31).toString(36)} `
  return text
}

async function write(text: string): Promise<void> {
  const writer = await HeadlessClient.open(world.address(statementId, norway))
  writer.type(text, 1)
  await writer.barrier()
  await writer.close()
}

describe('a long answer', () => {
  test('goes in parts to whoever reads them, in one message to others, and is the same text', async () => {
    const text = words(200_000)
    await write(text)
    const { url, ...rest } = world.address(statementId, norway)
    const sizes: number[] = []
    const inParts = await HeadlessClient.connect({ url: `${url}?parts=1`, ...rest })
    inParts.socket.on('message', (data: Buffer) => sizes.push(data.length))
    const come = inParts.next(({ type }) => type === 'syncStep2')
    inParts.send({ type: 'syncStep1', stateVector: Y.encodeStateVector(inParts.doc) })
    await come
    const whole = await HeadlessClient.open(world.address(statementId, norway))
    expect(inParts.text.toString()).toBe(whole.text.toString())
    expect(inParts.text.toString()).toContain(text)
    expect(Math.max(...sizes)).toBeLessThan(partBytes + 16)
    expect(inParts.heard.filter(({ type }) => type === 'part').map((frame) => 'left' in frame && frame.left)).toEqual(
      Array.from({ length: Math.ceil(200_000 / partBytes) }, (_, k) => Math.ceil(200_000 / partBytes) - 1 - k),
    )
    expect(whole.heard.some(({ type }) => type === 'part')).toBe(false)
    await Promise.all([inParts.close(), whole.close()])
  })
})

describe.runIf(process.env['LONG'] === '1')('over 96 kbit/s', () => {
  test(
    'the text comes to our provider, and a long paste is saved, on one connection',
    { timeout: 180_000 },
    async () => {
      const text = words(500_000)
      await write(text)
      const link = await slowLink(world.port, 12_000)
      stubBrowser()
      const room = await openOwnRoom(link.port, norway, statementId)
      expect(room.text.toString()).toContain(text)
      const paste = words(300_000)
      room.text.insert(1, paste)
      await atRest(room)
      expect(link.connections()).toBe(1)
      const reader = await HeadlessClient.open(world.address(statementId, norway))
      expect(reader.text.toString()).toContain(paste)
      await reader.close()
      room.destroy()
      link.close()
    },
  )

  test('in one message it would take longer than a stock client waits', { timeout: 90_000 }, async () => {
    await write(words(500_000))
    const link = await slowLink(world.port, 12_000)
    const { url, ...rest } = world.address(statementId, norway)
    const client = await HeadlessClient.connect({ url: url.replace(String(world.port), String(link.port)), ...rest })
    client.send({ type: 'syncStep1', stateVector: Y.encodeStateVector(client.doc) })
    const times: number[] = [performance.now()]
    client.socket.on('message', (data: Buffer) => {
      if (decodeFrame(data).type !== 'barrier') times.push(performance.now())
    })
    await client.next(({ type }) => type === 'syncStep2')
    expect(Math.max(...times.slice(1).map((time, k) => time - times[k]!))).toBeGreaterThan(30_000)
    await client.cut()
    link.close()
  })
})

/** Carries so many bytes a second each way, and no more. */
async function slowLink(upstream: number, bytesPerSecond: number) {
  const sockets = new Set<Socket>()
  let connections = 0
  const carry = async (from: Socket, to: Socket): Promise<void> => {
    for await (const chunk of from as AsyncIterable<Buffer>) {
      for (let at = 0; at < chunk.length; at += bytesPerSecond / 10) {
        await sleep(100)
        if (!to.destroyed) to.write(chunk.subarray(at, at + bytesPerSecond / 10))
      }
    }
  }
  const server = createServer((near) => {
    connections += 1
    const far = dial(upstream, '127.0.0.1')
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      carry(socket, other)
        .catch(() => undefined)
        .finally(() => other.destroy())
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
