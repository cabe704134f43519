/** Inviting a colleague: whom they speak for and what they may, which makes a link for one use. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { inviteColleague } from '#shared/people/contract.ts'
import { Refusal } from '#shared/refusal.ts'
import { call } from '../call.ts'
import { Button } from '../design/button.tsx'
import { Combobox } from '../design/combobox.tsx'
import { Dialog } from '../design/dialog.tsx'
import { Switch } from '../design/switch.tsx'
import { words } from '../language/en.ts'
import type { ShownLink } from './administration-link.tsx'
import styles from './administration.module.css'
import { useDirectory } from './use-directory.tsx'

interface InviteDialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly onLink: (link: ShownLink) => void
}

export const InviteDialog = ({ open, onClose, onLink }: InviteDialogProps) => (
  <Dialog
    heading={words.administration.inviteHeading}
    lead={words.administration.inviteExplanation}
    close={words.close}
    open={open}
    onClose={onClose}
  >
    <InviteForm onLink={onLink} />
  </Dialog>
)

function InviteForm({ onLink }: Pick<InviteDialogProps, 'onLink'>) {
  const { administration: say } = words
  const [delegation, setDelegation] = useState('')
  const [account, setAccount] = useState({ administrator: false, create: true })
  const [tried, setTried] = useState(false)
  const directory = useDirectory()
  const queries = useQueryClient()
  const inviting = useMutation({
    mutationFn: () => call(inviteColleague, { body: { delegation, account } }),
    onSuccess: async (made) => {
      onLink({ ...made, whom: say.colleagueOf(delegation.trim()) })
      await queries.invalidateQueries({ queryKey: ['accounts'] })
    },
  })
  const refused = inviting.error && words.refusal(inviting.error instanceof Refusal ? inviting.error.code : 'failed')
  const missing = tried && delegation.trim() === '' ? say.inviteDelegationMissing : undefined

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (delegation.trim() !== '' && !inviting.isPending) inviting.mutate()
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Combobox
        label={say.inviteDelegation}
        name="delegation"
        autoFocus
        value={delegation}
        onChange={setDelegation}
        suggestions={directory}
        error={missing ?? refused ?? undefined}
        hint={say.inviteDelegationHint}
      />
      <span className={styles.rights}>
        <Switch
          on={account.create || account.administrator}
          onChange={(create) => setAccount({ ...account, create })}
          locked={account.administrator ? say.createIncluded : undefined}
        >
          {say.create}
        </Switch>
        <Switch on={account.administrator} onChange={(administrator) => setAccount({ ...account, administrator })}>
          {say.administer}
        </Switch>
      </span>
      <div className={styles.foot}>
        <Button type="submit" look="solid" size="large">
          {say.inviteSubmit}
        </Button>
      </div>
    </form>
  )
}
