/**
 * Threads as Word's own comments: who, for which delegation, when, replies and what is resolved, at exactly their words.
 */
import type { BlockJson } from '#shared/statement/schema.ts'
import type { Language } from '#shared/statement/statement.ts'
import { plainComment, type Piece } from '#shared/thread/thread.ts'
import { inBrackets, type Paper, type Remark } from '../paper.ts'
import { directionOfText } from '../scripts.ts'
import { noteOf, type Sheet } from '../sheet.ts'
import { terms } from '../terms.ts'
import { Links } from './links.ts'
import { momentXml, namespaces } from './package.ts'
import { flatText } from './inline.ts'
import type { Look } from './look.ts'
import { inDirection, ownWordsXml, paragraphXml, runXml, wordsXml } from './words.ts'
import { part, pPr, type RunProperties, tag, w, type Xml } from './xml.ts'

export interface Comments {
  /** What begins or ends in a block, by its index and the offset. */
  readonly markers: ReadonlyMap<number, ReadonlyMap<number, Xml>>
  /** Around the words of the title: what stands nowhere in the text. */
  readonly title: { readonly before: Xml; readonly behind: Xml }
  /** By their names; none when there is no comment. */
  readonly parts: Readonly<Record<string, string>>
}

interface Comment {
  readonly id: number
  readonly paragraphId: string
  readonly said: Remark['comments'][number]
}

interface Thread {
  readonly remark: Remark
  readonly stand: Stand | null
  readonly comments: readonly Comment[]
}

/** Places in the body of the text. */
type Stand = NonNullable<Remark['at']> & { readonly exact: boolean }

export function writeComments(paper: Paper, sheet: Sheet, look: Look): Comments {
  const standOf = findStands(paper, sheet)
  let count = 0
  const threads = paper.remarks
    .filter(({ comments }) => comments.length > 0)
    .map((remark): Thread => {
      const comments = remark.comments.map((said): Comment => {
        const id = count++
        return { id, paragraphId: (0x10000001 + id).toString(16).toUpperCase(), said }
      })
      return { remark, stand: standOf(remark), comments }
    })
  const lost = threads.filter(({ stand }) => stand === null)
  return {
    markers: markersOf(threads),
    title: { before: lost.map(starts).join(''), behind: lost.map(ends).join('') },
    parts: threads.length > 0 ? partsOf(threads, look) : {},
  }
}

/** Where a thread stands in the body; what is said of a note stands at its reference, since Word has no comments in notes. */
function findStands({ document }: Paper, { body }: Sheet): (remark: Remark) => Stand | null {
  const lengths = new Map(body.map(({ index, block }) => [index, flatText(block).length]))
  const references = new Map<string, Stand>()
  for (const { index, block } of body) if (block.type !== 'footnote') addReferences(references, index, block)
  return ({ at }) => {
    if (at === null) return null
    const { from, to } = at
    const block = document.content[from.block]
    if (block !== undefined && !lengths.has(from.block)) return references.get(noteOf(block)) ?? null
    let last = to.block
    while (last > from.block && !lengths.has(last)) last -= 1
    return { from, to: last === to.block ? to : { block: last, offset: lengths.get(last) ?? 0 }, exact: true }
  }
}

/** The place of the first reference to each note. */
function addReferences(references: Map<string, Stand>, block: number, { content = [] }: BlockJson): void {
  let offset = 0
  for (const node of content) {
    const note = node.type === 'footnoteReference' ? String(node.attrs?.['note'] ?? '') : null
    if (note !== null && !references.has(note)) {
      references.set(note, { from: { block, offset }, to: { block, offset: offset + 1 }, exact: false })
    }
    offset += 'text' in node ? node.text.length : 1
  }
}

/** Ends stand before beginnings at one place, so that neighbours do not overlap; a place without words opens and closes. */
function markersOf(threads: readonly Thread[]): Map<number, Map<number, Xml>> {
  const markers = new Map<number, Map<number, Xml>>()
  const add = ({ block, offset }: Stand['from'], xml: Xml): void => {
    const own = markers.get(block) ?? new Map<number, Xml>()
    own.set(offset, (own.get(offset) ?? '') + xml)
    markers.set(block, own)
  }
  const placed = threads.flatMap((thread) => (thread.stand === null ? [] : [{ thread, ...thread.stand }]))
  const isEmpty = ({ from, to }: Stand): boolean => from.block === to.block && from.offset === to.offset
  for (const place of placed) if (!isEmpty(place)) add(place.to, ends(place.thread))
  for (const place of placed) if (!isEmpty(place)) add(place.from, starts(place.thread))
  for (const place of placed) if (isEmpty(place)) add(place.from, starts(place.thread) + ends(place.thread))
  return markers
}

