/**
 * The toolbar of the selection: opens above it 150 ms after it has settled, stays on the sheet, closes with Esc. On the
 * phone it stands above the keyboard. It lies outside of the text, so that nothing of it is ever copied or spoken with it.
 */
import type { Editor } from '@tiptap/core'
import type { KeyboardEvent, ReactNode, RefObject } from 'react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { MarkType } from '#shared/statement/schema.ts'
import { Icon } from '../design/icon.tsx'
import { MenuButton, MenuEntry } from '../design/menu.tsx'
import { words } from '../language/en.ts'
import type { StyleName } from './commands.ts'
import { styleAt, styles as styleNames } from './commands.ts'
import { useSelected } from './editor.tsx'
import { LinkForm } from './toolbar-link.tsx'
import { keepInPlace } from './toolbar-place.ts'
import type { Shown } from './toolbar-shown.ts'
import { leaves, watchSelection } from './toolbar-shown.ts'
import styles from './toolbar.module.css'

export interface SelectionToolbarProps {
  readonly editor: Editor
  readonly sheet: RefObject<HTMLElement | null>
  readonly editable: boolean
  /** Begins a comment on the selection; null for whoever may not comment. */
  readonly onComment: (() => void) | null
}

/** Whoever may comment and not write has the selection for that alone. */
export function SelectionToolbar({ editor, sheet, editable, onComment }: SelectionToolbarProps) {
  const [shown, setShown] = useState<Shown>('hidden')
  const bar = useRef<HTMLDivElement>(null)
  const opens = editable || onComment !== null
  useEffect(() => (opens ? watchSelection(editor, bar, setShown) : undefined), [editor, opens])
  useLayoutEffect(() => {
    if (shown === 'hidden' || !bar.current || !sheet.current) return
    return keepInPlace(editor, bar.current, sheet.current)
  }, [editor, sheet, shown])

  if (shown === 'hidden' || !opens) return null
  const back = (): void => {
    setShown('buttons')
    editor.view.dom.focus({ preventScroll: true })
  }
  return (
    <div
      ref={bar}
      className={styles.toolbar}
      role="toolbar"
      aria-label={words.toolbar.name}
      // It speaks the language of the interface on a sheet that may speak another.
      lang={words.language}
      dir={words.direction}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return shown === 'buttons' ? moveAlong(event) : undefined
        event.preventDefault()
        setShown(shown === 'link' ? 'buttons' : 'hidden')
        editor.view.dom.focus({ preventScroll: true })
      }}
      // A click on a button leaves focus and selection where they are.
      onMouseDown={(event) => {
        if (event.target instanceof Element && !event.target.closest('select, input')) event.preventDefault()
      }}
      onBlur={({ relatedTarget }) => {
        if (leaves(relatedTarget)) setShown('hidden')
      }}
    >
      {shown === 'link' && editable ? (
        <LinkForm editor={editor} onDone={back} />
      ) : (
        <>
          {editable && <Buttons editor={editor} onLink={() => setShown('link')} />}
          {editable && onComment && <span className={styles.separator} />}
          {onComment && (
            <button
              type="button"
              className={styles.button}
              aria-label={words.paragraphMenu.comment}
              onClick={() => {
                setShown('hidden')
                onComment()
              }}
            >
              <Icon name="comment" />
              <span className={styles.word}>{words.paragraphMenu.comment}</span>
            </button>
          )}
        </>
      )}
    </div>
  )
}

function Buttons({ editor, onLink }: { editor: Editor; onLink: () => void }) {
  const { toolbar: say } = words
  const toggle = (mark: MarkType): void => {
    editor.chain().focus().toggleMark(mark).run()
  }
  const raise = (): void => void editor.chain().focus().toggleSuperscript().run()
  const lower = (): void => void editor.chain().focus().toggleSubscript().run()
  const annotate = (): void => void editor.chain().focus().insertFootnote().run()
  const mark = (name: MarkType, label: string, face: ReactNode, onPress: () => void, folds = false) => (
    <MarkButton editor={editor} mark={name} label={label} folds={folds} onPress={onPress}>
      {face}
    </MarkButton>
  )
  return (
    <>
      <StyleSelect editor={editor} />
      <span className={styles.separator} />
      {mark('bold', say.bold, <b>B</b>, () => toggle('bold'))}
      {mark('italic', say.italic, <i>I</i>, () => toggle('italic'))}
      {mark('underline', say.underline, <u>U</u>, () => toggle('underline'))}
      {mark('superscript', say.superscript, <Raised above="2" />, raise, true)}
      {mark('subscript', say.subscript, <Raised below="2" />, lower, true)}
      <span className={styles.separator} />
      {mark('link', say.link, <Icon name="link" />, onLink)}
      <button type="button" className={styles.folds} aria-label={say.footnote} title={say.footnote} onClick={annotate}>
        <Icon name="footnote" />
      </button>
      <span className={styles.unfolds}>
        <MenuButton label={say.more} className={styles.button} face={<Icon name="more" />} placement="top end">
          <MenuEntry name={say.superscript} onAction={raise} />
          <MenuEntry name={say.subscript} onAction={lower} />
          <MenuEntry name={say.footnote} onAction={annotate} />
        </MenuButton>
      </span>
    </>
  )
}

interface MarkButtonProps {
  readonly editor: Editor
  readonly mark: MarkType
  readonly label: string
  readonly folds: boolean
  readonly onPress: () => void
  readonly children: ReactNode
}

function MarkButton({ editor, mark, label, folds, onPress, children }: MarkButtonProps) {
  const pressed = useSelected(editor, () => editor.isActive(mark))
  return (
    <button
      type="button"
      className={folds ? styles.folds : styles.button}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      onClick={onPress}
    >
      {children}
    </button>
  )
}

const Raised = ({ above, below }: { above?: string; below?: string }) => (
  <span className={styles.letter} aria-hidden="true">
    x{above && <sup>{above}</sup>}
    {below && <sub>{below}</sub>}
  </span>
)

function StyleSelect({ editor }: { editor: Editor }) {
  const style = useSelected(editor, styleAt)
  const names = words.toolbar.styles
  return (
    <span className={styles.style}>
      <select
        className={styles.select}
        aria-label={words.toolbar.style}
        value={style ?? ''}
        onChange={({ target }) => {
          const chosen = styleNames.find(({ name }) => name === target.value)
          if (chosen) setStyle(editor, chosen.name)
        }}
      >
        {style === null && (
          <option value="" disabled>
            {words.toolbar.mixedStyles}
          </option>
        )}
        {styleNames.map(({ name }) => (
          <option key={name} value={name}>
            {names[name]}
          </option>
        ))}
      </select>
      <Icon name="chevronDown" />
    </span>
  )
}

function setStyle(editor: Editor, name: StyleName): void {
  editor.chain().focus().setStyle(name).run()
}

/** Arrow keys go from button to button, as in every toolbar. */
function moveAlong(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  if (step === 0 || event.target instanceof HTMLSelectElement) return
  const controls = [...event.currentTarget.querySelectorAll<HTMLElement>('button, select')].filter(
    (control) => control.offsetParent !== null,
  )
  const here = controls.findIndex((control) => control === document.activeElement)
  controls[(here + step + controls.length) % controls.length]?.focus()
  event.preventDefault()
}
