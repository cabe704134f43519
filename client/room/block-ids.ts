/**
 * Every block has an id of its own. Minted for local transactions only: if every client mended what others did, two of
 * them would duel. Of two blocks with one id, the words that had it keep it, and with it what was said about them.
 */
import { Mapping, ReplaceStep } from '@tiptap/pm/transform'
import type { EditorState, Transaction } from '@tiptap/pm/state'

/** 12 characters of 5 bits, from the browser's own randomness. */
export const newBlockId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => (byte % 32).toString(32)).join('')

interface Block {
  readonly pos: number
  readonly index: number
  readonly empty: boolean
}

/** Gives new ids where transactions left blocks without one or with one that another block has; null where none did. */
export function mintIds(
  transactions: readonly Transaction[],
  before: EditorState,
  state: EditorState,
  newId: () => string,
): Transaction | null {
  if (!transactions.some(mayAddBlock)) return null
  const byId = Map.groupBy(blocksOf(state), ({ id }) => id)
  const tr = state.tr
  for (const [id, blocks] of byId) {
    if (id !== '' && blocks.length === 1) continue
    const keeper = id === '' ? null : keeperOf(id, blocks, transactions, before)
    for (const block of blocks) if (block !== keeper) tr.setNodeAttribute(block.pos, 'id', newId())
  }
  return tr.docChanged ? tr : null
}

const mayAddBlock = ({ steps }: Transaction): boolean =>
  steps.some(
    (step) =>
      !(step instanceof ReplaceStep) ||
      step.slice.openStart + step.slice.openEnd > 0 ||
      step.slice.content.firstChild?.isBlock === true,
  )

function blocksOf({ doc }: EditorState): (Block & { readonly id: string })[] {
  const blocks: (Block & { readonly id: string })[] = []
  doc.forEach((node, pos, index) =>
    blocks.push({ id: String(node.attrs.id ?? ''), pos, index, empty: node.content.size === 0 }),
  )
  return blocks
}

/** The block that had the id before; after Enter at its start, the second of the two, where its words are now. */
function keeperOf(
  id: string,
  blocks: readonly Block[],
  transactions: readonly Transaction[],
  before: EditorState,
): Block | undefined {
  const old = blocksOf(before).find((block) => block.id === id)
  const mapping = new Mapping(transactions.flatMap((tr) => tr.mapping.maps))
  const place = old === undefined ? null : mapping.map(old.pos, 1)
  const keeper = blocks.find(({ pos }) => pos === place) ?? blocks[0]
  const next = blocks.find(({ index, empty }) => keeper !== undefined && index === keeper.index + 1 && !empty)
  return keeper?.empty === true && old?.empty === false && next !== undefined ? next : keeper
}
