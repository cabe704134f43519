/**
 * The row between bar and desk, there only when something is to be said: offline and back, a server that cannot save, a
 * refusal, words that were moved. It pushes the desk down and moves no line on the sheet.
 */
import { useEffect, useState } from 'react'
import { type SyncState, unsaved } from '#shared/room/sync-state.ts'
import { Button } from '../design/button.tsx'
import { words } from '../language/en.ts'
import { opensOffline, useNewVersion } from '../new-version.ts'
import type { Room } from '../room/provider.ts'
import type { LeftBehind } from '../room/renewal.ts'
import { useLanguage } from '../room/letterhead.ts'
import { onTextMoved } from '../room/room-binding.ts'
import type { Connection } from '../room/use-connection.ts'
import type { Entered } from '../room/use-open-room.ts'
import { useSyncState } from '../room/use-room.ts'
import { directionOf } from './direction.ts'
import { Dismiss, Notice } from './notice.tsx'
import styles from './notices.module.css'
import { StandingNotices } from './standing-notices.tsx'
import type { OpenedStatement } from './statement-page.tsx'
import type { StatementDeeds } from './use-statement-deeds.ts'

interface NoticesProps {
  readonly entered: Entered
  readonly opened: OpenedStatement
  readonly deeds: StatementDeeds
  readonly connection: Connection
}

export function Notices({ entered, opened, deeds, connection }: NoticesProps) {
  const { room, left, dismiss } = entered
  const sync = useSyncState(room)
  const language = useLanguage(room)
  const penholder = opened.participations.find(({ holdsPen }) => holdsPen)?.delegation.name
  return (
    <div className={styles.notices} dir={directionOf(language)}>
      <div role="status" aria-label={words.notice.connection}>
        <ConnectionNotice room={room} sync={sync} connection={connection} />
      </div>
      <Trouble room={room} sync={sync} penholder={penholder} />
      {left && <LeftBehindNotice left={left} onDismiss={dismiss} />}
      <StandingNotices opened={opened} deeds={deeds} />
      <TextMovedNotice room={room} />
      <NewVersionNotice />
    </div>
  )
}

function ConnectionNotice({ room, sync, connection }: { room: Room; sync: SyncState; connection: Connection }) {
  const { notice: say } = words
  switch (connection.connection) {
    case 'there':
      return null
    case 'lost':
      return (
        <Notice
          tone="warn"
          icon="offline"
          strong={say.offline}
          action={
            <Button size="small" onClick={room.retry}>
              {say.tryNow}
            </Button>
          }
        >
          {say.offlineWith(unsaved(sync))} {!opensOffline() && say.needsHttps}
        </Notice>
      )
    case 'back':
      return (
        <Notice tone="plain" icon="check" strong={say.back}>
          {say.backWith(connection.sent)}
        </Notice>
      )
  }
}

/** What keeps the text from being saved. It interrupts: whoever types must know at once. */
function Trouble({ room, sync, penholder }: { room: Room; sync: SyncState; penholder: string | undefined }) {
  const { notice: say } = words
  if (sync.state !== 'locked' && sync.state !== 'stopped') return null
  const kept = unsaved(sync)
  return (
    <div role="alert">
      <Notice
        tone="danger"
        icon="alert"
        strong={sync.state === 'locked' ? say.cannotSave : say.stopped(sync.code)}
        action={
          <>
            {kept > 0 && <CopyWords words={room.unsentWords} name={say.copyChanges(kept)} />}
            {sync.state === 'stopped' && (
              <Button size="small" onClick={() => location.reload()}>
                {say.reload}
              </Button>
            )}
          </>
        }
      >
        {sync.state === 'locked' ? say.cannotSaveWith(sync.reason, kept) : say.stoppedWith(sync.code, penholder)}
      </Notice>
    </div>
  )
}

/** What the server did not take, once the page goes on with the text as the server has it. */
function LeftBehindNotice({ left, onDismiss }: { left: LeftBehind; onDismiss: () => void }) {
  const { notice: say } = words
  const { code, changes } = left
  return (
    <div role="alert">
      <Notice
        tone="danger"
        icon="alert"
        strong={words.refusal(code)}
        action={
          <>
            {left.words !== '' && <CopyWords words={() => left.words} name={say.copyChanges(changes)} />}
            <Dismiss onPress={onDismiss} />
          </>
        }
      >
        {changes > 0 && say.notTaken(changes)}
      </Notice>
    </div>
  )
}

/** Copies what the server has not taken; where the browser refuses the clipboard, shows it for copying by hand. */
function CopyWords({ words: wordsToCopy, name }: { words: () => string; name: string }) {
  const [copied, setCopied] = useState<{ readonly by: 'clipboard' } | { readonly by: 'hand'; text: string } | null>(
    null,
  )
  const copy = async (): Promise<void> => {
    const text = wordsToCopy()
    try {
      await navigator.clipboard.writeText(text)
      setCopied({ by: 'clipboard' })
    } catch {
      setCopied({ by: 'hand', text })
    }
  }
  return (
    <>
      <Button size="small" onClick={() => void copy()}>
        {copied?.by === 'clipboard' ? words.notice.copied : name}
      </Button>
      {copied?.by === 'hand' && (
        <textarea
          className={styles.byHand}
          readOnly
          aria-label={name}
          value={copied.text}
          ref={(element) => element?.select()}
        />
      )}
    </>
  )
}

function TextMovedNotice({ room }: { room: Room }) {
  const [moved, setMoved] = useState(false)
  useEffect(() => onTextMoved(room, () => setMoved(true)), [room])
  const { notice: say } = words
  return (
    <div role="status" aria-label={say.textMovedName}>
      {moved && (
        <Notice tone="plain" icon="alert" strong={say.textMoved} action={<Dismiss onPress={() => setMoved(false)} />}>
          {say.textMovedWith}
        </Notice>
      )}
    </div>
  )
}

/** Never reloads by itself: somebody may be in the middle of a sentence. */
function NewVersionNotice() {
  const updated = useNewVersion()
  const { notice: say } = words
  return (
    <div role="status" aria-label={say.version}>
      {updated && (
        <Notice
          tone="plain"
          icon="sync"
          strong={say.updated}
          action={
            <Button size="small" onClick={() => location.reload()}>
              {say.reload}
            </Button>
          }
        >
          {say.updatedWith}
        </Notice>
      )}
    </div>
  )
}
