import 'fake-indexeddb/auto'
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import type { DelegateId, StatementId } from '#shared/people/people.ts'
import { answerOf, keptValue, transact } from '../../../client/room/device-database.ts'
import { DeviceCopy } from '../../../client/room/keep-offline.ts'
import { listUnsent } from '../../../client/room/unsent-on-device.ts'
import { unsentWordsOf } from '../../../client/room/unsent-words.ts'

const ann = 'ann' as DelegateId

test('a database of the first version keeps its texts and what was not sent, and takes comments', async () => {
  const doc = new Y.Doc()
  doc.getText('text').insert(0, 'typed offline')
  const update = Y.encodeStateAsUpdate(doc)
  const copy = 'ann/statement-1/7'
  await new Promise<void>((resolve) => {
    const request = indexedDB.open('penholder', 1)
    request.addEventListener('upgradeneeded', () => {
      for (const name of ['texts', 'unsent'])
        request.result.createObjectStore(name, { autoIncrement: true }).createIndex('copy', 'copy')
      for (const name of ['left', 'answers']) request.result.createObjectStore(name)
    })
    request.addEventListener('success', () => {
      const transaction = request.result.transaction(['texts', 'unsent', 'left', 'answers'], 'readwrite')
      transaction.objectStore('texts').add({ copy, update })
      transaction.objectStore('unsent').add({ copy, update, changes: 3 })
      transaction.objectStore('left').put({ code: 'not-in-schema', changes: 1, words: 'left' }, 'ann/statement-1')
      transaction.objectStore('answers').put('ann', 'person')
      transaction.addEventListener('complete', () => {
        request.result.close()
        resolve()
      })
    })
  })

  const kept = await new DeviceCopy(ann, 'statement-1' as StatementId, 7).load()
  const again = new Y.Doc()
  for (const one of kept?.updates ?? []) Y.applyUpdate(again, one)
  expect(again.getText('text').toString()).toBe('typed offline')
  expect(kept?.changes).toBe(3)
  // What was not sent, and what was not taken and is still offered.
  expect(await listUnsent()).toEqual([{ statementId: 'statement-1', changes: 3 + 1 }])
  // Of a part that has ended: what was not taken, what was not sent, and nothing of another statement.
  expect(await unsentWordsOf(ann, 'statement-1' as StatementId)).toBe('left\ntyped offline')
  expect(await unsentWordsOf(ann, 'statement-2' as StatementId)).toBe('')
  expect(await keptValue('left', 'ann/statement-1')).toMatchObject({ words: 'left' })
  expect(await keptValue('answers', 'person')).toBe('ann')
  expect(await transact('readonly', (store) => answerOf(store('comments').count()))).toBe(0)
})

test('what was carried over is kept as the changes it stands for', async () => {
  const doc = new Y.Doc()
  const text = doc.getText('text')
  const open = () => new DeviceCopy(ann, 'statement-3' as StatementId, 1)
  const copy = open()
  doc.on('update', (update: Uint8Array) =>
    copy.keep(update, text.length === 5 ? { upTo: 7, changes: 7 } : { upTo: 8, changes: 1 }),
  )
  text.insert(0, 'seven')
  text.insert(0, 'one ')
  while (!copy.safe) await new Promise((resolve) => setTimeout(resolve, 5))
  expect((await open().load())?.changes).toBe(8)
})
