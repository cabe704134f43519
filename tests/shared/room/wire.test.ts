import { describe, expect, test } from 'vitest'
import { Refusal } from '#shared/refusal.ts'
import { decodeFrame, encodeFrame, readAwareness, writeAwareness } from '#shared/room/wire.ts'
import { seeded } from '../../random.ts'

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)
const ascii = (text: string): number[] => [text.length, ...Buffer.from(text)]

/** The table of docs/wire.md. */
const frames = [
  [{ type: 'syncStep1', stateVector: bytes(0) }, bytes(0, 0, 1, 0)],
  [{ type: 'syncStep2', update: bytes(0, 0) }, bytes(0, 1, 2, 0, 0)],
  [{ type: 'update', update: bytes(0, 0) }, bytes(0, 2, 2, 0, 0)],
  [{ type: 'awareness', update: bytes(0) }, bytes(1, 1, 0)],
  [{ type: 'auth', reason: 'no' }, bytes(2, 0, ...ascii('no'))],
  [{ type: 'queryAwareness' }, bytes(3)],
  [{ type: 'barrier', token: 300 }, bytes(100, 0xac, 0x02)],
  [{ type: 'notice', notice: { kind: 'people', id: 'x' } }, bytes(101, ...ascii('people'), ...ascii('x'))],
  [{ type: 'refused', code: 'read-only' }, bytes(102, ...ascii('read-only'))],
  [{ type: 'storage', trouble: 'full' }, bytes(103, ...ascii('full'))],
  [{ type: 'storage', trouble: null }, bytes(103, 0)],
  [{ type: 'part', left: 2, bytes: bytes(7, 8) }, bytes(104, 2, 2, 7, 8)],
] as const

describe('frames', () => {
  test.each(frames)('%j is written and read as docs/wire.md says', (frame, encoded) => {
    expect(encodeFrame(frame)).toEqual(encoded)
    expect(decodeFrame(encoded)).toEqual(frame)
  })

  test('what follows the last known field is ignored', () => {
    expect(decodeFrame(bytes(100, 1, 99, 99))).toEqual({ type: 'barrier', token: 1 })
  })

  test('a type of a later version is told apart from one that cannot be read', () => {
    expect(decodeFrame(bytes(120, 1))).toEqual({ type: 'unknown', number: 120 })
  })

  test.each([
    ['nothing', bytes()],
    ['half a number', bytes(0x80)],
    ['a number beyond the safe ones', bytes(...Array.from({ length: 12 }, () => 0xff))],
    ['an unknown sync step', bytes(0, 9, 0)],
    ['a state vector longer than the frame', bytes(0, 0, 5, 1)],
    ['an update longer than the frame', bytes(0, 2, 0xff, 0xff, 0xff, 0x7f, 1)],
    ['an awareness update without content', bytes(1)],
    ['another auth message', bytes(2, 1)],
    ['an unknown kind of notice', bytes(101, ...ascii('gossip'), ...ascii('x'))],
    ['an unknown refusal', bytes(102, ...ascii('because'))],
    ['a barrier without token', bytes(100)],
  ])('%s is malformed', (_name, frame) => {
    expect(() => decodeFrame(frame)).toThrow(Refusal)
    expect(() => decodeFrame(frame)).toThrow('malformed')
  })

  test('no bytes at all bring anything but a frame or malformed', () => {
    const random = seeded(1)
    for (let round = 0; round < 20_000; round += 1) {
      const frame = Uint8Array.from({ length: random.int(12) }, (_, at) =>
        at === 0 ? random.pick([0, 1, 2, 3, 100, 101, 102, 103]) : random.int(256),
      )
      try {
        decodeFrame(frame)
      } catch (error) {
        expect(error, `bytes ${frame.join(' ')}`).toMatchObject({ code: 'malformed' })
      }
    }
  })
})

describe('awareness', () => {
  const entries = [
    { clientId: 7, clock: 1_764_000_000_000, state: { caret: { anchor: 1 }, name: 'Ålesund 北京' } },
    { clientId: 8, clock: 0, state: null },
  ]

  test('is read as it was written', () => {
    expect(readAwareness(writeAwareness(entries))).toEqual(entries)
  })

  test('of clients that are not wanted is not even parsed', () => {
    const update = bytes(2, 5, 0, ...ascii('{'), 6, 0, ...ascii('{}'))
    expect(readAwareness(update, (clientId) => clientId === 6)).toEqual([{ clientId: 6, clock: 0, state: {} }])
    expect(() => readAwareness(update)).toThrow('malformed')
  })

  test.each([['[]'], ['1'], ['"x"'], ['{'], ['']])('with the state %s is malformed', (json) => {
    expect(() => readAwareness(bytes(1, 5, 0, ...ascii(json)))).toThrow('malformed')
  })
})
