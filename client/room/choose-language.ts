/** The language of a statement: of its words, its direction and its speaking pace. */
import { metaRoot } from '#shared/room/roots.ts'
import type { Language } from '#shared/statement/statement.ts'
import type { Room } from './provider.ts'

/** The pace was that of the other language, which has other words: the new one begins with its usual pace. */
export function chooseLanguage(room: Room, language: Language): void {
  const meta = room.doc.getMap(metaRoot)
  room.doc.transact(() => {
    meta.set('language', language)
    meta.delete('pace')
  })
}
