/** Until when people may join by a link: a few usual times, or any other. All of them in the time zone of this device. */
import { type FormEvent, useState } from 'react'
import { Button } from '../design/button.tsx'
import { Field } from '../design/field.tsx'
import { Select } from '../design/select.tsx'
import { formatDay, formatMoment, readLocal, timeZone, writeLocal } from '../language/dates.ts'
import { words } from '../language/en.ts'
import styles from './delegations.module.css'

interface ExpiryProps {
  readonly delegation: string
  /** Epoch ms, as `now`. */
  readonly expiresAt: number
  readonly now: number
  readonly onChange: (expiresAt: number) => void
  /** Another time than the usual ones is wanted. */
  readonly onOther: () => void
}

export function Expiry({ delegation, expiresAt, now, onChange, onOther }: ExpiryProps) {
  const { delegations: say } = words
  const usual = usualTimes(now)
  return (
    <Select
      label={say.expiryOf(delegation)}
      look="quiet"
      value="as-it-is"
      choices={[
        { value: 'as-it-is', name: formatMoment(expiresAt, now) },
        ...usual.map(({ value, at }) => ({ value, name: say.expiries[value](formatDay(at, now)) })),
        { value: 'other', name: say.otherTime },
      ]}
      onChange={(chosen) => {
        const at = usual.find(({ value }) => value === chosen)?.at
        if (at !== undefined) onChange(at)
        else if (chosen === 'other') onOther()
      }}
    />
  )
}

/** The last minute of this day, of the next, and of those in a week and in thirty days. */
const usualTimes = (now: number) =>
  (
    [
      ['today', 0],
      ['tomorrow', 1],
      ['week', 7],
      ['month', 30],
    ] as const
  ).map(([value, days]) => {
    const day = new Date(now)
    day.setDate(day.getDate() + days)
    return { value, at: day.setHours(23, 59, 0, 0) }
  })

interface OtherTimeProps {
  readonly delegation: string
  readonly expiresAt: number
  readonly onChange: (expiresAt: number) => void
  readonly onCancel: () => void
}

/** Date and time as the device writes them. */
export function OtherTime({ delegation, expiresAt, onChange, onCancel }: OtherTimeProps) {
  const { delegations: say } = words
  const [value, setValue] = useState(writeLocal(expiresAt))
  const [complaint, setComplaint] = useState<string>()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const at = readLocal(value)
    const now = Date.now()
    if (at === null || at <= now) setComplaint(say.timeIsPast)
    else if (at > now + mostDays * 86_400_000) setComplaint(say.timeTooFar(mostDays))
    else onChange(at)
  }
  return (
    <form className={styles.small} onSubmit={submit} noValidate>
      <Field
        label={say.otherTimeOf(delegation, timeZone(readLocal(value) ?? expiresAt))}
        type="datetime-local"
        autoFocus
        value={value}
        onChange={({ target }) => {
          setValue(target.value)
          setComplaint(undefined)
        }}
        error={complaint}
      />
      <SmallFormButtons onCancel={onCancel} />
    </form>
  )
}

interface LimitProps {
  readonly delegation: string
  readonly maxPeople: number
  readonly onChange: (maxPeople: number) => void
  readonly onCancel: () => void
}

/** How many people may join by a link. */
export function Limit({ delegation, maxPeople, onChange, onCancel }: LimitProps) {
  const { delegations: say } = words
  const [value, setValue] = useState(String(maxPeople))
  const [wrong, setWrong] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const people = Number(value)
    if (Number.isInteger(people) && people >= 1 && people <= mostPeople) onChange(people)
    else setWrong(true)
  }
  return (
    <form className={styles.small} onSubmit={submit} noValidate>
      <Field
        label={say.limitOf(delegation)}
        inputMode="numeric"
        autoFocus
        value={value}
        onChange={({ target }) => {
          setValue(target.value)
          setWrong(false)
        }}
        error={wrong ? say.limitWrong(mostPeople) : undefined}
      />
      <SmallFormButtons onCancel={onCancel} />
    </form>
  )
}

/** As the contract and the server have it. */
const mostPeople = 200
const mostDays = 400

const SmallFormButtons = ({ onCancel }: { onCancel: () => void }) => (
  <div className={styles.smallButtons}>
    <Button type="submit">{words.delegations.set}</Button>
    <Button look="quiet" onClick={onCancel}>
      {words.delegations.cancel}
    </Button>
  </div>
)
