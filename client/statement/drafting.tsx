/** The statement on the desk: who may write, in which mode, and the parts of the page around the text. */
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { may } from '#shared/people/rights.ts'
import type { SyncState } from '#shared/room/sync-state.ts'
import { Toasts } from '../design/toast.tsx'
import { words } from '../language/en.ts'
import { useLanguage, useLetterhead } from '../room/letterhead.ts'
import type { Room } from '../room/provider.ts'
import { markOf } from '../room/sync-badge.tsx'
import { useConnection } from '../room/use-connection.ts'
import type { Entered } from '../room/use-open-room.ts'
import { useSyncValue } from '../room/use-room.ts'
import { CommentingOn, useCommenting } from '../thread/commenting-on.tsx'
import { Comments } from '../thread/comments.tsx'
import { ParagraphHandles } from '../thread/paragraph-handles.tsx'
import { ThreadNews } from '../thread/thread-news.tsx'
import { UndoToast } from '../thread/undo-toast.tsx'
import { useTitle } from '../use-title.ts'
import { AuthorsPanel, authorsId } from './authors-panel.tsx'
import { Bar } from './bar.tsx'
import { directionOf } from './direction.ts'
import { useTextEditor } from './editor.tsx'
import { FindBar, type FindShown, useFindKeys } from './find-bar.tsx'
import frame from './frame.module.css'
import { LetterheadView } from './letterhead.tsx'
import type { Mode } from './mode.ts'
import type { Tool } from './more-menu.tsx'
import { Notices } from './notices.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'
import type { OpenedStatement } from './statement-page.tsx'
import { SpeakingDialog } from './speaking-dialog.tsx'
import { StatusLine } from './status-line.tsx'
import { SelectionToolbar, type SelectionToolbarProps } from './toolbar.tsx'
import { useAuthors } from './use-authors.ts'
import { useKeys } from './use-keys.ts'
import { focusFirst, useRegions } from './use-regions.ts'
import { useStatementDeeds } from './use-statement-deeds.ts'
import { GreyLines } from './waiting.tsx'

interface DraftingProps {
  readonly entered: Entered
  readonly opened: OpenedStatement
}

