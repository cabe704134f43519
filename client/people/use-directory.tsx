/** The delegations that the directory knows, as a combobox offers them. */
import { useMemo } from 'react'
import { listDirectory } from '#shared/people/directory.ts'
import type { Suggestion } from '../design/combobox.tsx'
import styles from './front.module.css'

export const useDirectory = (): readonly Suggestion[] =>
  useMemo(
    () =>
      listDirectory('en').map(({ code, name }) => ({
        key: code,
        value: name,
        alias: code,
        mark: <span className={styles.code}>{code}</span>,
      })),
    [],
  )
