/** Links to a thread (`#t-…`) and to a paragraph (`#p-…`) of a statement: made, and followed. */
import type { Editor } from '@tiptap/core'
import { TextSelection } from '@tiptap/pm/state'
import { useEffect, useRef } from 'react'
import type { StatementId } from '#shared/people/people.ts'
import type { ThreadId } from '#shared/thread/thread.ts'
import { words } from '../language/en.ts'
import { useHash } from '../people/use-hash.ts'
import type { Commenting } from './commenting.ts'
import { paragraphOfId } from './paragraphs.ts'
import { scrollToPlace } from './scroll-to-place.ts'
import { changeHighlights } from './thread-highlights.ts'

/** Opens the statement with the thread active. */
export const linkToThread = (statement: StatementId, thread: ThreadId): string =>
  `${location.origin}/statements/${statement}#t-${encodeURIComponent(thread)}`

/** Of the statement whose page is open. */
export const linkToParagraph = (blockId: string): string =>
  `${location.origin}${location.pathname}#p-${encodeURIComponent(blockId)}`

/** ms that the paragraph stands out which a link leads to. */
const standsOut = 5_000

/** Goes where the address of the page points, now and whenever it changes; says so where nothing is there any more. */
export function useThreadLinks(editor: Editor, { threads, activate }: Commenting, say: (words: string) => void): void {
  const hash = useHash()
  const followed = useRef('')
  const missed = useRef('')
  const ending = useRef<ReturnType<typeof setTimeout>>(undefined)
  const { all, loaded } = threads
  useEffect(() => {
    const [, kind, name = ''] = /^([pt])-(.+)$/.exec(hash) ?? []
    if (kind === undefined) followed.current = ''
    if (kind === undefined || followed.current === hash || editor.isDestroyed) return
    const id = decoded(name)
    const thread = kind === 't' ? all.find((candidate) => candidate.id === id) : undefined
    if (kind === 'p' && showParagraph(editor, id)) {
      followed.current = hash
      clearTimeout(ending.current)
      ending.current = setTimeout(() => point(editor, null), standsOut)
    } else if (thread !== undefined) {
      followed.current = hash
      activate(thread.key)
    } else if (missed.current !== hash && (kind === 'p' || loaded)) {
      // What this device keeps may be older than the link: it is followed as soon as the thread has come.
      missed.current = hash
      say(kind === 'p' ? words.paragraphMenu.paragraphGone : words.paragraphMenu.threadGone)
    }
  }, [hash, editor, all, loaded, activate, say])
}

/** Puts it into sight with the caret in it, and marks it; false when it is not there. */
function showParagraph(editor: Editor, id: string): boolean {
  const { view } = editor
  const block = paragraphOfId(view.state.doc, id)
  if (block === undefined) return false
  view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(block.start + 1))))
  point(editor, id)
  scrollToPlace(editor, block.start + 1)
  return true
}

function point({ view }: Editor, pointed: string | null): void {
  if (!view.isDestroyed) changeHighlights(view, { places: new Map(), looks: new Map(), pointed })
}

const decoded = (name: string): string => {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
