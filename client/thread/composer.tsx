/**
 * The field in which a comment, a reply or an edit is written. Ctrl+Enter (on a Mac Cmd+Enter) sends, Enter begins a
 * line, Esc leaves. What was not sent is there again when the same composer is opened once more.
 */
import type { Editor } from '@tiptap/core'
import { type ReactNode, type RefObject, useEffect, useId, useRef, useState, useSyncExternalStore } from 'react'
import type { DelegationId } from '#shared/people/people.ts'
import type { CommentText, Piece } from '#shared/thread/thread.ts'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { words } from '../language/en.ts'
import { openCommentEditor } from './comment-editor.ts'
import { fromDocument, problemOf, toDocument } from './comment-text.ts'
import styles from './composer.module.css'
import { keepWords, readWords } from './kept-words.ts'
import { MentionList } from './mention-list.tsx'
import { type Mentionable, within } from './mentions.ts'

interface ComposerProps {
  /** The accessible name of the field. */
  readonly label: string
  readonly placeholder: string
  /** The name of the button that sends. */
  readonly send: string
  /** `line`: as high as a line, with its button in it. `box`: higher, with what goes with the comment below it. */
  readonly look: 'line' | 'box'
  /** The name under which unsent words are kept. */
  readonly keptAs: string
  /** What stands in it, where nothing is kept. */
  readonly begin?: readonly Piece[]
  readonly mentionables: readonly Mentionable[]
  /** The delegation that alone can read it; null for everybody. */
  readonly only: DelegationId | null
  /** Takes the focus whenever this rises above 0. */
  readonly focuses: number
  /** Whoever shows a `box` forgets its kept words as soon as they are safe. */
  readonly onSend: (text: CommentText) => void
  /** Esc. */
  readonly onLeave: () => void
  /** Stands below a `box`. */
  readonly children?: ReactNode
  /** Gives up what is written; there is no button for it without this. */
  readonly onCancel?: () => void
}

export function Composer(props: ComposerProps) {
  const { placeholder, send, look, keptAs, mentionables, only, focuses, onSend, onLeave, children, onCancel } = props
  const { comments: say } = words
  const id = useId()
  const [pieces, setPieces] = useState<readonly Piece[]>([])
  const host = useRef<HTMLDivElement>(null)
  const listKeys = useRef<((event: KeyboardEvent) => boolean) | null>(null)
  const readers = within(mentionables, only)

  const problem = problemOf(pieces)
  const shutOut = only === null ? undefined : pieces.find((part) => part.type === 'mention' && part.delegation !== only)
  const complaint =
    problem !== null && problem.problem !== 'empty'
      ? say.tooLong(problem.over)
      : shutOut?.type === 'mention'
        ? say.cannotRead(shutOut.name)
        : null
  const blocked = problem !== null || complaint !== null
  const sendIt = (): void => {
    if (blocked || editor === null) return
    // The next reply begins in the same field; a box goes, and its words when they are safe elsewhere.
    if (look === 'line') {
      keepWords(keptAs, [])
      editor.commands.setContent(toDocument([]), { emitUpdate: false })
      setPieces([])
    }
    onSend([...pieces])
  }
  const answer = (event: KeyboardEvent): boolean => {
    if (event.isComposing) return false
    if (listKeys.current?.(event)) return true
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) sendIt()
    else if (event.key === 'Escape') onLeave()
    else return false
    return true
  }
  const editor = useCommentEditor(host, { ...props, answer, readers, onChange: setPieces })
  const empty = useIsEmpty(editor)

  useEffect(() => {
    if (focuses > 0) editor?.commands.focus('end', { scrollIntoView: false })
  }, [editor, focuses])

  const sender = (
    <Button
      look={look === 'line' ? 'quiet' : 'solid'}
      size="small"
      {...(look === 'line' && { shape: 'icon' as const, 'aria-label': send })}
      title={say.sendKeys}
      aria-disabled={blocked}
      aria-describedby={`${id}-note`}
      onClick={sendIt}
    >
      {look === 'line' ? <Icon name="arrowEnd" /> : send}
    </Button>
  )
  return (
    <div
      className={`${styles.composer} ${styles[look]}`}
      onKeyDown={(event) => {
        // From its buttons as well; in the field the editor has answered.
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        onLeave()
      }}
    >
      <div
        className={styles.frame}
        onClick={({ target }) => {
          if (target instanceof Element && !target.closest('button, [role="textbox"]')) editor?.commands.focus()
        }}
      >
        <div className={styles.field}>
          <div ref={host} className={styles.text} />
          {empty && (
            <span className={styles.placeholder} aria-hidden="true">
              {placeholder}
            </span>
          )}
        </div>
        {look === 'line' && sender}
      </div>
      <p id={`${id}-note`} className={styles.note} role="status">
        {complaint}
      </p>
      {editor && (look === 'box' || !empty) && (
        <div className={styles.foot}>
          <span className={styles.formats}>
            <Formats editor={editor} />
          </span>
          {look === 'box' && (
            <span className={styles.deeds}>
              {onCancel && (
                <Button look="quiet" size="small" onClick={onCancel}>
                  {say.cancel}
                </Button>
              )}
              {sender}
            </span>
          )}
        </div>
      )}
      {children}
      {editor && (
        <MentionList
          editor={editor}
          mentionables={readers}
          onKeys={(answers) => {
            listKeys.current = answers
          }}
        />
      )}
    </div>
  )
}

