/**
 * What stands beside the paragraph under the pointer or with the caret: the handle to comment on it, how many comments
 * it has, and its menu over its number. It lies outside of the text, over it, and follows its paragraph.
 */
import type { Editor } from '@tiptap/core'
import { TextSelection } from '@tiptap/pm/state'
import {
  type KeyboardEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { writeClipboard } from '../design/clipboard.ts'
import { Icon } from '../design/icon.tsx'
import { CheckEntry, MenuButton, MenuEntry, MenuRule } from '../design/menu.tsx'
import { AmongToasts } from '../design/toast.tsx'
import { words } from '../language/en.ts'
import { canMoveBlock, moveBlock } from '../statement/move-block.ts'
import type { Commenting } from './commenting.ts'
import { useCommenting } from './commenting-on.tsx'
import styles from './paragraph-handles.module.css'
import { type Paragraph, paragraphOfId, paragraphsOf } from './paragraphs.ts'
import { scrollToPlace } from './scroll-to-place.ts'
import { linkToParagraph, useThreadLinks } from './thread-links.ts'
import type { ThreadKey } from './threads.ts'
import { usePointedParagraph } from './use-pointed-paragraph.ts'

interface ParagraphHandlesProps {
  readonly editor: Editor
  readonly editable: boolean
}

export function ParagraphHandles({ editor, editable }: ParagraphHandlesProps) {
  const commenting = useCommenting()
  const [said, say] = useSaid()
  useThreadLinks(editor, commenting, say)
  const frame = useRef<HTMLDivElement>(null)
  const [opened, setOpened] = useState(false)
  const [pointed, letGo] = usePointedParagraph(editor, frame, opened)
  const paragraph = useParagraph(editor, pointed)
  const id = paragraph?.id ?? null
  useLayoutEffect(() => {
    if (id !== null && frame.current !== null) return keepBeside(editor, frame.current, id)
  }, [editor, id])
  const { mayComment } = commenting
  return (
    <>
      <div ref={frame} className={styles.handles} hidden={paragraph === null} lang={words.language}>
        {paragraph && (mayComment || editable) && (
          <>
            <ParagraphMenu
              commenting={commenting}
              editor={editor}
              editable={editable}
              paragraph={paragraph}
              onOpen={setOpened}
              say={say}
            />
            <div className={styles.side}>
              {mayComment && <Handle commenting={commenting} editor={editor} paragraph={paragraph} onGo={letGo} />}
              <Count commenting={commenting} paragraph={paragraph} />
            </div>
          </>
        )}
      </div>
      <AmongToasts>
        <p className={styles.said} role="status">
          {said !== '' && <span>{said}</span>}
        </p>
      </AmongToasts>
    </>
  )
}

interface PartProps {
  readonly commenting: Commenting
  readonly editor: Editor
  readonly paragraph: Paragraph
}

/** Arrow keys go on to the other paragraphs: whoever may not write has no caret to go there with. */
function Handle({ commenting, editor, paragraph, onGo }: PartProps & { readonly onGo: () => void }) {
  const { paragraphMenu: say } = words
  const { role, number, id } = paragraph
  const name = say.commentOn(role, number)
  const button = useRef<HTMLButtonElement>(null)
  const going = useRef(false)
  useEffect(() => {
    // Said anew, as another button.
    if (going.current) button.current?.focus({ preventScroll: true })
    going.current = false
  }, [id])
  const go = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const { view } = editor
    const other = paragraphsOf(view.state.doc)[paragraph.index + step]
    if (step === 0 || event.altKey || other === undefined) return
    event.preventDefault()
    going.current = true
    onGo()
    view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(other.start + 1))))
    scrollToPlace(editor, other.start + 1)
  }
  return (
    <button
      key={id}
      ref={button}
      type="button"
      className={styles.handle}
      aria-label={name}
      aria-description={say.arrows}
      title={name}
      onKeyDown={go}
      onClick={() => commenting.beginAt(id)}
    >
      <Icon name="commentAdd" />
    </button>
  )
}

/** How many open threads stand in the paragraph; leads to the first of them, then to the next. */
function Count({ commenting, paragraph }: { commenting: Commenting; paragraph: Paragraph }) {
  const { paragraphMenu: say } = words
  const { active, activate } = commenting
  const keys = useThreadsOf(commenting, paragraph.id)
  if (keys.length === 0) return null
  const name = say.commentsOn(keys.length, paragraph.role, paragraph.number)
  const next = keys[(keys.findIndex((key) => key === active) + 1) % keys.length] ?? null
  return (
    <button type="button" className={styles.count} aria-label={name} title={name} onClick={() => activate(next)}>
      {keys.length}
    </button>
  )
}

interface MenuProps extends PartProps {
  readonly editable: boolean
  readonly onOpen: (open: boolean) => void
  readonly say: Say
}

