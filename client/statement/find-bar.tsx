/**
 * Find and replace: a quiet bar over the top of the desk, which moves no line of the sheet. Enter and Shift+Enter go
 * from match to match, Esc goes back to the text at the match. Whoever cannot write finds and does not replace.
 */
import type { Editor } from '@tiptap/core'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { words } from '../language/en.ts'
import { useLanguage } from '../room/letterhead.ts'
import type { Room } from '../room/provider.ts'
import { bindingOf } from '../room/room-binding.ts'
import { directionOf } from './direction.ts'
import { useSelected } from './editor.tsx'
import styles from './find-bar.module.css'
import { countOf, endFinding, find, goToMatch, replaceAllMatches, replaceMatch } from './finding.ts'

/** How the bar stands open; with the keys and the menu entry that open it. */
export type FindShown = 'closed' | 'find' | 'replace'

interface FindBarProps {
  readonly room: Room
  readonly editor: Editor
  readonly shown: 'find' | 'replace'
  readonly editable: boolean
  readonly onShow: (shown: FindShown) => void
}

export function FindBar({ room, editor, shown, editable, onShow }: FindBarProps) {
  const { find: say } = words
  const [looked, setLooked] = useState(() => selectedWords(editor))
  const [replacement, setReplacement] = useState('')
  const [matchCase, setMatchCase] = useState(false)
  const [wholeWords, setWholeWords] = useState(false)
  const [replaced, setReplaced] = useState<number | null>(null)
  const count = useSelected(editor, countOf)
  const language = useLanguage(room)
  const field = useRef<HTMLInputElement>(null)
  const bar = useRef<HTMLDivElement>(null)

  useEffect(() => find(editor, { words: looked, matchCase, wholeWords }), [editor, looked, matchCase, wholeWords])
  useLayoutEffect(() => showCurrent(editor, bar.current), [editor, count])
  // Opened once more, with or without Replace, it begins where somebody types.
  useEffect(() => {
    field.current?.focus({ preventScroll: true })
    field.current?.select()
  }, [shown])
  useEffect(() => () => void (editor.isDestroyed || endFinding(editor)), [editor])

  const go = (step: 1 | -1): void => {
    setReplaced(null)
    goToMatch(editor, step)
  }
  useF3(go)
  const close = (): void => {
    onShow('closed')
    endFinding(editor)
    editor.view.dom.focus()
  }
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.nativeEvent.isComposing) return
    const inField = event.target === field.current
    if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && inField) go(event.shiftKey ? -1 : 1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const replace = (): void => replaceMatch(editor, bindingOf(room), replacement)
  const none = count === null || count.endsWith('/0')
  const replaces = editable && shown === 'replace'

  return (
    <div className={styles.place} lang={words.language} dir={directionOf(language)}>
      <div className={styles.bar} ref={bar} role="search" aria-label={say.name} onKeyDown={press}>
        <div className={styles.row}>
          <input
            ref={field}
            className={styles.field}
            type="text"
            aria-label={say.find}
            placeholder={say.find}
            dir="auto"
            spellCheck={false}
            value={looked}
            onChange={({ target }) => {
              setReplaced(null)
              setLooked(target.value)
            }}
          />
          <span className={styles.after}>
            <span className={styles.count} role="status" dir={words.direction}>
              {looked !== '' && sayCount(count, replaced)}
            </span>
            <span className={styles.group}>
              <Button
                look="quiet"
                size="small"
                shape="icon"
                aria-label={say.previous}
                aria-disabled={none}
                onClick={() => go(-1)}
              >
                <Icon name="chevronUp" />
              </Button>
              <Button
                look="quiet"
                size="small"
                shape="icon"
                aria-label={say.next}
                aria-disabled={none}
                onClick={() => go(1)}
              >
                <Icon name="chevronDown" />
              </Button>
              <Button look="quiet" size="small" shape="icon" aria-label={words.close} onClick={close}>
                <Icon name="cross" />
              </Button>
            </span>
          </span>
        </div>
        {replaces && (
          <div className={styles.row}>
            <input
              className={styles.field}
              type="text"
              aria-label={say.replaceWith}
              placeholder={say.replaceWith}
              dir="auto"
              value={replacement}
              onChange={({ target }) => setReplacement(target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && !event.nativeEvent.isComposing) replace()
              }}
            />
            <span className={styles.group}>
              <Button size="small" aria-disabled={none} onClick={replace}>
                {say.replace}
              </Button>
              <Button
                size="small"
                aria-disabled={none}
                onClick={() => setReplaced(replaceAllMatches(editor, bindingOf(room), replacement))}
              >
                {say.replaceAll}
              </Button>
            </span>
          </div>
        )}
        <div className={styles.options}>
          <Option name={say.matchCase} chosen={matchCase} onChoose={setMatchCase} />
          <Option name={say.wholeWords} chosen={wholeWords} onChoose={setWholeWords} />
          {editable && shown === 'find' && (
            <button type="button" className={styles.more} dir={words.direction} onClick={() => onShow('replace')}>
              {say.alsoReplace}
            </button>
          )}
        </div>
      </div>
    </div>
  )
}