interface Editing {
  readonly label: string
  readonly keptAs: string
  readonly begin?: readonly Piece[]
  readonly readers: readonly Mentionable[]
  readonly answer: (event: KeyboardEvent) => boolean
  readonly onChange: (pieces: readonly Piece[]) => void
}

/** The editor in the element, from its mount on; what it asks for is always that of the last render. */
function useCommentEditor(host: RefObject<HTMLDivElement | null>, editing: Editing): Editor | null {
  const { label, keptAs } = editing
  const [editor, setEditor] = useState<Editor | null>(null)
  const now = useRef(editing)
  useEffect(() => {
    now.current = editing
  })
  useEffect(() => {
    if (!host.current) return
    const kept = readWords(keptAs)
    const opened = openCommentEditor({
      element: host.current,
      label,
      pieces: kept.length > 0 ? kept : (now.current.begin ?? []),
      mayMention: (delegation, delegate) =>
        now.current.readers.some(
          (one) => one.delegation.delegationId === delegation && (one.delegate?.id ?? null) === delegate,
        ),
      onKey: (event) => now.current.answer(event),
    })
    const read = (): void => now.current.onChange(fromDocument(opened.getJSON()))
    read()
    opened.on('update', () => {
      read()
      keepWords(keptAs, fromDocument(opened.getJSON()))
    })
    setEditor(opened)
    return () => {
      setEditor(null)
      opened.destroy()
    }
  }, [host, label, keptAs])
  return editor
}

function useIsEmpty(editor: Editor | null): boolean {
  return useSyncExternalStore(
    (changed) => {
      editor?.on('transaction', changed)
      return () => editor?.off('transaction', changed)
    },
    () => editor === null || editor.isEmpty,
  )
}

/** A phone has no Ctrl key, and an "@" on its second layer. */
function Formats({ editor }: { editor: Editor }) {
  const { comments: say } = words
  const bold = useIsActive(editor, 'bold')
  const italic = useIsActive(editor, 'italic')
  return (
    <>
      <Format name={say.bold} pressed={bold} onPress={() => editor.chain().focus().toggleBold().run()}>
        <b>B</b>
      </Format>
      <Format name={say.italic} pressed={italic} onPress={() => editor.chain().focus().toggleItalic().run()}>
        <i>I</i>
      </Format>
      <Format name={say.mention} onPress={() => beginMention(editor)}>
        @
      </Format>
    </>
  )
}

function useIsActive(editor: Editor, mark: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      editor.on('transaction', changed)
      return () => editor.off('transaction', changed)
    },
    () => editor.isActive(mark),
  )
}

interface FormatProps {
  readonly name: string
  readonly pressed?: boolean
  readonly onPress: () => void
  readonly children: ReactNode
}

const Format = ({ name, pressed, onPress, children }: FormatProps) => (
  <button
    type="button"
    className={styles.format}
    aria-label={name}
    title={name}
    aria-pressed={pressed}
    // The field keeps the focus.
    onMouseDown={(event) => event.preventDefault()}
    onClick={onPress}
  >
    {children}
  </button>
)

function beginMention(editor: Editor): void {
  const { $head } = editor.state.selection
  const before = $head.parent.textBetween(0, $head.parentOffset, undefined, '\uFFFC')
  editor
    .chain()
    .focus()
    .insertContent(before === '' || /\s$/u.test(before) ? '@' : ' @')
    .run()
}
