/** What was done in an editor and is not written into the text yet: the local transactions of its state, as a list. */
import { type EditorState, PluginKey, type StateField, type Transaction } from '@tiptap/pm/state'
import type { LocalStep } from './local.ts'
import type { Deed } from './moves.ts'

/** The last local transaction first. Whoever writes cuts the list behind what is written. */
export interface Pending {
  readonly tr: Transaction | null
  previous: Pending | null
}

export const pendingKey = new PluginKey<Pending>('flat-text')

/** The state of the plugin that has `pendingKey`. */
export const pendingField: StateField<Pending> = {
  init: () => ({ tr: null, previous: null }),
  apply: (tr, pending) => (isLocal(tr) ? { tr, previous: pending } : pending),
}

/** Marks a transaction that shows what the text says already. */
export const markShown = (tr: Transaction): Transaction => tr.setMeta(pendingKey, 'shown')

export const isLocal = (tr: Transaction): boolean => tr.docChanged && tr.getMeta(pendingKey) !== 'shown'

export function pendingOf(state: EditorState): Pending {
  const pending = pendingKey.getState(state)
  if (pending === undefined) throw new Error('The plugin of the binding is not in this state.')
  return pending
}

/** The steps that led to a state since a transaction of its list, in their order. */
export function stepsSince(written: Pending | null, state: EditorState): LocalStep[] {
  return transactionsSince(written, state).flatMap((tr) =>
    tr.steps.map((step, i) => ({ step, before: tr.docs[i], after: tr.docs[i + 1] ?? tr.doc })),
  )
}

const deeds = ['cut', 'paste'] as const

/** What was done with the clipboard since then, as ProseMirror says it; the last, where it was more than one thing. */
export const deedSince = (written: Pending | null, state: EditorState): Deed =>
  transactionsSince(written, state)
    .flatMap((tr) => deeds.filter((deed) => deed === tr.getMeta('uiEvent')))
    .at(-1) ?? null

function transactionsSince(written: Pending | null, state: EditorState): Transaction[] {
  const transactions: Transaction[] = []
  for (let node: Pending | null = pendingOf(state); node !== null && node !== written; node = node.previous)
    if (node.tr !== null) transactions.unshift(node.tr)
  return transactions
}
