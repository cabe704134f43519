/**
 * Blocks of a text as they stand on the sheet, for who reads them without an editor: the elements that the editor's nodes
 * write (client/statement/nodes.ts), so that the styles of the sheet hold for them.
 */
import type { ReactNode } from 'react'
import type { BlockJson, InlineJson, MarkJson, MarkType } from '#shared/statement/schema.ts'
import type { Language } from '#shared/statement/statement.ts'
import { directionOf } from '../statement/direction.ts'
import '../statement/editor.css'
import '../statement/text.css'

interface SheetTextProps {
  readonly blocks: readonly BlockJson[]
  readonly language: Language
}

export function SheetText({ blocks, language }: SheetTextProps) {
  const numbers = numberNotes(blocks)
  return (
    <div className="ProseMirror" lang={language} dir={directionOf(language)}>
      {blocks.map((block) => (
        <Block key={block.attrs.id} block={block} numbers={numbers} />
      ))}
    </div>
  )
}

/** The number of each note in the order of the references, as footnotes.ts draws them. */
function numberNotes(blocks: readonly BlockJson[]): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>()
  for (const inline of blocks.flatMap(({ content = [] }) => content)) {
    const note = noteOf(inline)
    if (note !== null && !numbers.has(note)) numbers.set(note, numbers.size + 1)
  }
  return numbers
}

const noteOf = (inline: InlineJson): string | null =>
  inline.type === 'footnoteReference' ? String(inline.attrs?.['note'] ?? '') : null

interface BlockProps {
  readonly block: BlockJson
  readonly numbers: ReadonlyMap<string, number>
}

function Block({ block, numbers }: BlockProps) {
  const words = <Words content={block.content ?? []} numbers={numbers} />
  switch (block.type) {
    case 'paragraph':
      return <p dir="auto">{words}</p>
    case 'salutation':
      return (
        <p dir="auto" data-role="salutation">
          {words}
        </p>
      )
    case 'quote':
      return <blockquote dir="auto">{words}</blockquote>
    case 'heading': {
      const level = Number(block.attrs['level'])
      const Heading = ({ 1: 'h2', 2: 'h3' } as const)[level] ?? 'h4'
      return (
        // Below the title, which stands below the heading of the dialog.
        <Heading dir="auto" aria-level={level + 3}>
          {words}
        </Heading>
      )
    }
    case 'numberedItem':
    case 'bulletedItem':
      return (
        <div
          role="list"
          data-list={block.type === 'numberedItem' ? 'numbered' : 'bulleted'}
          data-depth={block.attrs['depth']}
        >
          <p role="listitem" aria-level={Number(block.attrs['depth']) + 1} dir="auto">
            {words}
          </p>
        </div>
      )
    case 'footnote': {
      const number = numbers.get(String(block.attrs['note']))
      return (
        <p
          dir="auto"
          data-role="footnote"
          {...(number === undefined ? { 'data-orphan': '' } : { 'data-number': number })}
        >
          {words}
        </p>
      )
    }
  }
}

/** Where no text ends it a block is as high as its last line by a break, which the editor has there too. */
const Words = ({ content, numbers }: { content: readonly InlineJson[] } & Pick<BlockProps, 'numbers'>) => (
  <>
    {content.map((inline, k) => (
      <Inline key={k} inline={inline} numbers={numbers} />
    ))}
    {content.at(-1)?.type !== 'text' && <br className="ProseMirror-trailingBreak" />}
  </>
)

function Inline({ inline, numbers }: { inline: InlineJson } & Pick<BlockProps, 'numbers'>) {
  const marks = inline.marks ?? []
  switch (inline.type) {
    case 'text':
      return marked(inline.text, marks)
    case 'hardBreak':
      return <br />
    case 'footnoteReference':
      return marked(<sup className="footnote-reference" data-number={numbers.get(noteOf(inline) ?? '')} />, marks)
    case 'unknown':
      return <span className="unknown">{'\uFFFD'}</span>
  }
}

const marked = (words: ReactNode, marks: readonly MarkJson[]): ReactNode =>
  marks.reduce((inner, { type }) => show[type](inner), words)

/** A link leads nowhere yet: whoever goes through the dialog by keyboard is not to pass each of them. */
const show: Readonly<Record<MarkType, (words: ReactNode) => ReactNode>> = {
  bold: (words) => <strong>{words}</strong>,
  italic: (words) => <em>{words}</em>,
  underline: (words) => <u>{words}</u>,
  strike: (words) => <s>{words}</s>,
  superscript: (words) => <sup>{words}</sup>,
  subscript: (words) => <sub>{words}</sub>,
  link: (words) => <a>{words}</a>,
}
