// @vitest-environment happy-dom
/**
 * The same acts on two texts with 200 threads each: ours, on anchors, and one on the stock binding, as comment marks.
 * Measures what decision 014 says of both; only `npm run test:long` has the time.
 */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { prosemirrorToYXmlFragment } from '@tiptap/y-tiptap'
import { findAnchor, type Found } from '#shared/room/find-anchor.ts'
import { anchorWords, renewAnchor } from '#shared/room/make-anchor.ts'
import { readText } from '#shared/room/reading.ts'
import type { Anchor } from '#shared/thread/thread.ts'
import { movedRange } from '../../client/room/moved-range.ts'
import { seeded } from '../random.ts'
import { Client, seedOf } from './client.ts'
import { MarkDesk, markRoot, markSchema } from './marks-desk.ts'
import {
  judge,
  MarksMeeting,
  type OpenedThread,
  people,
  read,
  type Seat,
  type Shown,
  textOfRareWords,
  threadsOn,
} from './marks-meeting.ts'
import { actsWithoutCopies, type Span } from './threads-acts.ts'

const length = 2_000
const nowhere: Shown = { spans: [], as: 'words' }

test.runIf(process.env.LONG === '1').each([1, 2, 3])(
  'threads as anchors and as marks, seed %i',
  { timeout: 600_000 },
  (seed) => {
    const paragraphs = textOfRareWords(seeded(seed))
    const threads = threadsOn(seeded(seed + 1_000), paragraphs)
    const anchors = throughAnchors(seed, paragraphs, threads)
    const marks = throughMarks(seed, paragraphs, threads)
    console.log(`seed ${seed}, ${length} acts: anchors ${say(anchors)}; marks ${say(marks)}`)
    expect([...anchors.keys()].filter((verdict) => verdict.endsWith('wrong') && !verdict.startsWith('gone'))).toEqual(
      [],
    )
  },
)

function throughAnchors(seed: number, paragraphs: readonly string[], threads: readonly OpenedThread[]) {
  const first = seedOf(...paragraphs.map((said, k) => [k === 0 ? 'heading' : 'paragraph', said] as const))
  const seats = Array.from({ length: people }, (_, k): Seat<Client> => ({
    client: new Client(k + 1, first),
    online: true,
  }))
  const opening = readText(seats[0]!.client.text)
  const anchors: Anchor[] = threads.map(({ from, opened }) => anchorWords(opening, from, from + opened.quote.length))
  const mend = ({ client }: Seat<Client>): void => {
    const reading = readText(client.text)
    anchors.forEach((anchor, k) => {
      const found = findAnchor(reading, anchor)
      if (found.found !== 'nowhere' && found.sure) anchors[k] = renewAnchor(reading, anchor, found.from, found.to)
    })
  }
  const tellMoves = ({ client }: Seat<Client>): void => {
    const reading = readText(client.text)
    anchors.forEach((anchor, k) => {
      const moved = movedRange(reading, anchor, client.binding.moves)
      if (moved !== null) anchors[k] = renewAnchor(reading, anchor, moved.from, moved.to)
    })
  }
  new MarksMeeting(seed, seats, threads, { mend, tellMoves }).run(length, actsWithoutCopies)
  const reading = readText(seats[0]!.client.text)
  return countOf(
    reading.words,
    threads,
    anchors.map((anchor) => shownAt(findAnchor(reading, anchor))),
  )
}

function throughMarks(seed: number, paragraphs: readonly string[], threads: readonly OpenedThread[]) {
  const seats = Array.from({ length: people }, (_, k): Seat<MarkDesk> => ({
    client: new MarkDesk(k + 1, markedText(paragraphs, threads)),
    online: true,
  }))
  new MarksMeeting(seed, seats, threads).run(length, actsWithoutCopies)
  const [first, ...others] = seats.map(({ client }) => client.state.doc)
  for (const other of others) expect(other.eq(first!)).toBe(true)
  const places = threads.map((): Span[] => [])
  let index = 0
  first!.forEach((block) => {
    index++
    block.forEach((node) => {
      for (const { type, attrs } of node.marks)
        if (type.name === 'comment') extend(places[Number(attrs.thread)]!, index, index + node.nodeSize)
      index += node.nodeSize
    })
  })
  return countOf(
    read(first!).said,
    threads,
    places.map((spans) => ({ spans, as: 'words' })),
  )
}

/** What goes on beside the last span, or behind the opening of a block, belongs to it. */
function extend(spans: Span[], from: number, to: number): void {
  const last = spans.at(-1)
  if (last !== undefined && from - last.to <= 1) spans[spans.length - 1] = { from: last.from, to }
  else spans.push({ from, to })
}

function shownAt(found: Found): Shown {
  if (found.found === 'nowhere') return nowhere
  const { from, to, by } = found
  const as = found.found === 'paragraph' ? 'paragraph' : by === 'range' ? 'old place' : 'words'
  return { spans: [{ from, to }], as }
}

function markedText(paragraphs: readonly string[], threads: readonly OpenedThread[]): Uint8Array {
  let index = 0
  const blocks = paragraphs.map((said, k) => {
    const start = ++index
    index += said.length
    const covering = threads.flatMap(({ from, opened: { quote } }, thread) => {
      const span = { from: Math.max(from, start) - start, to: Math.min(from + quote.length, index) - start }
      return span.from < span.to ? [{ ...span, mark: markSchema.mark('comment', { thread: String(thread) }) }] : []
    })
    const edges = [...new Set([0, said.length, ...covering.flatMap(({ from, to }) => [from, to])])].sort(
      (a, b) => a - b,
    )
    const pieces = edges.slice(1).map((to, piece) => {
      const from = edges[piece]!
      const on = covering.filter((span) => span.from <= from && span.to >= to)
      return markSchema.text(
        said.slice(from, to),
        on.map(({ mark }) => mark),
      )
    })
    return markSchema.node(k === 0 ? 'heading' : 'paragraph', { id: `block-${k}` }, pieces)
  })
  const doc = new Y.Doc()
  doc.clientID = 7
  prosemirrorToYXmlFragment(markSchema.node('doc', null, blocks), doc.getXmlFragment(markRoot))
  return Y.encodeStateAsUpdate(doc)
}

function countOf(said: string, threads: readonly OpenedThread[], shown: readonly Shown[]): Map<string, number> {
  const sums = new Map<string, number>()
  threads.forEach((thread, k) => {
    const verdict = judge(said, thread, shown[k]!)
    sums.set(verdict, (sums.get(verdict) ?? 0) + 1)
  })
  return new Map([...sums].sort(([a], [b]) => (a < b ? -1 : 1)))
}

const say = (sums: ReadonlyMap<string, number>): string =>
  Array.from(sums, ([verdict, count]) => `${verdict} ${count}`).join(', ')
