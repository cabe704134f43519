/**
 * The first update of a statement. It is made once, on the server, and stored with the statement's row in one
 * transaction; no client ever fills a document.
 */
import * as Y from 'yjs'
import { write } from '#shared/room/flat-text.ts'
import { format, letterheadRoot, metaRoot, textRoot } from '#shared/room/roots.ts'
import type { DocumentJson } from '#shared/statement/schema.ts'
import { type Language, type Letterhead, letterheadFields } from '#shared/statement/statement.ts'

export interface Seed {
  readonly document: DocumentJson
  readonly letterhead: Partial<Letterhead>
  readonly language: Language
  /** Where it is another than the language's own. */
  readonly pace?: number | null
}

/** The update's bytes, under a client id that is drawn for it and belongs to nobody: the words are the server's. */
export function seed({ document, letterhead, language, pace = null }: Seed): Uint8Array {
  const doc = new Y.Doc()
  doc.transact(() => {
    doc.getMap(metaRoot).set('format', format)
    doc.getMap(metaRoot).set('language', language)
    if (pace !== null) doc.getMap(metaRoot).set('pace', pace)
    for (const field of letterheadFields) {
      const words = letterhead[field] ?? ''
      if (words !== '') doc.getText(letterheadRoot(field)).insert(0, words)
    }
    write(doc.getText(textRoot), document)
  })
  const update = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return update
}
