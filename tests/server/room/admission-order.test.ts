// Admission foretells what Yjs will do with an update, without touching the document: seeded edits of several people,
// delivered late, twice, merged and out of order, each verdict compared with what a copy of the document shows.
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { DelegateId } from '#shared/people/people.ts'
import { Admission } from '../../../server/room/admission.ts'
import { seed } from '../../../server/room/seed.ts'
import { type Seeded, seeded } from '../../random.ts'

const seeds = process.env['LONG'] === '1' ? 400 : 40
const owner = 'delegate' as DelegateId
const writer = { delegateId: owner, barred: null, room: 1e9 }

describe('admission and Yjs agree', () => {
  test.each(Array.from({ length: seeds }, (_, k) => k + 1))('seed %i', (chosen) => {
    const random = seeded(chosen)
    const first = seed({ document: { type: 'doc', content: [] }, letterhead: {}, language: 'en' })
    const server = new Y.Doc()
    Y.applyUpdate(server, first)
    const admission = new Admission(server, new Map())
    const people = Array.from({ length: 2 + random.int(3) }, () => {
      const doc = new Y.Doc({ gc: random.int(2) === 0 })
      Y.applyUpdate(doc, first)
      return doc
    })
    /** Updates on their way, from whomever to everybody. */
    const underway: Uint8Array[] = []
    for (const doc of people)
      doc.on('update', (update: Uint8Array, origin: unknown) => origin === null && underway.push(update))
    /** Admitted, and not in the document yet: as while a flush is under way. */
    let ahead: Uint8Array[] = []
    const verdicts = { new: 0, nothing: 0, gap: 0, refused: 0 }

    for (let step = 0; step < 250; step += 1) {
      const doc = random.pick(people)
      if (random.int(3) > 0) edit(doc, random)
      else hear(doc, underway, random)
      if (underway.length === 0 || random.int(3) === 0) continue
      const update =
        random.int(4) === 0 ? Y.mergeUpdates([random.pick(underway), random.pick(underway)]) : random.pick(underway)
      const copy = copyOf(server, ahead)
      const before = Y.snapshot(copy)
      Y.applyUpdate(copy, update)
      const pending = copy.store.pendingStructs !== null || copy.store.pendingDs !== null
      const { verdict } = admission.examine(update, writer)
      verdicts[verdict] += 1
      const where = `seed ${chosen}, step ${step}`
      if (verdict === 'gap') expect(pending, where).toBe(true)
      else expect(pending, where).toBe(false)
      if (verdict === 'nothing') expect(Y.equalSnapshots(before, Y.snapshot(copy)), where).toBe(true)
      if (verdict !== 'new') continue
      ahead.push(update)
      if (random.int(3) === 0) continue
      // As a room takes what was flushed together: no update may be lost in others.
      const apart = Y.snapshot(copyOf(server, ahead))
      Y.applyUpdate(server, Y.mergeUpdates(ahead))
      expect(Y.equalSnapshots(Y.snapshot(server), apart), where).toBe(true)
      expect(server.store.pendingStructs, where).toBeNull()
      ahead = []
      admission.settle()
    }
    expect(verdicts.refused).toBe(0)
    expect(
      Math.min(verdicts.new, verdicts.gap, verdicts.nothing),
      `seed ${chosen} tried every verdict`,
    ).toBeGreaterThan(0)
  })
})

test('a flush that fails takes no client id from whoever came to the disk with the flush before it', () => {
  const server = new Y.Doc()
  const admission = new Admission(server, new Map())
  const [first, second] = [new Y.Doc(), new Y.Doc()]
  const typed = (doc: Y.Doc): Uint8Array => {
    const before = Y.encodeStateVector(doc)
    doc.getText('text').insert(0, 'words')
    return Y.encodeStateAsUpdate(doc, before)
  }
  const stored = typed(first)
  expect(admission.examine(stored, writer).verdict).toBe('new')
  expect(admission.examine(typed(second), writer).verdict).toBe('new')
  Y.applyUpdate(server, stored)
  admission.forget()
  expect(admission.examine(typed(first), writer)).toEqual({ verdict: 'new', clients: [] })
  expect(admission.examine(Y.encodeStateAsUpdate(second), writer).verdict).toBe('new')
})

function edit(doc: Y.Doc, random: Seeded): void {
  const text = doc.getText('text')
  const at = random.int(text.length + 1)
  const length = Math.min(random.int(5), text.length - at)
  switch (random.int(7)) {
    case 0:
      return text.insertEmbed(
        at,
        new Y.Map<unknown>([
          ['id', `b${random.int(1e6)}`],
          ['role', 'heading'],
          ['level', 2],
        ]),
      )
    case 1:
      return length > 0 ? text.format(at, length, { bold: random.pick([true, null]) }) : undefined
    case 2:
      return length > 0 ? text.delete(at, length) : undefined
    case 3: {
      const markers = text
        .toDelta()
        .flatMap(({ insert }: { insert: unknown }) => (insert instanceof Y.Map ? [insert as Y.Map<unknown>] : []))
      if (markers.length > 0) random.pick(markers as Y.Map<unknown>[]).set('level', 1 + random.int(3))
      return
    }
    case 4:
      return doc.getText('letterhead.title').insert(0, 'T')
    default:
      return text.insert(at, 'abc '.slice(0, 1 + random.int(4)), {})
  }
}

function hear(doc: Y.Doc, underway: readonly Uint8Array[], random: Seeded): void {
  for (let times = random.int(6); times > 0 && underway.length > 0; times -= 1)
    Y.applyUpdate(doc, random.pick(underway), 'heard')
}

function copyOf(doc: Y.Doc, ahead: readonly Uint8Array[]): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  for (const update of ahead) Y.applyUpdate(copy, update)
  return copy
}
