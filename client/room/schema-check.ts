/**
 * Asks of an editor's schema what the flat text needs, once, when the binding meets it: a schema that differs from
 * shared/statement/schema.ts would show another document than the text says, and only when two people write.
 */
import type { Schema } from '@tiptap/pm/model'
import { atoms, blocks, marks } from '#shared/statement/schema.ts'

/** Throws where the schema cannot show every flat text as it is. */
export function assertFlat(schema: Schema): void {
  const doc = schema.topNodeType
  for (const [name, attributes] of Object.entries(blocks)) {
    const type = schema.nodes[name]
    if (!type?.isTextblock) throw new Error(`The editor has no textblock "${name}".`)
    if (doc.contentMatch.matchType(type)?.matchType(type) == null) throw new Error(`"${name}" cannot stand anywhere.`)
    if (type.markSet !== null)
      throw new Error(`"${name}" forbids marks, so that others' marks in it could not be shown.`)
    assertAttributes(name, Object.keys(type.spec.attrs ?? {}), ['id', ...Object.keys(attributes)])
  }
  for (const [name, attributes] of Object.entries(atoms)) {
    const type = schema.nodes[name]
    if (!type?.isInline || !type.isLeaf) throw new Error(`The editor has no inline atom "${name}".`)
    assertAttributes(name, Object.keys(type.spec.attrs ?? {}), Object.keys(attributes))
  }
  for (const [name, value] of Object.entries(marks)) {
    const type = schema.marks[name]
    if (!type) throw new Error(`The editor has no mark "${name}".`)
    assertAttributes(name, Object.keys(type.spec.attrs ?? {}), 'shape' in value ? Object.keys(value.shape) : [])
  }
  for (const type of Object.values(schema.marks))
    for (const other of Object.values(schema.marks))
      // Two people may set two marks at once; then the text has both, and the editor must show both.
      if (type !== other && type.excludes(other)) throw new Error(`The mark "${type.name}" excludes "${other.name}".`)
}

function assertAttributes(name: string, has: readonly string[], wanted: readonly string[]): void {
  const differs = has.length !== wanted.length || wanted.some((attribute) => !has.includes(attribute))
  if (differs) throw new Error(`"${name}" has the attributes ${has.join(', ')}; the text keeps ${wanted.join(', ')}.`)
}
