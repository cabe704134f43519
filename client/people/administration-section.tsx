/** The parts of the administration page: a section with its heading, and what was refused in it. */
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useId } from 'react'
import { Refusal } from '#shared/refusal.ts'
import { words } from '../language/en.ts'
import styles from './administration.module.css'

interface SectionProps {
  readonly heading: string
  /** Beside the heading: what can be done here. */
  readonly deed?: ReactNode
  readonly children: ReactNode
}

export function Section({ heading, deed, children }: SectionProps) {
  const id = useId()
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.heading}>
        <h2 id={id}>{heading}</h2>
        {deed}
      </div>
      {children}
    </section>
  )
}

/** What was refused, where it was asked; a right that is gone takes the page with it. */
export function Complaint({ error }: { error: Error | null }) {
  const queries = useQueryClient()
  const code = error instanceof Refusal ? error.code : 'failed'
  const gone = code === 'not-signed-in' || code === 'not-allowed'
  useEffect(() => {
    if (gone) void queries.resetQueries({ queryKey: ['session'] })
  }, [gone, queries])
  return (
    error && (
      <p className={styles.complaint} role="alert">
        {words.refusal(code)}
      </p>
    )
  )
}