export function Drafting({ entered, opened }: DraftingProps) {
  const { room } = entered
  const state = useSyncValue(room, (sync) => sync.state)
  const connection = useConnection(room)
  const language = useLanguage(room)
  const { title } = useLetterhead(room)
  const [chosenMode, setMode] = useState<Mode>('edit')
  const [listsShortcuts, setListsShortcuts] = useState(false)
  const [showsTime, setShowsTime] = useState(false)
  const [authorsAsked, setAuthorsAsked] = useState(0)
  const [showsComments, setShowsComments] = useState(false)
  const [find, setFind] = useState<FindShown>('closed')
  const loaded = useLoaded(room, state)
  const deeds = useStatementDeeds(opened.statement.id)

  const mayEdit = may('edit', opened.standing)
  const canWrite = mayEdit && loaded && state !== 'locked' && state !== 'stopped'
  const mode = canWrite ? chosenMode : 'read'
  const editable = canWrite && mode === 'edit'

  const whole = useRef<HTMLDivElement>(null)
  const sheet = useRef<HTMLElement>(null)
  const [editor, host] = useTextEditor(room, { loaded, editable })
  const focusText = (): void => editor?.view.dom.focus()
  const comments = (): HTMLElement | null => document.getElementById('comments')
  const part = (name: string) => () => whole.current?.querySelector(`:scope > ${name}`)
  useRegions([
    { find: part('header'), focus: () => focusFirst(part('header')()) },
    { find: part('main'), focus: focusText },
    { find: comments, focus: () => focusFirst(comments()) },
    { find: part('footer'), focus: () => focusFirst(part('footer')()) },
  ])
  const announced = useKeys({
    readMark: () => markOf(room.sync.read(), mayEdit),
    setMode,
    listShortcuts: () => setListsShortcuts(true),
  })
  const authorship = useAuthors(room, editor, opened.you, authorsAsked > 0)
  useFindKeys(setFind)
  const closeAuthors = (): void => {
    setAuthorsAsked(0)
    focusText()
  }
  const openTool = (tool: Tool): void => {
    switch (tool) {
      case 'find':
        return setFind(editable ? 'replace' : 'find')
      case 'authors':
        // Asked for while a comment stands in its place, it comes back.
        return setAuthorsAsked(document.getElementById(authorsId) === null ? authorsAsked + 1 : 0)
      case 'speaking':
        return setShowsTime(true)
    }
  }
  useTitle(title === '' ? words.untitled : title)

  return (
    <CommentingOn
      room={room}
      editor={editor}
      you={opened.you}
      mayComment={may('comment', opened.standing)}
      mayTakeOut={may('decide', opened.standing)}
    >
      <div className={frame.frame} ref={whole}>
        <Bar
          room={room}
          opened={opened}
          deeds={deeds}
          editor={editor}
          connection={connection}
          title={loaded ? title : opened.statement.title}
          mayEdit={mayEdit}
          mode={mode}
          canWrite={canWrite}
          onMode={setMode}
          onSkip={focusText}
          onTool={openTool}
          onShortcuts={() => setListsShortcuts(true)}
        />
        <Notices entered={entered} opened={opened} deeds={deeds} connection={connection} />
        <main className={frame.desk} aria-label={words.statement.main}>
          {editor && find !== 'closed' && (
            <FindBar room={room} editor={editor} shown={find} editable={editable} onShow={setFind} />
          )}
          <div className={frame.spread} lang={language} dir={directionOf(language)}>
            <article className={frame.sheet} ref={sheet}>
              {loaded ? (
                <>
                  <LetterheadView room={room} editable={editable} onEnter={() => editor?.commands.focus('start')} />
                  <div ref={host} />
                  {editor && <Toolbar editor={editor} sheet={sheet} editable={editable} />}
                  {editor && <ParagraphHandles editor={editor} editable={editable} />}
                </>
              ) : (
                <GreyLines />
              )}
            </article>
            {editor && (
              <Beside
                asked={authorsAsked}
                authors={<AuthorsPanel editor={editor} authorship={authorship} onClose={closeAuthors} />}
              >
                <Comments
                  editor={editor}
                  opened={opened}
                  open={showsComments}
                  onClose={() => setShowsComments(false)}
                />
              </Beside>
            )}
          </div>
        </main>
        <StatusLine
          room={room}
          editor={editor}
          connection={connection}
          mode={mode}
          canWrite={canWrite}
          onMode={setMode}
          onSpeakingTime={() => setShowsTime(true)}
          onComments={() => {
            setAuthorsAsked(0)
            setShowsComments(true)
          }}
        />
        <Toasts side={directionOf(language)} lang={words.language} dir={words.direction}>
          <ThreadNews />
          <UndoToast />
        </Toasts>
        <p className="only-heard" aria-live="polite">
          {announced}
        </p>
        <SpeakingDialog
          room={room}
          editor={editor}
          editable={canWrite}
          open={showsTime}
          onClose={() => setShowsTime(false)}
        />
        <ShortcutsDialog open={listsShortcuts} onClose={() => setListsShortcuts(false)} />
      </div>
    </CommentingOn>
  )
}

function Toolbar(props: Omit<SelectionToolbarProps, 'onComment'>) {
  const { mayComment, beginHere } = useCommenting()
  return <SelectionToolbar {...props} onComment={mayComment ? beginHere : null} />
}

interface BesideProps {
  /** How often the names were asked for since they were last closed. */
  readonly asked: number
  readonly authors: ReactNode
  /** The comments. */
  readonly children: ReactNode
}

/**
 * Who wrote the text, while that is asked for, else the comments. Whoever begins a comment, or looks at one, needs its
 * card more than the names; whoever asks for the names is done with the one that they looked at.
 */
function Beside({ asked, authors, children: comments }: BesideProps) {
  const { draft, active, activate } = useCommenting()
  useEffect(() => {
    if (asked > 0) activate(null)
  }, [asked, activate])
  return asked > 0 && draft === null && active === null ? authors : comments
}

/** True from the moment on when the whole text has come; what came stays when the connection goes. */
function useLoaded(room: Room, state: SyncState['state']): boolean {
  const [loaded, setLoaded] = useState(false)
  // Offline from the first moment: then it is the text that this device keeps.
  const has = state === 'live' || state === 'offline' || (state !== 'loading' && room.text.length > 0)
  if (has && !loaded) setLoaded(true)
  return loaded || has
}
