/**
 * The panel "Who wrote this": the delegations with their share of the words, of what is selected, of the statement and
 * of each paragraph. It stands in the margin; where there is none, at the foot of the screen.
 */
import type { Editor } from '@tiptap/core'
import type { EditorState } from '@tiptap/pm/state'
import { memo, useId } from 'react'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { Nameplate } from '../design/nameplate.tsx'
import { words } from '../language/en.ts'
import { type AuthoredBlock, type Share, sharesOf } from './authors.ts'
import styles from './authors-panel.module.css'
import { useSelected } from './editor.tsx'
import type { Authorship } from './use-authors.ts'

interface AuthorsPanelProps {
  readonly editor: Editor
  readonly authorship: Authorship
  readonly onClose: () => void
}

/** On the page while the panel is. */
export const authorsId = 'authors'

export function AuthorsPanel({ editor, authorship: { blocks, partial }, onClose }: AuthorsPanelProps) {
  const { authors: say } = words
  const [from = 0, to = 0] = useSelected(editor, selectedRange).split('-').map(Number)
  const shares = blocks === null ? [] : sharesOf(blocks)
  const selected = blocks === null || from === to ? null : sharesOf(blocks, from, to)
  return (
    <aside
      id={authorsId}
      className={styles.panel}
      role="region"
      aria-label={say.heading}
      lang={words.language}
      dir={words.direction}
      onKeyDown={({ key }) => {
        if (key === 'Escape') onClose()
      }}
    >
      <header className={styles.header}>
        <h2>{say.heading}</h2>
        <Button look="quiet" size="small" shape="icon" aria-label={words.close} onClick={onClose}>
          <Icon name="cross" />
        </Button>
      </header>
      <p className={styles.note}>{partial ? say.offline : say.explanation}</p>
      <Shares heading={say.selection} shares={selected ?? []} otherwise={say.selectHint} />
      <Shares heading={say.whole} shares={shares} otherwise={blocks === null ? '' : say.empty} />
      {blocks !== null && shares.length > 0 && (
        <section>
          <h3>{say.paragraphs}</h3>
          <ol className={styles.blocks}>
            {blocks.map((block) => (
              <BlockRow key={block.id} editor={editor} block={block} />
            ))}
          </ol>
        </section>
      )}
    </aside>
  )
}

const selectedRange = ({ selection: { from, to } }: EditorState): string => `${from}-${to}`

function Shares({ heading, shares, otherwise }: { heading: string; shares: readonly Share[]; otherwise: string }) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{heading}</h3>
      {shares.length === 0 && <p className={styles.note}>{otherwise}</p>}
      <ul className={styles.shares}>
        {shares.map(({ author, words: count, part, names }) => (
          <li key={author?.delegationId ?? ''}>
            <Plate author={author} />
            <span className={styles.who}>
              {author?.delegation ?? words.authors.unknown}
              <small>{author === null ? words.authors.unknownHint : names.join(', ')}</small>
            </span>
            <span className={styles.figure}>
              {percent(part)}
              <small>{words.authors.words(count)}</small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const Plate = ({ author }: Pick<Share, 'author'>) =>
  author === null ? (
    <span className={styles.nobody} aria-hidden="true">
      –
    </span>
  ) : (
    <Nameplate code={author.code} hue={author.hue} outlined={author.outlined} />
  )

/** One block: its beginning and the delegations in it. Pressed, the caret goes there. */
const BlockRow = memo(
  function BlockRow({ editor, block }: { editor: Editor; block: AuthoredBlock }) {
    const shares = sharesOf([block])
    if (shares.length === 0) return null
    const said = shares.map(({ author, part }) => `${author?.delegation ?? words.authors.unknown} ${percent(part)}`)
    return (
      <li>
        <button
          type="button"
          className={styles.block}
          aria-label={`${nameOf(block)}: ${said.join(', ')}`}
          onClick={() => goToBlock(editor, block.id)}
        >
          <span className={styles.number}>{block.number ?? ''}</span>
          <span className={styles.beginning} dir="auto">
            {block.text.slice(0, 60)}
          </span>
          <span className={styles.plates}>
            {shares.map(({ author, part }) => (
              <span key={author?.delegationId ?? ''}>
                <Plate author={author} />
                {shares.length > 1 && <small>{percent(part)}</small>}
              </span>
            ))}
          </span>
        </button>
      </li>
    )
  },
  (before, now) => before.editor === now.editor && JSON.stringify(before.block) === JSON.stringify(now.block),
)

function nameOf({ number, style }: AuthoredBlock): string {
  const { authors: say } = words
  if (number !== null) return say.paragraph(number)
  const names: Record<string, string> = say.styles
  return names[style] ?? style
}

function goToBlock(editor: Editor, id: string): void {
  let found: number | null = null
  editor.state.doc.forEach((block, start) => {
    if (block.attrs.id === id) found = start + 1
  })
  if (found !== null) editor.chain().setTextSelection(found).focus().scrollIntoView().run()
}

const percent = (part: number): string =>
  part > 0 && part < 0.01 ? words.authors.lessThanOne : words.authors.share(Math.round(part * 100))
