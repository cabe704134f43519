/** The menu of what is rarely needed, at the end of the bar. */
import { Icon } from '../design/icon.tsx'
import { ChoiceEntries, MenuButton, MenuEntry, Submenu } from '../design/menu.tsx'
import { chooseTheme, themes, useTheme } from '../design/theme.ts'
import { onPhone, useMedia } from '../design/use-media.ts'
import { words } from '../language/en.ts'

/** What works on the text from the menu. */
export type Tool = 'find' | 'authors' | 'speaking'

interface MoreMenuProps {
  readonly onTool: (tool: Tool) => void
  /** Absent for whoever may not invite. */
  readonly onShare?: (() => void) | undefined
  readonly onShortcuts: () => void
}

export function MoreMenu({ onTool, onShare, onShortcuts }: MoreMenuProps) {
  const phone = useMedia(onPhone)
  const theme = useTheme()
  return (
    <MenuButton label={words.statement.more} look="quiet" shape="icon" face={<Icon name="more" />}>
      {phone && onShare && <MenuEntry name={words.share.button} icon="people" onAction={onShare} />}
      <MenuEntry name={words.find.entry} icon="search" shortcut="Ctrl+F" onAction={() => onTool('find')} />
      <MenuEntry name={words.authors.entry} icon="hands" onAction={() => onTool('authors')} />
      <MenuEntry name={words.speaking.entry} icon="clock" onAction={() => onTool('speaking')} />
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
