/**
 * What the text and the editor do not share yet. Both begin at one document, the `base`: others' changes lead from it to
 * what the text shows, what was done here leads from it to the document of the view.
 */
import type { Node } from '@tiptap/pm/model'
import type { Transaction } from '@tiptap/pm/state'
import { ReplaceStep, StepMap, type Transform } from '@tiptap/pm/transform'
import { differenceOf, type Range } from './tokens.ts'

/** Others' changes that are not shown yet, and local ones that are not written yet. */
export interface Held {
  until: 'composed' | 'observed' | 'mounted'
  readonly base: Node
  readonly change: Transform
  /** Events were missed or came out of order: the change is to be completed from the text as a whole. */
  blind: boolean
  /** Words written here had to move to another block. */
  moved: boolean
}

/** Where the two parted; without a change, nothing of others' is held. */
export type Parting = Pick<Held, 'base'> & Partial<Pick<Held, 'change'>>

/** Makes a change end in a document, by one step where the two differ. */
export function complete(change: Transform, doc: Node): void {
  const difference = differenceOf(change.doc, doc)
  if (difference === null) return
  const { a, b, c, d } = difference
  change.step(new ReplaceStep(a, b, doc.slice(c, d)))
}

/**
 * From what the view shows back to where the two parted, and from there as the text went. Answers in which range of the
 * base and of the view something was done here; null for nothing.
 */
export function catchUp(tr: Transaction, { base, change }: Held): Range | null {
  const local = differenceOf(base, tr.doc)
  if (local !== null) tr.step(new ReplaceStep(local.c, local.d, base.slice(local.a, local.b)))
  for (const step of change.steps) tr.step(step)
  return local
}

/** From a position of the view's document to one of what the text shows. */
export function toShown({ base, change }: Parting, doc: Node, pos: number, assoc: -1 | 0): number {
  const local = base === doc ? null : differenceOf(base, doc)
  const at = local === null ? pos : new StepMap([local.c, local.d - local.c, local.b - local.a]).map(pos, -1)
  return change === undefined ? at : change.mapping.map(at, assoc < 0 ? -1 : 1)
}

/** From a position of what the text shows to one of the view's document. */
export function fromShown({ base, change }: Parting, doc: Node, pos: number): number {
  const at = change === undefined ? pos : change.mapping.invert().map(pos, -1)
  const local = base === doc ? null : differenceOf(base, doc)
  return local === null ? at : new StepMap([local.a, local.b - local.a, local.d - local.c]).map(at, -1)
}
