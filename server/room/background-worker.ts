/** The thread beside the event loop: makes documents out of updates and hands back what was asked for. Keeps nothing. */
import { parentPort } from 'node:worker_threads'
import * as Y from 'yjs'
import { render } from '#shared/room/flat-text.ts'
import { letterheadRoot, metaRoot, textRoot } from '#shared/room/roots.ts'
import type { DocumentJson } from '#shared/statement/schema.ts'
import { pace } from '#shared/statement/speaking-time.ts'
import {
  emptyLetterhead,
  type Language,
  language,
  type Letterhead,
  letterheadFields,
} from '#shared/statement/statement.ts'

export interface Job {
  readonly id: number
  readonly wanted: 'state' | 'text'
  /** Yjs updates, applied in this order. */
  readonly parts: readonly Uint8Array[]
}

export interface State {
  readonly state: Uint8Array
  readonly stateVector: Uint8Array
}

export interface Text {
  readonly document: DocumentJson
  readonly letterhead: Letterhead
  readonly language: Language
  /** The statement's own pace; null: that of its language. */
  readonly pace: number | null
}

export type Done =
  | ({ readonly id: number; readonly done: 'state' } & State)
  | ({ readonly id: number; readonly done: 'text' } & Text)
  | { readonly id: number; readonly done: 'failed'; readonly reason: string }

parentPort?.on('message', (job: Job) => parentPort?.postMessage(work(job)))

function work({ id, wanted, parts }: Job): Done {
  const doc = new Y.Doc()
  try {
    doc.transact(() => parts.forEach((part) => Y.applyUpdate(doc, part)))
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) throw new Error('Updates are missing.')
    if (wanted === 'text') return { id, done: 'text', ...readText(doc) }
    return { id, done: 'state', state: Y.encodeStateAsUpdate(doc), stateVector: Y.encodeStateVector(doc) }
  } catch (error) {
    return { id, done: 'failed', reason: error instanceof Error ? error.message : String(error) }
  } finally {
    doc.destroy()
  }
}

function readText(doc: Y.Doc): Text {
  const letterhead = { ...emptyLetterhead }
  for (const field of letterheadFields) letterhead[field] = doc.getText(letterheadRoot(field)).toString()
  const meta = doc.getMap(metaRoot)
  return {
    document: render(doc.getText(textRoot)),
    letterhead,
    language: language.catch('en').parse(meta.get('language')),
    pace: pace.nullable().catch(null).parse(meta.get('pace')),
  }
}