function ParagraphMenu({ commenting, editor, editable, paragraph, onOpen, say: tell }: MenuProps) {
  const { paragraphMenu: say } = words
  const { role, number, id } = paragraph
  const comments = useRef(false)
  const { doc } = editor.state
  const move = (step: 1 | -1): void => {
    const here = paragraphOfId(editor.state.doc, id)
    const tr = here === undefined ? null : moveBlock(editor.state, here.index, step)
    if (tr === null) return
    editor.view.dispatch(tr)
    const there = paragraphOfId(editor.state.doc, id)
    if (there === undefined) return
    scrollToPlace(editor, there.start + 1)
    tell(say.moved(there.role, there.number))
  }
  const greet = (wanted: boolean): void => {
    const here = paragraphOfId(editor.state.doc, id)
    if (here === undefined) return
    editor
      .chain()
      .setTextSelection(here.start + 1)
      .setStyle(wanted ? 'salutation' : 'paragraph')
      .run()
  }
  const copy = async (): Promise<void> => {
    const link = linkToParagraph(id)
    if (await writeClipboard(link)) tell(say.copied)
    else tell(`${say.notCopied} ${link}`, standsToCopy)
  }
  const open = (isOpen: boolean): void => {
    onOpen(isOpen)
    if (isOpen || !comments.current) return
    comments.current = false
    // The menu gives the focus back to its button first.
    setTimeout(() => commenting.beginAt(id), 0)
  }
  return (
    <MenuButton
      label={say.options(role, number)}
      className={styles.options}
      placement="bottom start"
      onOpenChange={open}
      face={<Icon name="more" />}
    >
      {commenting.mayComment && (
        <MenuEntry name={say.comment} icon="comment" shortcut="Ctrl+Alt+M" onAction={() => (comments.current = true)} />
      )}
      {editable && role !== 'footnote' && (
        <>
          {canMoveBlock(doc, paragraph.index, -1) && (
            <MenuEntry name={say.moveUp} icon="arrowUp" onAction={() => move(-1)} />
          )}
          {canMoveBlock(doc, paragraph.index, 1) && (
            <MenuEntry name={say.moveDown} icon="arrowDown" onAction={() => move(1)} />
          )}
          <CheckEntry name={say.salutation} checked={role === 'salutation'} onChange={greet} />
        </>
      )}
      <MenuRule />
      <MenuEntry name={say.copyLink} icon="link" onAction={() => void copy()} />
    </MenuButton>
  )
}

/** ms that a sentence stands, and one with a link that is to be marked and copied by hand. */
const usuallyStands = 6_000
const standsToCopy = 30_000

type Say = (words: string, stands?: number) => void

function useSaid(): [string, Say] {
  const [said, setSaid] = useState({ words: '', stands: 0 })
  useEffect(() => {
    if (said.words === '') return
    const timer = setTimeout(() => setSaid({ words: '', stands: 0 }), said.stands)
    return () => clearTimeout(timer)
  }, [said])
  const say = useCallback<Say>((words, stands = usuallyStands) => setSaid({ words, stands }), [])
  return [said.words, say]
}

/** The paragraph as the text has it now; drawn again only when what is said of it changes. */
function useParagraph(editor: Editor, id: string | null): Paragraph | null {
  const subscribe = useCallback(
    (changed: () => void) => {
      editor.on('transaction', changed)
      return () => editor.off('transaction', changed)
    },
    [editor],
  )
  const find = (): Paragraph | undefined => (id === null ? undefined : paragraphOfId(editor.state.doc, id))
  useSyncExternalStore(subscribe, () => {
    const paragraph = find()
    return paragraph === undefined ? null : `${paragraph.index} ${paragraph.number} ${paragraph.role}`
  })
  return find() ?? null
}

function useThreadsOf({ threads, places }: Commenting, id: string): readonly ThreadKey[] {
  const here = useSyncExternalStore(places.subscribe, () =>
    threads.all
      .filter(({ key, state }) => {
        const place = places.at(key)
        return state.state === 'open' && place.found !== 'nowhere' && place.paragraph.id === id
      })
      .map(({ key }) => key)
      .join(' '),
  )
  return here === '' ? [] : here.split(' ')
}

/** px that a paragraph must be high so that, on the phone, handle and count do not stand over the number of the next. */
const columnHeight = 96

/** Keeps the handles at the first line of the paragraph, whatever is written above it. */
function keepBeside(editor: Editor, frame: HTMLElement, id: string): () => void {
  const { view } = editor
  let asked = 0
  const place = (): void => {
    asked = 0
    const block = view.isDestroyed ? undefined : paragraphOfId(view.state.doc, id)
    const sheet = frame.offsetParent
    if (block === undefined || sheet === null) return
    const line = view.coordsAtPos(block.start + 1)
    const middle = (line.top + line.bottom) / 2 - sheet.getBoundingClientRect().top - sheet.clientTop
    frame.style.setProperty('--y', `${Math.round(middle)}px`)
    const dom = view.nodeDOM(block.start)
    const directions = [dom, frame].map((element) => element instanceof Element && getComputedStyle(element).direction)
    frame.dataset.against = String(directions[0] !== directions[1])
    const height = dom instanceof HTMLElement ? dom.offsetHeight : 0
    frame.dataset.height = height < line.bottom - line.top + 20 ? 'line' : height < columnHeight ? 'few' : 'many'
  }
  const placeSoon = (): void => {
    if (asked === 0) asked = requestAnimationFrame(place)
  }
  place()
  const size = new ResizeObserver(placeSoon)
  for (const part of view.dom.closest('article')?.children ?? []) if (part !== frame) size.observe(part)
  editor.on('transaction', placeSoon)
  return () => {
    cancelAnimationFrame(asked)
    size.disconnect()
    editor.off('transaction', placeSoon)
  }
}
