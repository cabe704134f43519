/** The bar: the way home, title, status, saved mark, mode, who is here, and the menu of what is rarely needed. */
import type { Editor } from '@tiptap/core'
import { memo, useCallback, useState } from 'react'
import { Link } from 'wouter'
import { may } from '#shared/people/rights.ts'
import { Button } from '../design/button.tsx'
import { Choices } from '../design/choice.tsx'
import { Icon, Nib } from '../design/icon.tsx'
import { words } from '../language/en.ts'
import { useFollowing } from '../room/following.ts'
import { useLanguage } from '../room/letterhead.ts'
import { FollowingLine, Presence, PresenceDialog } from '../room/presence.tsx'
import type { Room } from '../room/provider.ts'
import { SyncBadge } from '../room/sync-badge.tsx'
import type { Connection } from '../room/use-connection.ts'
import { directionOf } from './direction.ts'
import { Exporting } from './exporting.tsx'
import { FetchedDialog } from './fetched-dialog.tsx'
import frame from './frame.module.css'
import { type Mode, modeIcons, modes } from './mode.ts'
import { MoreMenu, type Tool } from './more-menu.tsx'
import { Sharing } from './share.tsx'
import type { OpenedStatement } from './statement-page.tsx'
import { StatusMenu } from './status-menu.tsx'
import type { StatementDeeds } from './use-statement-deeds.ts'

const fetchDevice = () => import('../people/device-dialog.tsx')

interface BarProps {
  readonly room: Room
  readonly opened: OpenedStatement
  readonly deeds: StatementDeeds
  readonly editor: Editor | null
  readonly connection: Connection
  readonly title: string
  readonly mayEdit: boolean
  readonly mode: Mode
  readonly canWrite: boolean
  readonly onMode: (mode: Mode) => void
  readonly onSkip: () => void
  readonly onTool: (tool: Tool) => void
  readonly onShortcuts: () => void
}

export function Bar(props: BarProps) {
  const {
    room,
    opened,
    deeds,
    editor,
    connection,
    title,
    mayEdit,
    mode,
    canWrite,
    onMode,
    onSkip,
    onTool,
    onShortcuts,
  } = props
  const [sharing, setSharing] = useState(false)
  const [linksDevice, setLinksDevice] = useState(false)
  const [exporting, setExporting] = useState(false)
  const [showsPresence, setShowsPresence] = useState(false)
  const language = useLanguage(room)
  const mayInvite = may('invite', opened.standing)
  const following = useFollowing(
    room,
    useCallback(() => editor?.view.dom ?? null, [editor]),
  )
  return (
    <header className={frame.bar} dir={directionOf(language)}>
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
          <StatusMenu opened={opened} deeds={deeds} />
        </span>
        <SyncBadge room={room} mayEdit={mayEdit} />
      </div>
      <div className={frame.notOnPhone}>
        <ModeChoice mode={mode} canWrite={canWrite} onMode={onMode} />
      </div>
      <div className={frame.end}>
        <Presence room={room} you={opened.you} connection={connection} following={following} />
        <span className={frame.rule} />
        {mayInvite && (
          <span className={frame.notOnPhone}>
            <Button onClick={() => setSharing(true)}>
              <Icon name="people" />
              {words.share.button}
            </Button>
          </span>
        )}
        <span className={frame.notOnPhone}>
          <Button look="solid" onClick={() => setExporting(true)}>
            <Icon name="download" />
            {words.exporting.button}
          </Button>
        </span>
        <MoreMenu
          room={room}
          canWrite={canWrite}
          opened={opened}
          deeds={deeds}
          onTool={onTool}
          onPresence={() => setShowsPresence(true)}
          onShare={() => setSharing(true)}
          onExport={() => setExporting(true)}
          onDevice={() => setLinksDevice(true)}
          onShortcuts={onShortcuts}
        />
      </div>
      <FollowingLine following={following} />
      <PresenceDialog
        room={room}
        you={opened.you}
        connection={connection}
        following={following}
        open={showsPresence}
        onClose={() => setShowsPresence(false)}
      />
      {mayInvite && sharing && <Sharing room={room} opened={opened} onClose={() => setSharing(false)} />}
      {exporting && <Exporting room={room} opened={opened} onClose={() => setExporting(false)} />}
      {linksDevice && (
        <FetchedDialog fetchCode={fetchDevice} heading={words.device.heading} onClose={() => setLinksDevice(false)}>
          {({ DeviceDialog }) => (
            <DeviceDialog statementId={opened.statement.id} onClose={() => setLinksDevice(false)} />
          )}
        </FetchedDialog>
      )}
    </header>
  )
}

/** By itself, since React writes the name and the type of a radio button whenever it draws one, changed or not. */
const ModeChoice = memo(function ModeChoice({
  mode,
  canWrite,
  onMode,
}: Pick<BarProps, 'mode' | 'canWrite' | 'onMode'>) {
  const { statement: say } = words
  return (
    <Choices
      label={say.mode}
      value={mode}
      onChange={onMode}
      choices={modes.map((value) => ({
        value,
        name: say.modes[value],
        icon: modeIcons[value],
        disabled: value === 'edit' && !canWrite,
      }))}
      reason={canWrite ? undefined : say.cannotEdit}
    />
  )
})
