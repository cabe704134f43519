/** From a statement as it stands to the paper that a writer gets: its text, and what its reader may know of it. */
import type { Choices } from '#shared/exchange/formats.ts'
import type { Person } from '#shared/people/contract.ts'
import { isImported } from '#shared/people/imported.ts'
import type { Present, StatementId } from '#shared/people/people.ts'
import type { Hand as Written } from '#shared/room/hands.ts'
import type { Thread } from '#shared/thread/thread.ts'
import { listParticipations } from '../people/recognise.ts'
import type { Runtime } from '../runtime.ts'
import { authorsOf } from '../statement/authors.ts'
import { listThreads } from '../thread/read.ts'
import type { Hand, Paper, Remark } from './paper.ts'
import { wholeIn } from './whole.ts'

/** Whose paper it is; null for the operator, who is of no delegation. */
export type Reader = Person | null

/** Throws Refusal `unknown-statement`. */
export async function capture(
  runtime: Pick<Runtime, 'storage' | 'rooms'>,
  statementId: StatementId,
  choices: Choices,
  reader: Reader,
): Promise<Paper> {
  const threads = await threadsFor(runtime, statementId, choices, reader)
  const anchors = threads.map(({ anchor }) => anchor)
  const { document, letterhead, language, at, stands, hands } = await runtime.rooms.readAnchored(statementId, anchors)
  const holder = (await listParticipations(runtime, statementId)).find(({ holdsPen }) => holdsPen)
  const coloured = choices.delegationColours === 'yes'
  const { around, behind } = wholeIn(document)
  return {
    document,
    letterhead,
    language,
    penholder: holder?.delegation.name ?? '',
    at,
    remarks: inOrder(
      threads.map((thread, k) => {
        const at = stands[k] ?? null
        return remarkOf(thread, at === null ? null : around(at))
      }),
    ),
    hands: coloured
      ? handsOf(hands, await authorsOf(runtime, statementId)).map((hand) => ({ ...hand, ...behind(hand) }))
      : [],
    choices,
  }
}

/** Those that are to be in a file, in the order in which they were opened. */
export async function threadsFor(
  { storage }: Pick<Runtime, 'storage'>,
  statementId: StatementId,
  { comments }: Pick<Choices, 'comments'>,
  reader: Reader,
): Promise<Thread[]> {
  if (comments === 'none') return []
  const threads = await listThreads(storage.db, { statementId }, reader)
  if (comments === 'all') return threads
  // A file goes from hand to hand: what only the own delegation may read is in it for who asks for all of it.
  return threads.filter(({ state, audience }) => state.state === 'open' && audience === 'all')
}

const remarkOf = ({ anchor, state, comments }: Thread, at: Remark['at']): Remark => ({
  at,
  quote: anchor.quote,
  resolved: state.state === 'resolved',
  comments: comments.flatMap(({ author, createdAt, text }) =>
    text === null ? [] : [{ author: author.name, ...tableOf(author), at: createdAt, text }],
  ),
})

/** An imported voice is of no delegation here, and goes out under the name with which it came. */
const tableOf = (author: Present): { delegation: string; code: string } =>
  isImported(author) ? { delegation: '', code: '' } : { delegation: author.delegation, code: author.code }

/** By their places in the text, those that stand nowhere last. */
const inOrder = (remarks: readonly Remark[]): Remark[] =>
  remarks.toSorted((one, other) => {
    if (one.at === null || other.at === null) return Number(one.at === null) - Number(other.at === null)
    const [a, b] = [one.at.from, other.at.from]
    return a.block - b.block || a.offset - b.offset
  })

/** Stretches of one delegation; words of nobody whom the server knows, as those of a seed, are left out. */
function handsOf(
  blocks: readonly (readonly Written[])[],
  authors: readonly (Present & { readonly clientIds: readonly number[] })[],
): Hand[] {
  const named = new Map(authors.flatMap((author) => author.clientIds.map((client) => [client, author] as const)))
  return blocks.flatMap((written, block) => {
    const hands: Hand[] = []
    let offset = 0
    for (const { client, length } of written) {
      const from = { block, offset }
      const to = { block, offset: (offset += length) }
      const author = named.get(client)
      const last = hands.at(-1)
      if (author === undefined) continue
      const { delegation, code, hue } = author
      if (last?.code === code && last.to.offset === from.offset) hands[hands.length - 1] = { ...last, to }
      else hands.push({ from, to, delegation, code, hue })
    }
    return hands
  })
}
