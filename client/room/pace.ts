/** The speaking pace of a statement, live for everybody in it. */
import { useSyncExternalStore } from 'react'
import { metaRoot } from '#shared/room/roots.ts'
import { paceFor } from '#shared/statement/speaking-time.ts'
import type { Language } from '#shared/statement/statement.ts'
import type { Room } from './provider.ts'

/** Words a minute, characters for Chinese. */
export function usePace(room: Room, language: Language): number {
  const meta = room.doc.getMap(metaRoot)
  return useSyncExternalStore(
    (changed) => {
      meta.observe(changed)
      return () => meta.unobserve(changed)
    },
    () => paceFor(language, meta.get('pace')),
  )
}

/** Sets a pace of the statement's own, one that `pace` in speaking-time.ts allows; null for the usual one. */
export function choosePace(room: Room, pace: number | null): void {
  const meta = room.doc.getMap(metaRoot)
  if (pace === null) meta.delete('pace')
  else meta.set('pace', pace)
}
