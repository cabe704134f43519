/** Making a statement of a source, which may take a while to be sent, and opening it. */
import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { Source } from '#shared/exchange/sources.ts'
import { Refusal } from '#shared/refusal.ts'
import { createStatement } from '#shared/statement/contract.ts'
import { call } from '../call.ts'

export type Importing =
  | { readonly state: 'idle' }
  | { readonly state: 'sending' }
  | { readonly state: 'refused'; readonly why: Refusal }

export function useImport(): {
  readonly importing: Importing
  readonly start: (source: Source) => Promise<void>
  readonly giveUp: () => void
} {
  const [importing, setImporting] = useState<Importing>({ state: 'idle' })
  const underWay = useRef<AbortController | null>(null)
  const [, goTo] = useLocation()
  useEffect(() => () => underWay.current?.abort(), [])

  const start = async (source: Source): Promise<void> => {
    const own = new AbortController()
    underWay.current?.abort()
    underWay.current = own
    setImporting({ state: 'sending' })
    try {
      const { statementId } = await call(createStatement, { body: { title: '', source }, signal: own.signal })
      if (!own.signal.aborted) goTo(`/statements/${statementId}`)
    } catch (error) {
      if (own.signal.aborted) return
      setImporting({ state: 'refused', why: error instanceof Refusal ? error : new Refusal('failed') })
    }
  }
  const giveUp = (): void => {
    underWay.current?.abort()
    setImporting({ state: 'idle' })
  }
  return { importing, start, giveUp }
}
