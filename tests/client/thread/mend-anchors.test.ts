// @vitest-environment happy-dom
/** A thread that was found anew is reported once, by whoever may, and not without a connection. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Room } from '../../../client/room/provider.ts'
import { mendAnchors } from '../../../client/thread/mend-anchors.ts'
import type { ShownThread } from '../../../client/thread/threads.ts'
import { seedOf } from '../../convergence/client.ts'
import { Sheet } from './sheet.ts'
import type { Anchor } from '#shared/thread/thread.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const sentence = 'the Group on Cooperation and Assistance heard four reports from the field and thanked the teams'
const seed = seedOf(['paragraph', `On Monday ${sentence} before noon.`], ['paragraph', 'Each State names one person.'])

test('words that were cut and pasted elsewhere are reported once, after a pause, and once there is a connection', () => {
  const a = new Sheet(1, seed)
  let state: 'live' | 'offline' = 'offline'
  const room = { ...a.room, sync: { read: () => ({ state }) } } as unknown as Room
  const anchor = a.anchorOf('heard four reports')
  const thread = { key: 't', id: 'thread-1', anchorVersion: 1, anchor } as unknown as ShownThread
  const mended: Anchor[] = []
  const mend = async (_thread: ShownThread, fresh: Anchor) => void mended.push(fresh)
  const stop = mendAnchors(room, a.finder, () => ({ all: [thread], mend }))
  a.show('t', anchor)
  vi.advanceTimersByTime(60_000)
  expect(mended).toEqual([])

  a.delete(`${sentence} `)
  a.type('one person', `, ${sentence}`)
  vi.advanceTimersByTime(60_000)
  expect(mended).toEqual([])
  state = 'live'
  vi.advanceTimersByTime(60_000)
  a.type('Each', ' single')
  vi.advanceTimersByTime(60_000)
  expect(mended).toEqual([
    expect.objectContaining({ quote: 'heard four reports', paragraphId: 'block-1', whole: false }),
  ])
  // What was reported is found without a search.
  a.show('mended', mended[0]!)
  expect(a.finder.foundBy('mended')).toMatchObject({ by: 'words', sure: false })
  stop()
})
