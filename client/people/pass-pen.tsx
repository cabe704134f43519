/** Passing the pen: to whom, and what changes for whom. */
import { type FormEvent, useState } from 'react'
import type { Seat } from '#shared/people/contract.ts'
import type { DelegationId } from '#shared/people/people.ts'
import { Button } from '../design/button.tsx'
import { Dialog } from '../design/dialog.tsx'
import { Select } from '../design/select.tsx'
import { words } from '../language/en.ts'
import styles from './delegations.module.css'

interface PassPenProps {
  readonly seats: readonly Seat[]
  /** Of whoever passes it, who may be an administrator of another delegation. */
  readonly yours: DelegationId
  readonly administrator: boolean
  readonly onPass: (to: DelegationId) => void
  readonly onClose: () => void
}

export function PassPenDialog({ seats, yours, administrator, onPass, onClose }: PassPenProps) {
  const { passPen: say } = words
  const holder = seats.find(({ participation }) => participation.holdsPen)?.participation.delegation
  const others = seats.filter(({ participation }) => !participation.holdsPen)
  const [to, setTo] = useState(others[0]?.participation.delegation.id)
  const chosen = others.find(({ participation }) => participation.delegation.id === to) ?? others[0]
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (chosen) onPass(chosen.participation.delegation.id)
  }
  return (
    <Dialog heading={say.heading} close={words.close} open onClose={onClose}>
      {chosen && holder ? (
        <form className={styles.passPen} onSubmit={submit}>
          <Select
            label={say.to}
            value={chosen.participation.delegation.id}
            onChange={setTo}
            choices={others.map(({ participation: { delegation } }) => ({
              value: delegation.id,
              name: delegation.name,
            }))}
          />
          <p>{say.gains(chosen.participation.delegation.name)}</p>
          <p>{holder.id === yours ? say.youKeep(administrator) : say.keeps(holder.name)}</p>
          {!isHere(chosen) && <p className={styles.warning}>{say.nobodyHere(chosen.participation.delegation.name)}</p>}
          <div className={styles.formButtons}>
            <Button onClick={onClose}>{say.cancel}</Button>
            <Button type="submit" look="solid">
              {say.confirm}
            </Button>
          </div>
        </form>
      ) : (
        <p>{say.nobody}</p>
      )}
    </Dialog>
  )
}

const isHere = ({ people, others }: Seat): boolean => others.length > 0 || people.some(({ hereNow }) => hereNow)