/** A reply has a range of its own, the same as that of the first comment. */
const starts = ({ comments }: Thread): Xml => comments.map(({ id }) => w('commentRangeStart', { id })).join('')

const ends = ({ comments }: Thread): Xml =>
  comments
    .map(
      ({ id }) =>
        w('commentRangeEnd', { id }) + runXml(w('commentReference', { id }), { rStyle: { val: 'CommentReference' } }),
    )
    .join('')

function partsOf(threads: readonly Thread[], look: Look): Record<string, string> {
  const links = new Links()
  const all = threads.flatMap((thread) => thread.comments.map((comment) => ({ thread, comment })))
  const comments = all.map(({ thread, comment }) => commentXml(thread, comment, look, links))
  const extended = all.map(({ thread: { comments: own, remark }, comment }) =>
    tag('w15:commentEx', {
      'w15:paraId': comment.paragraphId,
      'w15:paraIdParent': comment === own[0] ? undefined : own[0]?.paragraphId,
      'w15:done': remark.resolved ? 1 : 0,
    }),
  )
  const people = [...new Set(all.map(({ comment }) => authorOf(comment.said)))].map((author) =>
    tag(
      'w15:person',
      { 'w15:author': author },
      tag('w15:presenceInfo', { 'w15:providerId': 'None', 'w15:userId': author }),
    ),
  )
  return {
    'word/comments.xml': part(tag('w:comments', namespaces('w', 'r', 'w14'), ...comments)),
    ...(links.xml === null ? {} : { 'word/_rels/comments.xml.rels': part(links.xml) }),
    'word/commentsExtended.xml': part(tag('w15:commentsEx', namespaces('w15'), ...extended)),
    'word/people.xml': part(tag('w15:people', namespaces('w15'), ...people)),
  }
}

const authorOf = ({ author, delegation }: Comment['said']): string => `${author}${inBrackets(delegation)}`

function commentXml({ remark, stand, comments }: Thread, comment: Comment, look: Look, links: Links): Xml {
  const { language } = look
  const { id, paragraphId, said } = comment
  const isQuoted = comment === comments[0] && stand?.exact !== true && remark.quote !== ''
  return w(
    'comment',
    { id, author: authorOf(said), date: momentXml(said.at), initials: said.code || undefined },
    isQuoted ? quoteXml(remark.quote, stand === null, look) : '',
    // Its last paragraph is by which commentsExtended.xml knows a comment.
    tag(
      'w:p',
      { 'w14:paraId': paragraphId },
      pPr({ pStyle: { val: 'CommentText' }, ...inDirection(directionOfText(plainComment(said.text), language)) }),
      isQuoted ? '' : annotationMark,
      ...said.text.map((piece) => pieceXml(piece, language, links)),
    ),
  )
}

const annotationMark = runXml(w('annotationRef'), { rStyle: { val: 'CommentReference' } })

/** The words that a comment is about, where it cannot stand at them, and that they are gone. */
const quoteXml = (quote: string, isGone: boolean, look: Look): Xml =>
  paragraphXml(
    { pStyle: { val: 'CommentText' }, ...inDirection(directionOfText(quote, look.language)) },
    annotationMark,
    isGone ? ownWordsXml(`${terms[look.own].quoted} `, look) : '',
    wordsXml(quote.replace(/[\n\ufffc]+/g, ' '), look.language, { i: true, iCs: true }),
  )

function pieceXml(piece: Piece, language: Language, links: Links): Xml {
  switch (piece.type) {
    case 'break':
      return runXml(w('br'))
    case 'mention':
      return wordsXml(`@${piece.name}`, language, { b: true, bCs: true })
    case 'text': {
      const id = piece.href === undefined ? null : links.web(piece.href)
      const base: RunProperties = {
        ...(id === null ? {} : { rStyle: { val: 'Hyperlink' } }),
        ...(piece.bold === true ? { b: true, bCs: true } : {}),
        ...(piece.italic === true ? { i: true, iCs: true } : {}),
      }
      const runs = wordsXml(piece.text, language, base)
      return id === null ? runs : tag('w:hyperlink', { 'r:id': id, 'w:history': 1 }, runs)
    }
  }
}
