/**
 * What was said about a text: comments with their replies (ECMA-376 part 1, 17.13.4; MS-DOCX 2.5.1 for replies and what is
 * resolved, and 2.7 for times in UTC).
 */
import type { CommentText } from '#shared/thread/thread.ts'
import { commentPieces } from '../comment-pieces.ts'
import type { DraftComment } from '../draft.ts'
import { terms } from '../terms.ts'
import { Changes } from './changes.ts'
import type { Element } from './elements.ts'
import type { Part } from './file.ts'
import { cutBefore, joined, type Said, trimmed } from './line.ts'
import { Log } from './log.ts'
import { momentOf } from './moment.ts'
import type { Reading } from './reading.ts'
import { readStory } from './story.ts'
import { elementsIn, isTrue } from './tree.ts'

/** A comment that replies to none, with those that do. */
export interface Discussion {
  /** By which its words are marked. */
  readonly id: string
  /** The words that it says it stood at, where our own paper says so; else null. */
  readonly quote: string | null
  /** Where it may stand at words of the note at whose reference it is: these, and what it says without quoting them. */
  readonly onNote: { readonly words: string; readonly text: CommentText } | null
  readonly isResolved: boolean
  /** In order; at least one. */
  readonly comments: readonly DraftComment[]
}

/** What is known of a comment by its last paragraph. */
interface Extension {
  readonly parent: string | null
  readonly isResolved: boolean
}

interface Comment {
  readonly id: string
  readonly key: string
  readonly element: Element
}

/** `at` is the time of a comment that has none, epoch ms. */
export function discussionsIn(reading: Reading, at: number): Discussion[] {
  const part = reading.file.part('comments')
  if (part === null) return []
  const comments = commentsIn(part)
  const extensions = extensionsOf(reading)
  const times = timesOf(reading)
  const rootOf = rootsOf(comments, extensions)
  const aside: Reading = { ...reading, tags: new Map(), log: new Log(), changes: new Changes(reading.changes.taken) }
  const threads = Map.groupBy(comments, rootOf)
  return [...threads].flatMap(([root, [...own]]): Discussion[] => {
    // The first one opened it, wherever it stands.
    own.sort((one, other) => Number(other === root) - Number(one === root))
    const read = own.map((comment) => ({ comment, ...wordsOf(comment, part, aside) }))
    const said = read.flatMap(({ comment: { element, key }, text }): DraftComment[] => {
      if (text.length === 0) reading.losses.count('comment')
      return text.length === 0 ? [] : [{ author: authorOf(element), at: times.get(key) ?? timeOf(element) ?? at, text }]
    })
    if (said.length === 0) return []
    const isResolved = extensions.get(root.key)?.isResolved ?? false
    const { quote, onNote } = read[0] ?? { quote: null, onNote: null }
    return [{ id: root.id, quote, onNote, isResolved, comments: said }]
  })
}

function commentsIn(part: Part): readonly Comment[] {
  const comments = elementsIn(part.root)
    .filter(({ name }) => name === 'w:comment')
    .map((element): Comment => {
      const paragraphs = elementsIn(element).filter(({ name }) => name === 'w:p')
      const key = paragraphs.at(-1)?.attributes.get('w14:paraId') ?? ''
      return { id: element.attributes.get('w:id') ?? '', key: key.toUpperCase(), element }
    })
  // Of two with one id nobody knows which is meant.
  return [...new Map(comments.toReversed().map((comment) => [comment.id, comment])).values()].toReversed()
}

function extensionsOf({ file }: Reading): ReadonlyMap<string, Extension> {
  const part = file.part('commentsExtended')
  return new Map(
    (part === null ? [] : elementsIn(part.root)).map(({ attributes }) => [
      (attributes.get('w15:paraId') ?? '').toUpperCase(),
      {
        parent: attributes.get('w15:paraIdParent')?.toUpperCase() ?? null,
        isResolved: isTrue(attributes.get('w15:done')),
      },
    ]),
  )
}

/** When each was said, in UTC; what stands at the comment itself is the time of somebody's clock. */
function timesOf({ file }: Reading): ReadonlyMap<string, number> {
  const [ids, more] = [file.part('commentsIds'), file.part('commentsExtensible')]
  if (ids === null || more === null) return new Map()
  const times = new Map(
    elementsIn(more.root).map(({ attributes }) => [
      attributes.get('w16cex:durableId') ?? '',
      momentOf(attributes.get('w16cex:dateUtc')),
    ]),
  )
  return new Map(
    elementsIn(ids.root).flatMap(({ attributes }) => {
      const time = times.get(attributes.get('w16cid:durableId') ?? '')
      return time === undefined ? [] : [[(attributes.get('w16cid:paraId') ?? '').toUpperCase(), time]]
    }),
  )
}

/** The comment that opened the thread of each. Replies that go round in a circle are threads of their own. */
function rootsOf(
  comments: readonly Comment[],
  extensions: ReadonlyMap<string, Extension>,
): (comment: Comment) => Comment {
  const byKey = new Map(comments.filter(({ key }) => key !== '').map((comment) => [comment.key, comment]))
  const roots = new Map<Comment, Comment>()
  return (comment) => {
    const path: Comment[] = []
    const seen = new Set<Comment>()
    let root = comment
    for (;;) {
      const known = roots.get(root)
      const parent = byKey.get(extensions.get(root.key)?.parent ?? '')
      path.push(root)
      seen.add(root)
      if (known !== undefined) root = known
      else if (parent !== undefined && !seen.has(parent)) {
        root = parent
        continue
      } else if (parent !== undefined) root = comment
      break
    }
    for (const passed of path) roots.set(passed, root)
    return root
  }
}

const authorOf = ({ attributes }: Element): string =>
  (attributes.get('w:author') ?? '').trim() || (attributes.get('w:initials') ?? '').trim()

const timeOf = ({ attributes }: Element): number | undefined =>
  momentOf(attributes.get('w16du:dateUtc') ?? attributes.get('w:date'))

interface Words {
  readonly text: CommentText
  readonly quote: string | null
  readonly onNote: Discussion['onNote']
}

/** What a comment says, a line for each paragraph. */
function wordsOf({ element }: Comment, part: Part, reading: Reading): Words {
  const paragraphs = readStory(reading, part, elementsIn(element))
  const said = (lines: readonly Said[]): CommentText => commentPieces(joined(lines).inline)
  if (!reading.isOurs) return { text: said(paragraphs.map(trimmed)), quote: null, onNote: null }
  const [first, ...rest] = paragraphs
  const quoted = first === undefined || rest.length === 0 ? null : quoteIn(first)
  if (quoted === null) return { text: said(paragraphs), quote: null, onNote: null }
  if (quoted.isGone) return { text: said(rest), quote: quoted.words, onNote: null }
  return { text: said(paragraphs), quote: null, onNote: { words: quoted.words, text: said(rest) } }
}

/** Our own paper quotes the words of a comment where it cannot stand at them: as gone, or as those of a note. */
function quoteIn(line: Said): { readonly words: string; readonly isGone: boolean } | null {
  const words = line.inline.map((node) => ('text' in node ? node.text : ' ')).join('')
  const lead = Object.values(terms).find(({ quoted }) => words.startsWith(`${quoted} `))?.quoted
  const length = lead === undefined ? 0 : lead.length + 1
  const isQuoted = cutBefore(line, length).inline.every(({ marks = [] }) => marks.some(({ type }) => type === 'italic'))
  return isQuoted ? { words: words.slice(length), isGone: lead !== undefined } : null
}
