/** The statement on the desk: who may write, in which mode, and the parts of the page around the text. */
import type { Editor } from '@tiptap/core'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { may } from '#shared/people/rights.ts'
import { type SyncState, savedMark } from '#shared/room/sync-state.ts'
import type { Language } from '#shared/statement/statement.ts'
import { Choices } from '../design/choice.tsx'
import { Icon, Nib } from '../design/icon.tsx'
import { ChoiceEntries, MenuButton, MenuEntry, PanelButton, Submenu } from '../design/menu.tsx'
import pill from '../design/pill.module.css'
import { chooseTheme, themes, useTheme } from '../design/theme.ts'
import { words } from '../language/en.ts'
import { useLanguage, useLetterhead } from '../room/letterhead.ts'
import { Presence } from '../room/presence.tsx'
import type { Room } from '../room/provider.ts'
import { type Mark, SyncBadge } from '../room/sync-badge.tsx'
import { type Connection, useConnection } from '../room/use-connection.ts'
import { useSyncState } from '../room/use-room.ts'
import { useTitle } from '../use-title.ts'
import { useTextEditor } from './editor.tsx'
import frame from './frame.module.css'
import { LetterheadView } from './letterhead.tsx'
import { type Mode, modeIcons, modes } from './mode.ts'
import { Notices } from './notices.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'
import type { OpenedStatement } from './statement-page.tsx'
import { StatusLine } from './status-line.tsx'
import { SelectionToolbar } from './toolbar.tsx'
import { focusFirst, useRegions } from './use-regions.ts'
import { GreyLines } from './waiting.tsx'

interface DraftingProps {
  readonly room: Room
  readonly opened: OpenedStatement
}

export function Drafting({ room, opened }: DraftingProps) {
  const sync = useSyncState(room)
  const connection = useConnection(room)
  const language = useLanguage(room)
  const { title } = useLetterhead(room)
  const [chosenMode, setMode] = useState<Mode>('edit')
  const [listsShortcuts, setListsShortcuts] = useState(false)
  const loaded = useLoaded(room, sync)

  const mayEdit = may('edit', opened.standing)
  const canWrite = mayEdit && loaded && sync.state !== 'locked' && sync.state !== 'refused'
  const mode = canWrite ? chosenMode : 'read'
  const editable = canWrite && mode === 'edit'
  const mark = loaded ? markOf(sync, mayEdit) : null

  const whole = useRef<HTMLDivElement>(null)
  const sheet = useRef<HTMLElement>(null)
  const [editor, host] = useTextEditor(room, { loaded, editable })
  const focusText = (): void => editor?.view.dom.focus()
  const part = (name: string) => () => whole.current?.querySelector(`:scope > ${name}`)
  useRegions([
    { find: part('header'), focus: () => focusFirst(part('header')()) },
    { find: part('main'), focus: focusText },
    { find: part('footer'), focus: () => focusFirst(part('footer')()) },
  ])
  const announced = useKeys({ mark, setMode, listShortcuts: () => setListsShortcuts(true) })
  useTitle(title === '' ? words.untitled : title)

  return (
    <div className={frame.frame} ref={whole}>
      <Bar
        room={room}
        opened={opened}
        editor={editor}
        connection={connection}
        title={loaded ? title : opened.statement.title}
        mark={mark}
        mode={mode}
        canWrite={canWrite}
        onMode={setMode}
        onSkip={focusText}
        onShortcuts={() => setListsShortcuts(true)}
      />
      <Notices room={room} connection={connection} />
      <main className={frame.desk} aria-label={words.statement.main}>
        <div className={frame.spread} lang={language} dir={directionOf(language)}>
          <article className={frame.sheet} ref={sheet}>
            {loaded ? (
              <>
                <LetterheadView room={room} editable={editable} onEnter={() => editor?.commands.focus('start')} />
                <div ref={host} />
                {editor && <SelectionToolbar editor={editor} sheet={sheet} />}
              </>
            ) : (
              <GreyLines />
            )}
          </article>
        </div>
      </main>
      <StatusLine
        room={room}
        editor={editor}
        connection={connection}
        mode={mode}
        canWrite={canWrite}
        onMode={setMode}
      />
      <p className="only-heard" aria-live="polite">
        {announced}
      </p>
      <ShortcutsDialog open={listsShortcuts} onClose={() => setListsShortcuts(false)} />
    </div>
  )
}

const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr')

/** True from the moment on when the whole text has come; what came stays when the connection goes. */
function useLoaded(room: Room, sync: SyncState): boolean {
  const [loaded, setLoaded] = useState(false)
  const has = sync.state === 'live' || (sync.state !== 'loading' && room.text.length > 0)
  if (has && !loaded) setLoaded(true)
  return loaded || has
}

