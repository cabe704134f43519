/** Beginning a statement: under which name, for which delegation, from which text. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import type { Person } from '#shared/people/contract.ts'
import { Refusal } from '#shared/refusal.ts'
import { createStatement } from '#shared/statement/contract.ts'
import { template as templates, type Template } from '#shared/statement/statement.ts'
import { call } from '../call.ts'
import { Button } from '../design/button.tsx'
import { Combobox } from '../design/combobox.tsx'
import { Dialog } from '../design/dialog.tsx'
import { Field } from '../design/field.tsx'
import { Select } from '../design/select.tsx'
import { words } from '../language/en.ts'
import { useDirectory } from '../people/use-directory.tsx'
import styles from './new-statement-dialog.module.css'

interface NewStatementProps {
  readonly person: Person
  /** Chosen before the dialog opened. */
  readonly template: Template | 'blank'
  readonly open: boolean
  readonly onClose: () => void
}

export const NewStatementDialog = ({ open, onClose, ...form }: NewStatementProps) => (
  <Dialog heading={words.newStatement.heading} close={words.close} open={open} onClose={onClose}>
    <NewStatementForm {...form} />
  </Dialog>
)

interface Entered {
  readonly name: string
  readonly delegation: string
  readonly template: Template | 'blank'
}

function NewStatementForm({ person, template }: Pick<NewStatementProps, 'person' | 'template'>) {
  const { newStatement: say } = words
  const { delegate, delegation, account } = person
  const [entered, setEntered] = useState<Entered>({ name: delegate.name, delegation: delegation.name, template })
  const [tried, setTried] = useState(false)
  const directory = useDirectory()
  const queries = useQueryClient()
  const [, goTo] = useLocation()
  const creating = useMutation({
    mutationFn: () => call(createStatement, { body: bodyOf(entered, person) }),
    onSuccess: async ({ statementId }) => {
      goTo(`/statements/${statementId}`)
      // The account may have another name now.
      await queries.invalidateQueries({ queryKey: ['session'] })
    },
  })

  const mayChooseDelegation = account?.administrator ?? false
  const missing = tried ? whatIsMissing(entered) : {}
  const refused = creating.error === null ? {} : whereItBelongs(creating.error)
  const set = (change: Partial<Entered>): void => setEntered((before) => ({ ...before, ...change }))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (Object.keys(whatIsMissing(entered)).length === 0 && !creating.isPending) creating.mutate()
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Field
        label={say.name}
        name="name"
        autoComplete="name"
        autoFocus
        maxLength={80}
        value={entered.name}
        onChange={({ target }) => set({ name: target.value })}
        error={missing.name ?? refused.name}
        hint={say.nameHint}
      />
      <Combobox
        label={say.delegation}
        name="delegation"
        value={entered.delegation}
        onChange={(chosen) => set({ delegation: chosen })}
        suggestions={directory}
        locked={!mayChooseDelegation}
        error={missing.delegation ?? refused.delegation}
        hint={mayChooseDelegation ? say.delegationHint : say.delegationFixed}
      />
      <Select
        label={say.startFrom}
        choices={[
          { value: 'blank', name: say.blank },
          ...templates.options.map((value) => ({ value, name: say.templates[value] })),
        ]}
        value={entered.template}
        onChange={(chosen) => set({ template: chosen })}
        hint={entered.template === 'blank' ? undefined : say.templateOf[entered.template]}
        error={refused.template}
      />
      <div className={styles.foot}>
        <Button type="submit" look="solid" size="large">
          {say.submit}
        </Button>
      </div>
    </form>
  )
}

/** Only what was changed is sent: an own name that stays renames nobody, an own delegation needs no right. */
const bodyOf = ({ name, delegation, template }: Entered, person: Person) => ({
  title: '',
  ...(name.trim() !== person.delegate.name && { name }),
  ...(delegation.trim() !== person.delegation.name && { penholder: delegation }),
  ...(template !== 'blank' && { template }),
})

type Complaints = Partial<Record<keyof Entered, string>>

function whatIsMissing({ name, delegation }: Entered): Complaints {
  return {
    ...(name.trim() === '' && { name: words.newStatement.nameMissing }),
    ...(delegation.trim() === '' && { delegation: words.newStatement.delegationMissing }),
  }
}

/** A refusal stands below the field it is about; what is about none stands above the button, below the last. */
function whereItBelongs(error: Error): Complaints {
  const code = error instanceof Refusal ? error.code : 'failed'
  const sentence = words.refusal(code)
  switch (code) {
    case 'name-taken':
      return { name: sentence }
    case 'unknown-delegation':
      return { delegation: sentence }
    default:
      return { template: sentence }
  }
}
