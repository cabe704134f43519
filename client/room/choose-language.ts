/** The language of a statement: of its words, its direction and its speaking pace. */
import { metaRoot } from '#shared/room/roots.ts'
import type { Language } from '#shared/statement/statement.ts'
import type { Room } from './provider.ts'

export function chooseLanguage(room: Room, language: Language): void {
  room.doc.getMap(metaRoot).set('language', language)
}
