/** The menu of what is rarely needed, at the end of the bar. */
import { Icon } from '../design/icon.tsx'
import { ChoiceEntries, MenuButton, MenuEntry, Submenu } from '../design/menu.tsx'
import { chooseTheme, themes, useTheme } from '../design/theme.ts'
import { words } from '../language/en.ts'

interface MoreMenuProps {
  readonly onShortcuts: () => void
}

export function MoreMenu({ onShortcuts }: MoreMenuProps) {
  const theme = useTheme()
  return (
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
  )
}
