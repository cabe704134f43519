/** What every storage promises, whatever stands behind it: run once for each adapter. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DelegateId, DelegationId, StatementId } from '#shared/people/people.ts'
import type { Storage, Update } from '../../server/storage/storage.ts'

const statementId = 'statement-1' as StatementId
const delegateId = 'delegate-1' as DelegateId
const delegationId = 'delegation-1' as DelegationId

export interface Opened {
  readonly storage: Storage
  /** The same data, opened a second time: what it shows has been committed. */
  reopen(): Promise<Storage>
  close(): Promise<void>
}

export function storageSuite(name: string, open: () => Promise<Opened>): void {
  describe(`storage on ${name}`, () => {
    let opened: Opened
    let storage: Storage

    beforeEach(async () => {
      opened = await open()
      storage = opened.storage
      await storage.db.insertInto('delegations').values({ id: delegationId, name: 'Norway', code: 'NOR' }).execute()
      await storage.db
        .insertInto('delegates')
        .values({ id: delegateId, delegation_id: delegationId, name: 'Anna', created_at: 1 })
        .execute()
      await storage.db.insertInto('statements').values(statement(statementId)).execute()
    })
    afterEach(() => opened.close())

    test('updates come back in order, with who and when', async () => {
      const updates = [update(1), update(2), update(3)]
      await storage.updates.append(updates.slice(0, 2))
      await storage.updates.append(updates.slice(2))
      expect((await storage.updates.since(statementId, 0)).map(plain)).toEqual(updates.map(plain))
      expect((await storage.updates.since(statementId, 2)).map(plain)).toEqual(updates.slice(2).map(plain))
      expect(await storage.updates.since('another-one' as StatementId, 0)).toEqual([])
    })

    test('what append resolved for is there for another reader', async () => {
      await storage.updates.append([update(1)], [{ statementId, clientId: 4_294_967_295, delegateId }])
      const other = await opened.reopen()
      expect((await other.updates.since(statementId, 0)).map(plain)).toEqual([plain(update(1))])
      expect(await other.updates.clients(statementId)).toEqual(new Map([[4_294_967_295, delegateId]]))
      await other.close()
    })

    test('a batch is kept whole or not at all', async () => {
      await storage.updates.append([update(1)])
      await expect(storage.updates.append([update(2), update(1)])).rejects.toThrow()
      await expect(
        storage.updates.append([update(2)], [{ statementId, clientId: 1, delegateId: 'nobody' as DelegateId }]),
      ).rejects.toThrow()
      expect((await storage.updates.since(statementId, 0)).map(({ seq }) => seq)).toEqual([1])
      expect(await storage.updates.clients(statementId)).toEqual(new Map())
    })

    test('rows alongside are committed with the updates, and come first', async () => {
      const id = 'statement-2' as StatementId
      await storage.updates.append([{ ...update(1), statementId: id }], [], async (db) => {
        await db.insertInto('statements').values(statement(id)).execute()
      })
      expect(await storage.updates.since(id, 0)).toHaveLength(1)
      await expect(
        storage.updates.append([{ ...update(1), statementId: id }], [], async (db) => {
          await db.updateTable('statements').set({ title: 'changed' }).where('id', '=', id).execute()
        }),
      ).rejects.toThrow()
      const row = await storage.db.selectFrom('statements').select('title').where('id', '=', id).executeTakeFirst()
      expect(row).toEqual({ title: '' })
    })

    test('an append waits for an open transaction and never joins it', async () => {
      const order: string[] = []
      const failed = storage.transaction(async (db) => {
        await db.updateTable('statements').set({ title: 'half' }).execute()
        order.push('transaction')
        const appended = storage.updates.append([update(1)]).then(() => order.push('append'))
        await db.selectFrom('statements').selectAll().execute()
        void appended
        throw new Error('rolled back')
      })
      await expect(failed).rejects.toThrow('rolled back')
      await storage.updates.append([update(2)])
      expect(order).toEqual(['transaction', 'append'])
      expect((await storage.updates.since(statementId, 0)).map(({ seq }) => seq)).toEqual([1, 2])
      const row = await storage.db.selectFrom('statements').select('title').executeTakeFirst()
      expect(row).toEqual({ title: '' })
    })

    test('many at once lose nothing and mix nothing up', async () => {
      const appends = Array.from({ length: 50 }, (_, k) => storage.updates.append([update(k + 1)]))
      const transactions = Array.from({ length: 20 }, (_, k) =>
        storage.transaction(async (db) => {
          const row = await db.selectFrom('statements').select('changed_at').executeTakeFirstOrThrow()
          await db
            .updateTable('statements')
            .set({ changed_at: row.changed_at + 1, title: `${k}` })
            .execute()
        }),
      )
      await Promise.all([...appends, ...transactions])
      expect(await storage.updates.since(statementId, 0)).toHaveLength(50)
      const row = await storage.db.selectFrom('statements').select('changed_at').executeTakeFirst()
      expect(row).toEqual({ changed_at: 20 })
    })

    test('a snapshot replaces the older one, whatever its size, and leaves the updates', async () => {
      await storage.updates.append([update(1), update(2)])
      expect(await storage.updates.latestSnapshot(statementId)).toBeNull()
      for (const [seq, size] of [
        [1, 3],
        [2, 1_000_000],
        [2, 300_000],
      ] as const) {
        const state = Uint8Array.from({ length: size }, (_, k) => (k * 7 + seq) % 251)
        await storage.updates.saveSnapshot({ statementId, seq, epoch: 1, state, stateVector: Uint8Array.of(seq) })
        const snapshot = await storage.updates.latestSnapshot(statementId)
        expect(snapshot).toMatchObject({ statementId, seq, epoch: 1 })
        expect(Buffer.compare(snapshot?.state ?? Buffer.alloc(0), state)).toBe(0)
        expect([...(snapshot?.stateVector ?? [])]).toEqual([seq])
      }
      const left = await storage.db.selectFrom('snapshots').select('seq').distinct().execute()
      expect(left).toEqual([{ seq: 2 }])
      expect(await storage.updates.since(statementId, 0)).toHaveLength(2)
    })

    test('a snapshot that was cut short in the middle does not count, and the one before it does', async () => {
      await storage.updates.append([update(1), update(2)])
      const state = new Uint8Array(400_000)
      await storage.updates.saveSnapshot({ statementId, seq: 1, epoch: 1, state, stateVector: Uint8Array.of(1) })
      const whole = await storage.db.selectFrom('snapshots').selectAll().execute()
      const [piece] = whole
      if (piece === undefined) throw new Error('no pieces')
      await storage.db
        .insertInto('snapshots')
        .values({ ...piece, seq: 2 })
        .execute()
      expect((await storage.updates.latestSnapshot(statementId))?.seq).toBe(1)
      await storage.updates.saveSnapshot({ statementId, seq: 2, epoch: 1, state, stateVector: Uint8Array.of(2) })
      expect((await storage.updates.latestSnapshot(statementId))?.seq).toBe(2)
    })

    test('is healthy, and being asked leaves nothing behind', async () => {
      expect(await storage.health()).toBeNull()
      expect(await storage.db.selectFrom('probes').selectAll().execute()).toEqual([])
    })
  })
}

const update = (seq: number): Update => ({
  statementId,
  seq,
  epoch: 1,
  bytes: Uint8Array.of(seq, 0, 255),
  author: delegateId,
  cause: 'typed',
  at: 1_700_000_000_000 + seq,
})

/** Drivers answer bytes as their own kind of array. */
const plain = ({ bytes, ...rest }: Update) => ({ ...rest, bytes: [...bytes] })

const statement = (id: StatementId) => ({
  id,
  penholder: delegationId,
  drafting: 'open' as const,
  epoch: 1,
  created_at: 1,
  title: '',
  meeting: '',
  date: '',
  text: '',
  changed_at: 0,
  archived_at: null,
})
