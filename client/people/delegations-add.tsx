/** Brings a delegation to the table: typed or chosen from the directory, with its role. Its link is made with it. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type Seat, invite } from '#shared/people/contract.ts'
import { findDelegation, nameKey } from '#shared/people/directory.ts'
import { type Role, type StatementId, role as roles } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import { call } from '../call.ts'
import { Button } from '../design/button.tsx'
import { Combobox } from '../design/combobox.tsx'
import { Icon } from '../design/icon.tsx'
import { Select } from '../design/select.tsx'
import { words } from '../language/en.ts'
import styles from './delegations.module.css'
import { useDirectory } from './use-directory.tsx'

interface AddProps {
  readonly statementId: StatementId
  readonly seats: readonly Seat[]
}

export function AddDelegation({ statementId, seats }: AddProps) {
  const { delegations: say } = words
  const [choice, setChoice] = useState('')
  const [role, setRole] = useState<Role>('drafter')
  const [complaint, setComplaint] = useState<string>()
  const queries = useQueryClient()
  const directory = useDirectory()
  const taken = new Set(seats.map(({ participation }) => participation.delegation.code))
  const adding = useMutation({
    mutationFn: () => call(invite, { params: { statementId }, body: { delegation: choice, role } }),
    onSuccess: async () => {
      setChoice('')
      await queries.invalidateQueries({ queryKey: ['statement', statementId] })
    },
    onError: (error) => setComplaint(words.refusal(error instanceof Refusal ? error.code : 'failed')),
  })

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const complaints = choice.trim() === '' ? say.delegationMissing : sittingAlready(choice, seats)
    setComplaint(complaints)
    if (complaints === undefined && !adding.isPending) adding.mutate()
  }
  return (
    <form className={styles.add} onSubmit={submit} noValidate>
      <Combobox
        label={say.delegation}
        look="boxed"
        placeholder={say.placeholder}
        autoFocus
        value={choice}
        onChange={(typed) => {
          setChoice(typed)
          setComplaint(undefined)
        }}
        suggestions={directory.filter(({ alias }) => !taken.has(alias))}
        error={complaint}
      />
      <Select
        label={say.role}
        look="boxed"
        value={role}
        onChange={setRole}
        choices={roles.options.map((value) => ({ value, name: say.roles[value] }))}
      />
      <Button type="submit" look="solid">
        <Icon name="plus" />
        {say.add}
      </Button>
      <p className="only-heard" role="status">
        {adding.data && say.added(adding.data.delegation.name)}
      </p>
    </form>
  )
}

function sittingAlready(choice: string, seats: readonly Seat[]): string | undefined {
  const wanted = nameKey(findDelegation(choice)?.name ?? choice)
  const sitting = seats.find(({ participation: { delegation } }) => nameKey(delegation.name) === wanted)
  return sitting && words.delegations.takesPart(sitting.participation.delegation.name)
}
