/** What somebody does with their own account: another device, administration, signing out here or everywhere. */
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { Person } from '#shared/people/contract.ts'
import { Refusal } from '#shared/refusal.ts'
import { Confirm } from '../design/confirm.tsx'
import { Icon } from '../design/icon.tsx'
import { MenuButton, MenuEntry } from '../design/menu.tsx'
import { words } from '../language/en.ts'
import { CopyActions } from './copy-actions.tsx'
import styles from './house-bar.module.css'
import { DeviceDialog } from './device-dialog.tsx'
import { useSignOut } from './sign-out.ts'

export function AccountMenu({ person }: { person: Person }) {
  const { account: say } = words
  const [, goTo] = useLocation()
  const [onDevice, setOnDevice] = useState(false)
  const { signOut, unsent, words: unsentWords, goOn, stay, error } = useSignOut(person.delegate.id)
  return (
    <>
      <MenuButton label={say.button} look="quiet" shape="icon" face={<Icon name="chevronDown" />}>
        <MenuEntry name={say.device} icon="device" onAction={() => setOnDevice(true)} />
        {person.account?.administrator && (
          <MenuEntry name={say.administration} icon="shield" onAction={() => goTo('/administration')} />
        )}
        <MenuEntry name={say.signOut} icon="signOut" onAction={() => signOut('here')} />
        <MenuEntry name={say.signOutEverywhere} icon="signOut" onAction={() => signOut('everywhere')} />
      </MenuButton>
      {error && (
        <p className={styles.stays} role="alert">
          {say.staysSignedIn} {words.refusal(error instanceof Refusal ? error.code : 'failed')}
        </p>
      )}
      {onDevice && <DeviceDialog statementId={null} onClose={() => setOnDevice(false)} />}
      <Confirm
        heading={say.unsentHeading}
        confirm={say.unsentConfirm}
        cancel={say.unsentCancel}
        open={unsent.length > 0}
        onConfirm={goOn}
        onCancel={stay}
      >
        <p>{say.unsentExplanation}</p>
        <ul className={styles.unsent}>
          {unsent.map(({ statementId, changes }) => (
            <li key={statementId}>
              <Link href={`/statements/${statementId}`}>{say.unsentOpen(changes)}</Link>
            </li>
          ))}
        </ul>
        {unsentWords !== '' && (
          <CopyActions
            place="dialog"
            text={unsentWords}
            say={{ copy: words.unsent.copy, copied: words.notice.copied, field: words.unsent.words }}
          />
        )}
      </Confirm>
    </>
  )
}
