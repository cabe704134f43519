/** The bar of every page that is no statement: the product, the theme, who is signed in, and the account menu. */
import { Link } from 'wouter'
import type { Person } from '#shared/people/contract.ts'
import { Icon, Nib } from '../design/icon.tsx'
import { ChoiceEntries, MenuButton } from '../design/menu.tsx'
import { Nameplate } from '../design/nameplate.tsx'
import { chooseTheme, themes, useTheme } from '../design/theme.ts'
import { words } from '../language/en.ts'
import { AccountMenu } from './account-menu.tsx'
import styles from './house-bar.module.css'

interface HouseBarProps {
  readonly person: Person
  /** `below`: a page from which the way home leads up. */
  readonly place?: 'home' | 'below'
}

export function HouseBar({ person, place = 'home' }: HouseBarProps) {
  const theme = useTheme()
  const { delegate, delegation } = person
  return (
    <header className={styles.bar}>
      {place === 'home' ? (
        <span className={styles.sign}>
          <Nib />
        </span>
      ) : (
        <Link className={styles.sign} href="/" aria-label={words.home}>
          <Nib />
        </Link>
      )}
      <b>{words.product}</b>
      <span className={styles.end}>
        <MenuButton label={words.theme.button} look="quiet" shape="icon" face={<Icon name="sun" />}>
          <ChoiceEntries
            label={words.theme.button}
            value={theme}
            onChange={chooseTheme}
            choices={themes.map((value) => ({ value, name: words.theme.names[value] }))}
          />
        </MenuButton>
        <span className={styles.who}>
          <Nameplate code={delegation.code} hue={1} size="large" />
          <span className={styles.name} dir="auto" title={`${delegate.name}, ${delegation.name}`}>
            {delegate.name}
          </span>
        </span>
        <AccountMenu person={person} />
      </span>
    </header>
  )
}
