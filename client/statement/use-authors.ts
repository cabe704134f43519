/** Who wrote the text, for the page: asks the server whose the hands are, and shows it over the text while wanted. */
import { useQuery } from '@tanstack/react-query'
import type { Editor } from '@tiptap/core'
import { useEffect, useMemo, useRef } from 'react'
import type { Present } from '#shared/people/people.ts'
import { listAuthors } from '#shared/statement/contract.ts'
import { call } from '../call.ts'
import { namedHere, useHands } from '../room/hands.ts'
import type { Room } from '../room/provider.ts'
import { bindingOf } from '../room/room-binding.ts'
import { type AuthoredBlock, authorsOfBlocks } from './authors.ts'
import { showAuthors } from './authors-shown.ts'

export interface Authorship {
  /** Null until it is known. */
  readonly blocks: readonly AuthoredBlock[] | null
  /** The server could not be asked: only who is here is named. */
  readonly partial: boolean
}

/** ms between two looks whether a composition is over. */
const composing = 200

export function useAuthors(room: Room, editor: Editor | null, you: Present, wanted: boolean): Authorship {
  const hands = useHands(room, wanted)
  const { data, isError, refetch } = useQuery({
    queryKey: ['authors', room.statementId],
    queryFn: () => call(listAuthors, { params: { statementId: room.statementId } }),
    enabled: wanted,
  })
  const named = useMemo(() => {
    const all = new Map<number, Present>()
    for (const { clientIds, ...author } of data ?? []) for (const client of clientIds) all.set(client, author)
    return all
  }, [data])

  // A hand that nobody has named yet is asked for, once.
  const asked = useRef(new Set<number>())
  useEffect(() => {
    const here = namedHere(room, you)
    const strangers = (hands ?? []).flat().filter(({ client }) => !named.has(client) && !here.has(client))
    const news = strangers.filter(({ client }) => !asked.current.has(client))
    if (news.length === 0 || data === undefined) return
    for (const { client } of news) asked.current.add(client)
    void refetch()
  }, [room, you, hands, named, data, refetch])

  const read = useMemo(() => {
    if (!wanted || hands === null || editor === null || editor.isDestroyed) return null
    const { doc } = editor.state
    return { doc, blocks: authorsOfBlocks(doc, hands, new Map([...namedHere(room, you), ...named])) }
  }, [wanted, hands, named, editor, room, you])

  useEffect(() => {
    if (editor === null || editor.isDestroyed) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const show = (): void => {
      // Whatever redraws the words under an input method would double them.
      if (bindingOf(room).composing) timer = setTimeout(show, composing)
      // A document that went on meanwhile is read again as soon as it rests.
      else if (read === null || read.doc === editor.state.doc) showAuthors(editor.view, read?.blocks ?? null)
    }
    show()
    return () => clearTimeout(timer)
  }, [editor, room, read])
  return { blocks: read?.blocks ?? null, partial: isError }
}
