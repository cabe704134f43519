/**
 * The comments where there is no margin: on the phone one thread at a time in a sheet at the foot of the screen, with
 * its words in view above it; on a wider screen all of them in a drawer. Neither keeps anybody from the text.
 */
import type { Editor } from '@tiptap/core'
import { type RefObject, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Button } from '../design/button.tsx'
import { Icon, type IconName } from '../design/icon.tsx'
import { onPhone, useMedia } from '../design/use-media.ts'
import { words } from '../language/en.ts'
import type { Commenting } from './commenting.ts'
import styles from './comments-sheet.module.css'
import { NewComment } from './new-comment.tsx'
import { ThreadCard } from './thread-card.tsx'
import { allCommentsId, ThreadPanel } from './thread-panel.tsx'
import { type Places, type ShownThread, type ThreadKey, draftKey } from './threads.ts'
import { useRanks } from './use-ranks.ts'

interface CommentsSheetProps {
  readonly commenting: Commenting
  readonly editor: Editor
  /** Opened by its button, to which the focus then goes back. */
  readonly asked: boolean
  readonly onClose: () => void
}

/** The button in the status line. */
export const commentsButtonId = 'comments-button'

export function CommentsSheet({ commenting, editor, asked, onClose }: CommentsSheetProps) {
  const { comments: say } = words
  const { threads, places, active, activate, draft, mayComment } = commenting
  const phone = useMedia(onPhone)
  const [listsAll, setListsAll] = useState(false)
  const sheet = useRef<HTMLElement>(null)
  const inOrder = useInOrder(commenting)
  const at = inOrder.findIndex(({ key }) => key === active)
  const thread = inOrder[at] ?? threads.all.find(({ key }) => key === active)
  const single = phone && !listsAll
  if (listsAll && draft !== null) setListsAll(false)

  // One thread is always at hand, and whoever looks at it may answer.
  const first = inOrder[0]?.key
  useEffect(() => {
    if (single && draft === null && thread === undefined && first !== undefined) activate(first)
  }, [single, draft, thread, first, activate])
  useEffect(() => {
    if (asked) sheet.current?.focus({ preventScroll: true })
  }, [asked])
  useCovered(sheet, phone)
  useWordsInView(sheet, editor, places, phone ? (draft === null ? active : draftKey) : null)

  const close = (): void => {
    const held = sheet.current?.contains(document.activeElement) === true
    onClose()
    if (held) requestAnimationFrame(() => document.getElementById(commentsButtonId)?.focus())
  }
  const step = (by: 1 | -1): void => {
    const next = inOrder[(at + by + inOrder.length) % inOrder.length]
    if (next) activate(next.key)
  }
  return (
    <section
      ref={sheet}
      id="comments"
      className={`${styles.sheet} ${single ? styles.single : ''}`}
      role="dialog"
      aria-label={say.region}
      tabIndex={-1}
      // On the side that the language of the text gives it; what stands in it is in that of the interface.
      lang={words.language}
      onKeyDown={({ key, target, currentTarget }) => {
        if (key !== 'Escape' || !(target instanceof Element) || !currentTarget.contains(target)) return
        if (target.closest('input, select, [contenteditable="true"]') === null) close()
      }}
    >
      <span className={styles.grab} aria-hidden="true" />
      {listsAll ? (
        <div className={styles.body} dir={words.direction}>
          <ThreadPanel commenting={commenting} onClose={() => setListsAll(false)} />
        </div>
      ) : (
        <>
          <header className={styles.head} dir={words.direction}>
            <h2>{single ? <Title commenting={commenting} thread={thread} /> : say.region}</h2>
            {single && draft === null && inOrder.length > 0 && (
              <span className={styles.steps}>
                <HeadButton name={say.previous} icon="arrowStart" onPress={() => step(-1)} />
                <span className={styles.count}>{say.place(at + 1, inOrder.length)}</span>
                <HeadButton name={say.next} icon="arrowEnd" onPress={() => step(1)} />
              </span>
            )}
            {!single && <span className={styles.count}>{say.open(inOrder.filter(isOpen).length)}</span>}
            <HeadButton id={allCommentsId} name={say.all} icon="list" onPress={() => setListsAll(true)} />
            <HeadButton name={words.close} icon="cross" onPress={close} />
          </header>
          <div className={styles.body} dir={words.direction}>
            {draft !== null && <NewComment commenting={commenting} draft={draft} />}
            {single
              ? draft === null && thread && <ThreadCard key={thread.key} commenting={commenting} thread={thread} />
              : inOrder.map((one) => <ThreadCard key={one.key} commenting={commenting} thread={one} />)}
            {threads.loaded && draft === null && inOrder.length === 0 && thread === undefined && (
              <p className={styles.empty}>
                {threads.all.length > 0 ? words.threadPanel.none.open : mayComment ? say.emptyToTouch : say.emptyToRead}
              </p>
            )}
          </div>
        </>
      )}
    </section>
  )
}