function markOf(sync: SyncState, mayEdit: boolean): Mark | null {
  const mark = savedMark(sync)
  if (mark === 'loading') return null
  return mark === 'saved' && !mayEdit ? 'locked' : mark
}

interface Keys {
  readonly mark: Mark | null
  readonly setMode: (mode: Mode) => void
  readonly listShortcuts: () => void
}

/** The keys of the whole page. Answers what is to be read out. */
function useKeys({ mark, setMode, listShortcuts }: Keys): string {
  const [announced, setAnnounced] = useState('')
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const mod = event.ctrlKey || event.metaKey
      if (mod && !event.altKey && !event.shiftKey && event.code === 'KeyS') {
        const sentence = mark === null ? words.statement.opening : words.saved.announce[mark]
        // The same words again are news to a screen reader only if something about them differs.
        setAnnounced((before) => (before === sentence ? `${sentence}\u00a0` : sentence))
      } else if (mod && event.altKey && event.shiftKey && event.code === 'KeyZ') setMode('edit')
      else if (mod && event.altKey && event.shiftKey && event.code === 'KeyC') setMode('read')
      else if (event.key === '?' && !isTyping(event.target)) listShortcuts()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  })
  return announced
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))

interface BarProps {
  readonly room: Room
  readonly opened: OpenedStatement
  readonly editor: Editor | null
  readonly connection: Connection
  readonly title: string
  readonly mark: Mark | null
  readonly mode: Mode
  readonly canWrite: boolean
  readonly onMode: (mode: Mode) => void
  readonly onSkip: () => void
  readonly onShortcuts: () => void
}

function Bar(props: BarProps) {
  const { room, opened, editor, connection, title, mark, mode, canWrite, onMode, onSkip, onShortcuts } = props
  const theme = useTheme()
  const goTo = (code: string): void =>
    editor?.view.dom.querySelector(`.caret[data-who="${CSS.escape(code)}"]`)?.scrollIntoView({ block: 'center' })
  return (
    <header className={frame.bar}>
      <a
        className={frame.skip}
        href="#statement"
        onClick={(event) => {
          event.preventDefault()
          onSkip()
        }}
      >
        {words.skip}
      </a>
      <div className={frame.start}>
        <Link className={frame.nib} href="/" aria-label={words.home}>
          <Nib />
        </Link>
        <span className={frame.title} dir="auto">
          {title === '' ? words.untitled : title}
        </span>
        <span className={frame.notOnPhone}>
          <Status opened={opened} />
        </span>
        {mark && <SyncBadge mark={mark} />}
      </div>
      <div className={frame.notOnPhone}>
        <Choices
          label={words.statement.mode}
          value={mode}
          onChange={onMode}
          choices={modes.map((value) => ({
            value,
            name: words.statement.modes[value],
            icon: modeIcons[value],
            disabled: value === 'edit' && !canWrite,
          }))}
          reason={canWrite ? undefined : words.statement.cannotEdit}
        />
      </div>
      <div className={frame.end}>
        <Presence room={room} you={opened.you} connection={connection} onGoTo={goTo} />
        <span className={frame.rule} />
        <MenuButton label={words.statement.more} look="quiet" shape="icon" face={<Icon name="more" />}>
          <Submenu name={words.theme.button} icon="sun">
            <ChoiceEntries
              label={words.theme.button}
              value={theme}
              onChange={chooseTheme}
              choices={themes.map((value) => ({ value, name: words.theme.names[value] }))}
            />
          </Submenu>
          <MenuEntry name={words.statement.shortcuts} icon="keyboard" shortcut="?" onAction={onShortcuts} />
        </MenuButton>
      </div>
    </header>
  )
}

/** Where the statement stands, and what that means for whoever looks. */
function Status({ opened: { standing, statement, participations } }: { opened: OpenedStatement }) {
  const { statement: say } = words
  const penholder = participations.find(({ holdsPen }) => holdsPen)?.delegation.name
  return (
    <PanelButton
      className={pill.pill}
      label={say.status(say.drafting)}
      face={
        <>
          <Icon name="pencil" />
          {say.drafting}
        </>
      }
    >
      <p>{statement.drafting === 'open' ? say.draftingOpen : say.draftingClosed}</p>
      <p>{standing.holdsPen ? say.holdsPen : penholder && say.penholder(penholder)}</p>
      {standing.role && !standing.holdsPen && <p>{say.role(standing.role)}</p>}
    </PanelButton>
  )
}
