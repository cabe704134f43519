// @vitest-environment happy-dom
/** Where a person puts the words of a thread is reported once, as soon as the server has the words there. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Refusal } from '#shared/refusal.ts'
import type { SyncState } from '#shared/room/sync-state.ts'
import type { Anchor } from '#shared/thread/thread.ts'
import { anchorSelection } from '../../../client/room/anchors.ts'
import { reportMoves } from '../../../client/thread/report-moves.ts'
import type { ShownThread } from '../../../client/thread/threads.ts'
import { seedOf } from '../../convergence/client.ts'
import { meet, Sheet } from './sheet.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const said = 'I thank you.'
const seed = seedOf(['paragraph', `Norway: ${said}`], ['paragraph', `Canada: ${said}`], ['paragraph', 'Others: '])
const live: SyncState = { state: 'live', asked: null, made: 3, saved: 3 }

/** A person at a sheet with a thread on what Canada says, which Norway says as well; and somebody else. */
function sit() {
  const [a, b] = [new Sheet(1, seed), new Sheet(2, seed)]
  let state: SyncState = live
  const listeners = new Set<() => void>()
  const subscribe = (changed: () => void) => {
    listeners.add(changed)
    return () => listeners.delete(changed)
  }
  Object.assign(a.room, { sync: { read: () => state, subscribe } })

  const from = a.find('Canada: ') + 'Canada: '.length
  const canadas = { from, to: from + said.length }
  const anchor = anchorSelection(a.room, a.editor.state, canadas.from, canadas.to)!
  let thread = { key: 't', id: 'thread-1', anchorVersion: 1, anchor } as unknown as ShownThread
  const mend = vi.fn(async (which: ShownThread, fresh: Anchor) => {
    thread = { ...which, anchorVersion: which.anchorVersion + 1, anchor: fresh }
    for (const sheet of [a, b]) sheet.close('t').show('t', fresh)
  })
  for (const sheet of [a, b]) sheet.show('t', anchor)
  const stop = reportMoves(a.room, a.finder, () => ({ all: [thread], mend }))

  return {
    a,
    mend,
    stop,
    become: (next: SyncState) => {
      state = next
      for (const changed of listeners) changed()
    },
    /** The paragraph in which each of the two sees the words of the thread; null where they see no words. */
    seen: async () => {
      meet(a, b)
      await vi.advanceTimersByTimeAsync(1_500)
      return [a, b].map((sheet) => (sheet.at('t') === said ? paragraphOf(sheet) : null))
    },
    cut: () => {
      const clipboard = new DataTransfer()
      a.editor.commands.setTextSelection(canadas)
      a.editor.view.dom.dispatchEvent(clipboardEvent('cut', clipboard))
      return clipboard
    },
    paste: (clipboard: DataTransfer, after: string) => {
      a.editor.commands.setTextSelection(a.find(after) + after.length)
      a.editor.view.dom.dispatchEvent(clipboardEvent('paste', clipboard))
    },
  }
}

const clipboardEvent = (type: string, clipboardData: DataTransfer): ClipboardEvent =>
  new ClipboardEvent(type, { clipboardData, bubbles: true, cancelable: true })

const paragraphOf = ({ editor }: Sheet): string =>
  String(editor.view.dom.querySelector('.discussed')?.parentElement?.textContent)

test('words that were cut take their thread along to where they are pasted, past others that say the same', async () => {
  const { a, mend, seen, cut, paste } = sit()
  const clipboard = cut()
  expect(await seen()).toEqual([null, null])
  paste(clipboard, 'Others:')
  expect(a.editor.state.doc.textContent).toContain(`Others:${said}`)
  expect(await seen()).toEqual([`Others:${said} `, `Others:${said} `])
  expect(mend).toHaveBeenCalledTimes(1)
  paste(clipboard, 'Norway:')
  expect(await seen()).toEqual([`Others:${said} `, `Others:${said} `])
  expect(mend).toHaveBeenCalledTimes(1)
})

test('it is told when the server has the words, again where no answer came, and not after the end', async () => {
  const { mend, stop, become, seen, cut, paste } = sit()
  become({ state: 'offline', made: 3, saved: 3 })
  paste(cut(), 'Others:')
  await seen()
  become({ state: 'live', asked: 5, made: 5, saved: 4 })
  await seen()
  expect(mend).not.toHaveBeenCalled()
  mend.mockRejectedValueOnce(new Refusal('unreachable'))
  become({ state: 'live', asked: null, made: 5, saved: 5 })
  await seen()
  become({ state: 'offline', made: 5, saved: 5 })
  expect(mend).toHaveBeenCalledTimes(1)
  become(live)
  expect(await seen()).toEqual([`Others:${said} `, `Others:${said} `])
  expect(mend).toHaveBeenCalledTimes(2)
  stop()
  paste(cut(), 'Norway:')
  await seen()
  expect(mend).toHaveBeenCalledTimes(2)
})

test('a report that the server refuses is not sent again', async () => {
  const { mend, become, seen, cut, paste } = sit()
  mend.mockRejectedValue(new Refusal('unknown-thread'))
  paste(cut(), 'Others:')
  await seen()
  become(live)
  await seen()
  expect(mend).toHaveBeenCalledTimes(1)
})
