/** The line at the foot of the page: words, speaking time, place, language, connection; on the phone mode and time. */
import type { Editor } from '@tiptap/core'
import type { EditorState } from '@tiptap/pm/state'
import { Icon, type IconName } from '../design/icon.tsx'
import { ChoiceEntries, MenuButton } from '../design/menu.tsx'
import { formatClock } from '../language/dates.ts'
import { words } from '../language/en.ts'
import { useLanguage } from '../room/letterhead.ts'
import type { Room } from '../room/provider.ts'
import type { Connection } from '../room/use-connection.ts'
import { useHistory } from '../room/use-history.ts'
import { useSyncValue } from '../room/use-room.ts'
import { useCommenting } from '../thread/commenting-on.tsx'
import { commentsButtonId } from '../thread/comments-sheet.tsx'
import { directionOf } from './direction.ts'
import { useSelected } from './editor.tsx'
import { LanguageEntries } from './language-entries.tsx'
import { type Mode, modeIcons, modes } from './mode.ts'
import { SpokenWords } from './speaking-clock.tsx'
import styles from './status-line.module.css'

interface StatusLineProps {
  readonly room: Room
  readonly editor: Editor | null
  readonly connection: Connection
  readonly mode: Mode
  readonly canWrite: boolean
  readonly onMode: (mode: Mode) => void
  readonly onSpeakingTime: () => void
  readonly onComments: () => void
}

export function StatusLine(props: StatusLineProps) {
  const { room, editor, connection, mode, canWrite, onMode, onSpeakingTime, onComments } = props
  const { statusLine: say } = words
  const language = useLanguage(room)
  return (
    <footer className={styles.line} aria-label={say.name} dir={directionOf(language)}>
      <span className={styles.phone}>
        <MenuButton
          label={words.statement.modeIs(words.statement.modes[mode])}
          className={styles.mode}
          placement="top start"
          face={
            <>
              <Icon name={modeIcons[mode]} />
              {words.statement.modes[mode]}
              <Icon name="chevronDown" />
            </>
          }
        >
          <ChoiceEntries
            label={words.statement.mode}
            value={mode}
            onChange={onMode}
            choices={(canWrite ? modes : (['read'] as const)).map((value) => ({
              value,
              name: words.statement.modes[value],
            }))}
          />
        </MenuButton>
      </span>
      <SpokenWords room={room} editor={editor} language={language} onOpen={onSpeakingTime} />
      <span className={styles.onward}>
        {canWrite && <History room={room} />}
        <Comments onOpen={onComments} />
      </span>
      <span className={styles.end}>
        {canWrite ? editor && <ParagraphPlace editor={editor} /> : <ReadOnly />}
        <LanguageOf room={room} canWrite={canWrite} />
        <ConnectionState room={room} connection={connection} />
      </span>
    </footer>
  )
}

/** Whoever may not write sees which one it is, and why they cannot choose. */
function LanguageOf({ room, canWrite }: Pick<StatusLineProps, 'room' | 'canWrite'>) {
  const { statusLine: say } = words
  const language = useLanguage(room)
  const label = say.language(say.languages[language])
  const face = (
    <>
      <Icon name="globe" />
      {say.languages[language]}
    </>
  )
  if (!canWrite) {
    return (
      <button
        type="button"
        className={styles.button}
        aria-label={label}
        aria-disabled="true"
        aria-description={say.languageFixed}
        title={say.languageFixed}
      >
        {face}
      </button>
    )
  }
  return (
    <MenuButton
      label={label}
      className={styles.button}
      placement="top end"
      face={
        <>
          {face}
          <Icon name="chevronDown" />
        </>
      }
    >
      <LanguageEntries room={room} />
    </MenuButton>
  )
}

/** A phone has no Ctrl+Z: the two stand at the end of the line, and leave focus and keyboard where they are. */
function History({ room }: { room: Room }) {
  const { canUndo, canRedo, undo, redo } = useHistory(room)
  const button = (name: string, icon: IconName, can: boolean, act: () => void) => (
    <button
      type="button"
      className={styles.step}
      aria-label={name}
      title={name}
      aria-disabled={!can}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => can && act()}
    >
      <Icon name={icon} />
    </button>
  )
  return (
    <span className={styles.history}>
      {button(words.history.undo, 'undo', canUndo, undo)}
      {button(words.history.redo, 'redo', canRedo, redo)}
    </span>
  )
}

/** Where there is no margin for them. */
function Comments({ onOpen }: { onOpen: () => void }) {
  const { comments: say } = words
  const { all } = useCommenting().threads
  const open = all.filter(({ state }) => state.state === 'open').length
  const unseen = all.some((thread) => thread.unseen > 0)
  return (
    <button
      type="button"
      id={commentsButtonId}
      className={styles.comments}
      aria-label={say.button(open)}
      aria-description={unseen ? say.new : undefined}
      title={say.button(open)}
      onClick={onOpen}
    >
      <Icon name="comment" />
      {open}
      {unseen && <span className={styles.unseen} aria-hidden="true" />}
    </button>
  )
}

function ParagraphPlace({ editor }: { editor: Editor }) {
  const place = useSelected(editor, paragraphPlace)
  return (
    <span className={styles.place} dir={words.direction}>
      {place}
    </span>
  )
}

/** "Paragraph 2 of 6", as the numbers on the sheet count; null outside of a numbered paragraph. */
function paragraphPlace({ doc, selection: { $head } }: EditorState): string | null {
  let count = 0
  let number: number | null = null
  doc.forEach((block, start) => {
    if (block.type.name !== 'paragraph') return
    count += 1
    if (start < $head.pos && $head.pos < start + block.nodeSize) number = count
  })
  return number === null ? null : words.statusLine.paragraph(number, count)
}

const ReadOnly = () => (
  <span className={styles.place}>
    <Icon name="lock" />
    {words.statusLine.readOnly}
  </span>
)

function ConnectionState({ room, connection }: { room: Room; connection: Connection }) {
  const { statusLine: say } = words
  const state = useSyncValue(room, (sync) => sync.state)
  if (connection.connection === 'lost') {
    return (
      <span>
        <Icon name="offline" />
        {say.offlineSince(formatClock(connection.since))}
      </span>
    )
  }
  switch (state) {
    case 'live':
    case 'locked':
      return (
        <span>
          <span className={styles.dot} />
          {say.connected}
        </span>
      )
    case 'loading':
    case 'offline':
    case 'refused':
      return <span>{say.connecting}</span>
    case 'stopped':
      return (
        <span>
          <Icon name="offline" />
          {say.disconnected}
        </span>
      )
  }
}