interface HeadButtonProps {
  readonly id?: string
  readonly name: string
  readonly icon: IconName
  readonly onPress: () => void
}

const HeadButton = ({ id, name, icon, onPress }: HeadButtonProps) => (
  <Button id={id} look="quiet" shape="icon" aria-label={name} title={name} onClick={onPress}>
    <Icon name={icon} />
  </Button>
)

/** The open threads in the order of the text, those that are not found in it last, and the active one among them. */
function useInOrder({ threads, places, active }: Commenting): readonly ShownThread[] {
  const ranks = useRanks(threads.all, places)
  const rank = ({ key }: ShownThread): number => ranks.get(key) ?? Infinity
  return threads.all
    .filter((thread) => thread.key === active || isOpen(thread))
    .toSorted((one, other) => (rank(one) === rank(other) ? 0 : rank(one) - rank(other)))
}

const isOpen = ({ state }: ShownThread): boolean => state.state === 'open'

function Title({ commenting: { places, draft }, thread }: { commenting: Commenting; thread: ShownThread | undefined }) {
  const { comments: say } = words
  const key = draft === null ? thread?.key : draftKey
  return useSyncExternalStore(places.subscribe, () => {
    const place = key === undefined ? null : places.at(key)
    if (place === null) return say.region
    // One's own words are looked for in the moment after; that others are no longer there stands on the card.
    if (place.found === 'nowhere') return key === draftKey ? say.comment : say.region
    return place.paragraph.number === null ? say.unnumbered : say.paragraph(place.paragraph.number)
  })
}

/** Keeps the sheet above the keyboard, and says how much of the screen it covers to what must not lie below it. */
function useCovered(sheet: RefObject<HTMLElement | null>, phone: boolean): void {
  useLayoutEffect(() => {
    const element = sheet.current
    if (element === null || !phone) return
    const page = document.documentElement.style
    const view = window.visualViewport
    const fit = (): void => {
      const keyboard = view === null ? 0 : window.innerHeight - view.height - view.offsetTop
      element.style.setProperty('--keyboard', `${keyboard}px`)
      page.setProperty('--covered', `${element.offsetHeight + keyboard}px`)
    }
    fit()
    const size = new ResizeObserver(fit)
    size.observe(element)
    view?.addEventListener('resize', fit)
    view?.addEventListener('scroll', fit)
    return () => {
      size.disconnect()
      view?.removeEventListener('resize', fit)
      view?.removeEventListener('scroll', fit)
      element.style.removeProperty('--keyboard')
      page.removeProperty('--covered')
    }
  }, [sheet, phone])
}

/** ms in which the sheet has come up, and the keyboard of the phone may have */
const settling = 260

/** Keeps the first line of the words above the sheet, also of words at the very end. */
function useWordsInView(
  sheet: RefObject<HTMLElement | null>,
  editor: Editor,
  places: Places,
  key: ThreadKey | null,
): void {
  useLayoutEffect(() => {
    const desk = sheet.current?.closest('main')
    if (!desk) return
    const reveal = (): void => {
      const place = key === null || editor.isDestroyed ? null : places.at(key)
      if (!sheet.current || place === null || place.found === 'nowhere') return
      const line = editor.view.coordsAtPos(place.from)
      const frame = desk.getBoundingClientRect()
      const [top, bottom] = [frame.top + 24, sheet.current.getBoundingClientRect().top - 24]
      // A third of the way down, so that what follows is in sight as well.
      if (line.top < top || line.bottom > bottom) desk.scrollBy({ top: line.top - top - (bottom - top) / 3 })
    }
    const frame = requestAnimationFrame(reveal)
    const timer = setTimeout(reveal, settling)
    window.visualViewport?.addEventListener('resize', reveal)
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
      window.visualViewport?.removeEventListener('resize', reveal)
    }
  }, [sheet, editor, places, key])
}
