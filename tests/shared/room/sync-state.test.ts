import { expect, test } from 'vitest'
import {
  type SyncEvent,
  type SyncState,
  beginning,
  savedMark,
  shouldAsk,
  step,
  unsaved,
} from '#shared/room/sync-state.ts'
import { seeded } from '../../random.ts'

const run = (...events: SyncEvent[]): SyncState => events.reduce(step, beginning)
const changed: SyncEvent = { event: 'changed' }
const inStep: SyncEvent = { event: 'in-step' }
const asked: SyncEvent = { event: 'asked' }

test('saved only when the last barrier covers the last change', () => {
  expect(savedMark(run())).toBe('loading')
  expect(savedMark(run(inStep))).toBe('saved')
  expect(savedMark(run(inStep, changed))).toBe('saving')
  expect(savedMark(run(inStep, changed, asked, { event: 'acknowledged', upTo: 1 }))).toBe('saved')
  expect(savedMark(run(inStep, changed, asked, changed, { event: 'acknowledged', upTo: 1 }))).toBe('saving')
})

test('an answer from before a reconnection counts for nothing', () => {
  const state = run(inStep, changed, asked, { event: 'disconnected' }, inStep, { event: 'acknowledged', upTo: 1 })
  expect(unsaved(state)).toBe(1)
  expect(shouldAsk(state)).toBe(true)
})

test('what was refused is never in step again, and what is typed after it counts until it is stopped', () => {
  const state = run(inStep, changed, { event: 'refused', code: 'read-only' }, inStep, changed, {
    event: 'disconnected',
  })
  expect(state).toEqual({ state: 'refused', code: 'read-only', made: 2, saved: 0 })
  expect(savedMark(state)).toBe('not-saved')
  const stopped = [changed, inStep].reduce(step, step(state, { event: 'stopped', code: 'not-signed-in' }))
  expect(stopped).toEqual({ state: 'stopped', code: 'not-signed-in', made: 2, saved: 0 })
})

test('while the server cannot write, what is typed counts and nothing is asked', () => {
  const state = run(inStep, { event: 'cannot-write', reason: 'full' }, changed, changed)
  expect(savedMark(state)).toBe('not-saved')
  expect(shouldAsk(state)).toBe(false)
  expect(shouldAsk(step(state, inStep))).toBe(true)
})

// The truth, kept beside the machine: what the server has really flushed. 2,000 runs of random events.
test('the mark never says saved while something is not on disk', () => {
  for (let seed = 1; seed <= 2000; seed++) {
    const random = seeded(seed)
    let state = beginning
    let onDisk = 0
    let barrier: number | null = null
    for (let turn = 0; turn < 40; turn++) {
      const dice = random.int(100)
      if (dice < 40) state = step(state, changed)
      else if (dice < 55) {
        state = step(state, { event: 'disconnected' })
        barrier = null
      } else if (dice < 70) {
        state = step(state, inStep)
        barrier = null
      } else if (dice < 74) state = step(state, { event: 'cannot-write', reason: 'full' })
      else if (dice < 90 && shouldAsk(state)) {
        barrier = state.made
        state = step(state, asked)
      } else if (barrier !== null) {
        onDisk = Math.max(onDisk, barrier)
        state = step(state, { event: 'acknowledged', upTo: barrier })
        barrier = null
      }
      const says = savedMark(state)
      if (says === 'saved') expect({ seed, turn, onDisk }).toEqual({ seed, turn, onDisk: state.made })
    }
  }
})

test('what this device kept counts until the server has answered for it', () => {
  const restored = run({ event: 'restored', changes: 3 }, changed)
  expect(restored).toEqual({ state: 'offline', made: 4, saved: 0 })
  expect(savedMark(restored)).toBe('kept')
  const asking = step(step(restored, inStep), asked)
  expect(savedMark(asking)).toBe('saving')
  expect(savedMark(step(asking, { event: 'acknowledged', upTo: 4 }))).toBe('saved')
})
