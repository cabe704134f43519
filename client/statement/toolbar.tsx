/**
 * The toolbar of the selection: opens above it 150 ms after it has settled, stays on the sheet, closes with Esc. On the
 * phone it stands above the keyboard. It lies outside of the text, so that nothing of it is ever copied or spoken with it.
 */
import type { Editor } from '@tiptap/core'
import { type EditorState, NodeSelection } from '@tiptap/pm/state'
import {
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { type MarkType, isMarkType } from '#shared/statement/schema.ts'
import { Icon } from '../design/icon.tsx'
import { MenuButton, MenuEntry } from '../design/menu.tsx'
import { words } from '../language/en.ts'
import { type StyleName, styleAt, styles as styleNames } from './commands.ts'
import { useSelected } from './editor.tsx'
import styles from './toolbar.module.css'

/** ms that a selection must rest */
const settling = 150
/** px between the selection and the toolbar, and between the toolbar and the edge of the sheet. */
const gap = 7
const edge = 8

type Shown = 'hidden' | 'buttons' | 'link'

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

function LinkForm({ editor, onDone }: { editor: Editor; onDone: () => void }) {
  const linked = useSelected(editor, hrefAt)
  const [address, setAddress] = useState(linked ?? '')
  const [wrong, setWrong] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (editor.commands.setLink({ href: address })) onDone()
    else setWrong(true)
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <input
        className={styles.address}
        autoFocus
        type="text"
        inputMode="url"
        aria-label={words.toolbar.address}
        aria-invalid={wrong}
        aria-describedby={wrong ? 'link-wrong' : undefined}
        placeholder={words.toolbar.addressPlaceholder}
        value={address}
        onChange={({ target }) => {
          setAddress(target.value)
          setWrong(false)
        }}
      />
      <button type="submit" className={styles.button} aria-label={words.toolbar.setLink} title={words.toolbar.setLink}>
        <Icon name="check" />
      </button>
      {linked !== null && (
        <button
          type="button"
          className={styles.button}
          aria-label={words.toolbar.removeLink}
          title={words.toolbar.removeLink}
          onClick={() => {
            editor.commands.unsetLink()
            onDone()
          }}
        >
          <Icon name="unlink" />
        </button>
      )}
      {wrong && (
        <p id="link-wrong" className={styles.wrong} role="alert">
          {words.toolbar.addressWrong}
        </p>
      )}
    </form>
  )
}

function hrefAt({ selection: { $from, $to }, doc }: EditorState): string | null {
  let found: string | null = null
  doc.nodesBetween($from.pos, Math.max($to.pos, $from.pos + 1), (node) => {
    const link = node.marks.find(({ type }) => isMarkType(type.name) && type.name === 'link')
    if (found === null && typeof link?.attrs.href === 'string') found = link.attrs.href
  })
  return found
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

/** Says when the toolbar is to be there. What others write moves it and neither opens nor closes it. */
function watchSelection(editor: Editor, bar: RefObject<HTMLElement | null>, show: (shown: Shown) => void): () => void {
  const { dom } = editor.view
  let timer: ReturnType<typeof setTimeout> | undefined
  let dragging = false
  const isWorthIt = (): boolean => !editor.state.selection.empty && !(editor.state.selection instanceof NodeSelection)

  const settle = (): void => {
    clearTimeout(timer)
    if (!isWorthIt()) show('hidden')
    else if (!dragging) timer = setTimeout(() => show('buttons'), settling)
  }
  const heed = ({ transaction }: { transaction: { selectionSet: boolean; docChanged: boolean } }): void => {
    if (!isWorthIt()) settle()
    else if (transaction.selectionSet && !transaction.docChanged) settle()
  }
  const press = (): void => {
    dragging = true
    show('hidden')
  }
  const release = (): void => {
    if (!dragging) return
    dragging = false
    settle()
  }
  const leave = ({ event }: { event: FocusEvent }): void => {
    clearTimeout(timer)
    if (leaves(event.relatedTarget)) show('hidden')
  }
  const key = (event: globalThis.KeyboardEvent): void => {
    const mod = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
    if (event.key === 'Escape') {
      clearTimeout(timer)
      show('hidden')
    } else if (
      mod &&
      event.key.toLowerCase() === 'k' &&
      editor.isEditable &&
      (isWorthIt() || editor.isActive('link'))
    ) {
      event.preventDefault()
      show('link')
    } else if (event.altKey && event.key === 'F10') bar.current?.querySelector<HTMLElement>('select, button')?.focus()
  }

  editor.on('transaction', heed)
  editor.on('focus', settle)
  editor.on('blur', leave)
  dom.addEventListener('pointerdown', press)
  dom.addEventListener('keydown', key)
  window.addEventListener('pointerup', release)
  return () => {
    clearTimeout(timer)
    editor.off('transaction', heed)
    editor.off('focus', settle)
    editor.off('blur', leave)
    dom.removeEventListener('pointerdown', press)
    dom.removeEventListener('keydown', key)
    window.removeEventListener('pointerup', release)
  }
}

/** Whether the focus goes elsewhere than to the text, its toolbar or a menu of the toolbar. */
const leaves = (to: EventTarget | null): boolean =>
  !(to instanceof Element && to.closest('.ProseMirror, [role="toolbar"], [role="dialog"], [role="menu"]'))

/** Puts the toolbar above the selection, else below it, never beyond the sheet; on the phone above the keyboard. */
function keepInPlace(editor: Editor, bar: HTMLElement, sheet: HTMLElement): () => void {
  const place = (): void => {
    const { from, to } = editor.state.selection
    const [start, end] = [editor.view.coordsAtPos(from), editor.view.coordsAtPos(to, -1)]
    const frame = sheet.getBoundingClientRect()
    const desk = sheet.closest('main')?.getBoundingClientRect() ?? frame
    const fits = start.top - gap - bar.offsetHeight >= desk.top
    // On one line the toolbar begins where the selection does, and goes on as the words do; over several lines it takes
    // the middle of the sheet.
    const oneLine = Math.abs(start.top - end.top) < 4
    const backwards = end.left < start.left
    const begin = backwards ? start.left + edge - bar.offsetWidth : start.left - edge
    const left = clamp(
      oneLine ? begin : frame.left + (frame.width - bar.offsetWidth) / 2,
      Math.max(frame.left, desk.left) + edge,
      Math.min(frame.right, desk.right) - bar.offsetWidth - edge,
    )
    // Of a selection longer than the screen neither end may be in sight.
    const top = clamp(
      fits ? start.top - gap - bar.offsetHeight : end.bottom + gap,
      desk.top + edge,
      desk.bottom - bar.offsetHeight - edge,
    )
    bar.style.setProperty('--x', `${left - frame.left}px`)
    bar.style.setProperty('--y', `${top - frame.top}px`)
    bar.style.setProperty('--point', `${clamp(start.left + (backwards ? -24 : 24) - left, 16, bar.offsetWidth - 16)}px`)
    bar.dataset.side = oneLine ? (fits ? 'above' : 'below') : 'over'
    const view = window.visualViewport
    if (view) bar.style.setProperty('--keyboard', `${window.innerHeight - view.height - view.offsetTop}px`)
  }
  place()
  editor.on('transaction', place)
  window.addEventListener('resize', place)
  window.visualViewport?.addEventListener('resize', place)
  window.visualViewport?.addEventListener('scroll', place)
  return () => {
    editor.off('transaction', place)
    window.removeEventListener('resize', place)
    window.visualViewport?.removeEventListener('resize', place)
    window.visualViewport?.removeEventListener('scroll', place)
  }
}

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most))
