/**
 * A whole statement as one Y.Text: a marker (an embedded Y.Map `{ id, role, ...attributes }`) opens each block, then
 * come its characters, with marks as formatting, and its atoms as embeds `{ type, attrs }`. The document is a pure
 * function of that sequence, so a split is an insertion, a join a deletion, and neither touches anybody's words.
 */
import * as Y from 'yjs'
import type { BlockJson, DocumentJson, InlineJson } from '../statement/schema.ts'
import { embedOf, type Formatting, formattingOf, reformat, shownInline, shownMarks } from './inline.ts'
import { blockSpecs, markerOf, newMarker, readMarkers } from './markers.ts'

/** The document a text shows. Total: any content renders, and always the same for the same content. */
export function render(text: Y.Text): DocumentJson {
  const bodies = readBodies(text)
  const content = blockSpecs(readMarkers(text)).map((spec, k): BlockJson => {
    const body = bodies[k] ?? []
    return body.length > 0 ? { ...spec, content: body } : spec
  })
  return { type: 'doc', content }
}

/**
 * Writes a document into an empty text, as seed or import: `render` gives it back. In one Y transaction of the caller's
 * or its own. A text that has content already is a bug of the caller: two seeds would stand behind each other.
 */
export function write(text: Y.Text, document: DocumentJson): void {
  if (text.length > 0) throw new Error('A document is written into an empty text only.')
  text.applyDelta(
    document.content.flatMap((block) => [
      { insert: newMarker(block) },
      ...(block.content ?? []).map((node) => ({
        insert: node.type === 'text' ? node.text : embedOf(node.type, node.attrs ?? {}),
        attributes: formattingOf(node.marks ?? []),
      })),
    ]),
    { sanitize: false },
  )
}

/** What stands in each block. */
function readBodies(text: Y.Text): InlineJson[][] {
  const bodies: InlineJson[][] = []
  let body: InlineJson[] | null = null
  let formatting: Formatting = {}
  // Read where something wears them: formats come in rows, and each is checked by the schema.
  let marks: InlineJson['marks'] | null = null
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue
    if (item.content instanceof Y.ContentFormat) {
      formatting = reformat(formatting, item.content.key, item.content.value)
      marks = null
    } else if (item.countable) {
      const opens = markerOf(item) !== null
      if (opens || body === null) bodies.push((body = []))
      if (!opens) for (const node of shownInline(item, (marks ??= shownMarks(formatting)))) append(body, node)
    }
  }
  return bodies
}

/** Neighbouring characters with the same marks are one text node, however many hands wrote them. */
function append(body: InlineJson[], node: InlineJson): void {
  const last = body[body.length - 1]
  const merges = last?.type === 'text' && node.type === 'text' && sameMarks(last.marks, node.marks)
  if (merges) body[body.length - 1] = { ...last, text: last.text + node.text }
  else body.push(node)
}

const sameMarks = (a: InlineJson['marks'], b: InlineJson['marks']): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b)
