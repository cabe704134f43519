/**
 * A statement's state out of its log: the snapshot and what came after it. A snapshot that does not give the state it
 * claims is passed over, since the updates that it stands for are all still there.
 */
import type { Logger } from 'pino'
import * as Y from 'yjs'
import type { StatementId } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import type { Snapshot, Update, UpdateLog } from '../storage/storage.ts'

export interface Recorded {
  readonly snapshot: Snapshot | null
  /** What came after the snapshot, or all. */
  readonly updates: readonly Update[]
}

/** Throws Refusal `storage-failed` when the disk cannot be read. */
export async function readLog(log: UpdateLog, statementId: StatementId): Promise<Recorded> {
  const snapshot = await log.latestSnapshot(statementId)
  return { snapshot, updates: await log.since(statementId, snapshot?.seq ?? 0) }
}

/** Yjs updates that make the state when they are applied in this order. */
export function partsOf({ snapshot, updates }: Recorded): readonly Uint8Array[] {
  const parts = updates.map(({ bytes }) => bytes)
  return snapshot === null ? parts : [snapshot.state, ...parts]
}

/** The last update in it; 0 when there is none. */
export const lastOf = ({ snapshot, updates }: Recorded): number => updates.at(-1)?.seq ?? snapshot?.seq ?? 0

/** Loads a whole document. Throws Refusal `storage-failed` when the log does not make one. */
export async function loadDocument(
  log: UpdateLog,
  statementId: StatementId,
  logger: Logger,
): Promise<{ readonly doc: Y.Doc; readonly recorded: Recorded }> {
  const recorded = await readLog(log, statementId)
  const doc = assemble(recorded)
  if (doc !== null) return { doc, recorded }
  logger.error({ statementId, snapshot: recorded.snapshot?.seq }, 'log and snapshot do not make a whole document')
  const updatesAlone: Recorded = { snapshot: null, updates: await log.since(statementId, 0) }
  const doc2 = assemble(updatesAlone)
  if (doc2 === null) throw new Refusal('storage-failed', 'the log of this statement is damaged')
  return { doc: doc2, recorded: updatesAlone }
}

/** Null when something is missing or cannot be read. */
function assemble(recorded: Recorded): Y.Doc | null {
  const doc = new Y.Doc()
  try {
    const { snapshot, updates } = recorded
    if (snapshot !== null) {
      Y.applyUpdate(doc, snapshot.state)
      if (Buffer.compare(Y.encodeStateVector(doc), snapshot.stateVector) !== 0) return null
    }
    // One transaction: Yjs tidies up once at its end instead of after each update.
    doc.transact(() => updates.forEach(({ bytes }) => Y.applyUpdate(doc, bytes)))
  } catch {
    return null
  }
  return doc.store.pendingStructs === null && doc.store.pendingDs === null ? doc : null
}