interface OptionProps {
  readonly name: string
  readonly chosen: boolean
  readonly onChoose: (chosen: boolean) => void
}

const Option = ({ name, chosen, onChoose }: OptionProps) => (
  <label className={styles.option}>
    <input type="checkbox" checked={chosen} onChange={({ target }) => onChoose(target.checked)} />
    {name}
  </label>
)

function sayCount(count: string | null, replaced: number | null): string {
  if (replaced !== null) return words.find.replaced(replaced)
  const [current = 0, all = 0] = (count ?? '').split('/').map(Number)
  return all === 0 ? words.find.none : words.find.count(current, all)
}

/** What is selected, where it is a few words of one block: whoever marks words and opens the bar means them. */
function selectedWords({ state: { doc, selection } }: Editor): string {
  const { $from, $to, from, to } = selection
  return $from.sameParent($to) && to - from <= 100 ? doc.textBetween(from, to) : ''
}

/** Brings the current match into view, below the bar, without taking the focus. */
function showCurrent(editor: Editor, bar: HTMLElement | null): void {
  const match = editor.view.dom.querySelector('.found.current')
  const desk = match?.closest('main')
  if (!match || !desk) return
  const [place, frame] = [match.getBoundingClientRect(), desk.getBoundingClientRect()]
  const top = Math.max(frame.top, bar?.getBoundingClientRect().bottom ?? 0)
  if (place.top < top + 8 || place.bottom > frame.bottom - 24) match.scrollIntoView({ block: 'center' })
}

/** F3 and Shift+F3 go on wherever the focus is, as in every editor. */
function useF3(go: (step: 1 | -1) => void): void {
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== 'F3') return
      event.preventDefault()
      go(event.shiftKey ? -1 : 1)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  })
}

const onMac = /Mac|iP(hone|ad)/.test(navigator.platform)

/**
 * Ctrl+F opens the bar, Ctrl+H with Replace (on a Mac Cmd+F and Cmd+Shift+H; Cmd+H belongs to the system). Pressed once
 * more in the open bar, Ctrl+F is the browser's: it also finds what stands around the text.
 */
export function useFindKeys(show: (shown: 'find' | 'replace') => void): void {
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent): void => {
      const mod = onMac ? event.metaKey : event.ctrlKey
      const { target } = event
      if (!mod || event.altKey || !(target instanceof Element) || target.closest('[role="dialog"]')) return
      const letter = event.key.toLowerCase()
      if (letter === 'f' && !event.shiftKey && !target.closest('[role="search"]')) show('find')
      else if (letter === 'h' && event.shiftKey === onMac) show('replace')
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  })
}
