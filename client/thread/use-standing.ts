/** Where a thread stands, as its card says it. */
import { useSyncExternalStore } from 'react'
import { longestQuote } from '#shared/thread/thread.ts'
import { words } from '../language/en.ts'
import type { Commenting } from './commenting.ts'
import { useCommentsSetting } from './comments-context.ts'
import type { ShownThread } from './threads.ts'

/** In the words of the page: "Paragraph 3", or how it came that it has none; and whether its words have changed since. */
export interface Standing {
  readonly where: string
  readonly found: boolean
  readonly changed: boolean
}

export function useStanding({ places }: Commenting, { key, anchor }: ShownThread): Standing {
  const { comments: say } = words
  const { editor } = useCommentsSetting()
  const standing = useSyncExternalStore(places.subscribe, () => {
    const place = places.at(key)
    if (place.found === 'nowhere' || editor.isDestroyed) return '/true'
    const { doc } = editor.state
    const to = Math.min(place.to, doc.content.size)
    const now = doc.textBetween(Math.min(place.from, to), to, '\n', '\uFFFC').slice(0, longestQuote)
    const lost = place.found === 'paragraph' && !anchor.whole
    return `${place.paragraph.number ?? 'none'}/${lost || now !== anchor.quote}`
  })
  const [number = '', changed] = standing.split('/')
  const where = number === '' ? say.nowhere : number === 'none' ? say.unnumbered : say.paragraph(Number(number))
  return { where, found: number !== '', changed: changed === 'true' }
}
