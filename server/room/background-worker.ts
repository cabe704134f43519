/** The thread beside the event loop: makes documents out of updates and hands back what was asked for. Keeps nothing. */
import { parentPort } from 'node:worker_threads'
import * as Y from 'yjs'
import { findAnchor } from '#shared/room/find-anchor.ts'
import { render } from '#shared/room/flat-text.ts'
import { type Hand, readHands } from '#shared/room/hands.ts'
import { readText as readWords } from '#shared/room/reading.ts'
import { letterheadRoot, metaRoot, textRoot } from '#shared/room/roots.ts'
import { type Spot, spotAt } from '#shared/room/spots.ts'
import type { DocumentJson } from '#shared/statement/schema.ts'
import { pace } from '#shared/statement/speaking-time.ts'
import {
  emptyLetterhead,
  type Language,
  language,
  type Letterhead,
  letterheadFields,
} from '#shared/statement/statement.ts'
import type { Anchor } from '#shared/thread/thread.ts'

export interface Job {
  readonly id: number
  readonly wanted: 'state' | 'text' | 'reading'
  /** Yjs updates, applied in this order. */
  readonly parts: readonly Uint8Array[]
  /** For a reading: what is looked for. */
  readonly anchors: readonly Anchor[]
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

/** A text with what is said about it. */
export interface AnchoredText extends Text {
  /** Where each anchor stands; null for nowhere. */
  readonly stands: readonly ({ readonly from: Spot; readonly to: Spot } | null)[]
  /** For each block, by whose hand it came in. */
  readonly hands: readonly (readonly Hand[])[]
}

export type Done =
  | ({ readonly id: number; readonly done: 'state' } & State)
  | ({ readonly id: number; readonly done: 'text' } & Text)
  | ({ readonly id: number; readonly done: 'reading' } & AnchoredText)
  | { readonly id: number; readonly done: 'failed'; readonly reason: string }

parentPort?.on('message', (job: Job) => parentPort?.postMessage(work(job)))

function work({ id, wanted, parts, anchors }: Job): Done {
  const doc = new Y.Doc()
  try {
    doc.transact(() => parts.forEach((part) => Y.applyUpdate(doc, part)))
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) throw new Error('Updates are missing.')
    switch (wanted) {
      case 'text':
        return { id, done: 'text', ...readText(doc) }
      case 'reading':
        return { id, done: 'reading', ...readText(doc), ...readAround(doc, anchors) }
      case 'state':
        return { id, done: 'state', state: Y.encodeStateAsUpdate(doc), stateVector: Y.encodeStateVector(doc) }
    }
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

function readAround(doc: Y.Doc, anchors: readonly Anchor[]): Omit<AnchoredText, keyof Text> {
  const text = doc.getText(textRoot)
  const reading = readWords(text)
  const stands = anchors.map((anchor) => {
    const found = findAnchor(reading, anchor)
    if (found.found === 'nowhere') return null
    return { from: spotAt(reading, found.from), to: spotAt(reading, found.to) }
  })
  return { stands, hands: readHands(text) }
}
