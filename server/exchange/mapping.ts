/** What a writer says of every block, atom and mark of the schema. One that is added there fails the types of each writer. */
import type { AtomType, BlockRole, MarkType } from '#shared/statement/schema.ts'

export interface Mapping<Block, Atom, Mark> {
  readonly blocks: Readonly<Record<BlockRole, Block>>
  readonly atoms: Readonly<Record<AtomType, Atom>>
  readonly marks: Readonly<Record<MarkType, Mark>>
}
