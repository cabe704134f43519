/** The menu of what is rarely needed, at the end of the bar. */
import { may } from '#shared/people/rights.ts'
import { Icon } from '../design/icon.tsx'
import { ChoiceEntries, MenuButton, MenuEntry, MenuRule, Submenu } from '../design/menu.tsx'
import { chooseTheme, themes, useTheme } from '../design/theme.ts'
import { onPhone, useMedia } from '../design/use-media.ts'
import { words } from '../language/en.ts'
import { useLanguage } from '../room/letterhead.ts'
import type { Room } from '../room/provider.ts'
import { LanguageEntries } from './language-entries.tsx'
import type { OpenedStatement } from './statement-page.tsx'
import { DraftingEntry } from './status-menu.tsx'
import type { StatementDeeds } from './use-statement-deeds.ts'

/** What works on the text from the menu. */
export type Tool = 'find' | 'authors' | 'speaking'

interface MoreMenuProps {
  readonly room: Room
  readonly canWrite: boolean
  readonly opened: OpenedStatement
  readonly deeds: StatementDeeds
  readonly onTool: (tool: Tool) => void
  readonly onPresence: () => void
  readonly onShare: () => void
  readonly onExport: () => void
  readonly onDevice: () => void
  readonly onShortcuts: () => void
}

export function MoreMenu({
  room,
  canWrite,
  opened,
  deeds,
  onTool,
  onPresence,
  onShare,
  onExport,
  onDevice,
  onShortcuts,
}: MoreMenuProps) {
  const { statement: say } = words
  const { standing } = opened
  const phone = useMedia(onPhone)
  const theme = useTheme()
  const language = useLanguage(room)
  return (
    <MenuButton label={words.statement.more} look="quiet" shape="icon" face={<Icon name="more" />}>
      {/* What stands in the bar and in the status line where there is room for it. */}
      {phone && <MenuEntry name={words.presence.who} icon="people" onAction={onPresence} />}
      {phone && may('invite', standing) && <MenuEntry name={words.share.button} icon="link" onAction={onShare} />}
      {phone && <MenuEntry name={words.exporting.button} icon="download" onAction={onExport} />}
      {phone && may('decide', standing) && <DraftingEntry drafting={standing.drafting} deeds={deeds} />}
      {phone && canWrite && (
        <Submenu name={words.statusLine.language(words.statusLine.languages[language])} icon="globe">
          <LanguageEntries room={room} />
        </Submenu>
      )}
      {phone && <MenuRule />}
      <MenuEntry name={words.find.entry} icon="search" shortcut="Ctrl+F" onAction={() => onTool('find')} />
      <MenuEntry name={words.authors.entry} icon="hands" onAction={() => onTool('authors')} />
      <MenuEntry name={words.speaking.entry} icon="clock" onAction={() => onTool('speaking')} />
      <MenuRule />
      {may('create', standing) && <MenuEntry name={say.duplicate} icon="copy" onAction={deeds.duplicate} />}
      {may('invite', standing) && (
        <MenuEntry
          name={standing.archived ? say.bringBack : say.archive}
          icon={standing.archived ? 'back' : 'archive'}
          onAction={() => deeds.setArchived(!standing.archived)}
        />
      )}
      {may('invite', standing) && <MenuRule />}
      <MenuEntry name={words.account.device} icon="device" onAction={onDevice} />
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
  )
}
