/** Making the file: asked of the server, which may take a while, and handed to the browser to be kept. */
import { useEffect, useRef, useState } from 'react'
import { exportStatement } from '#shared/exchange/contract.ts'
import type { Choices, Format } from '#shared/exchange/formats.ts'
import type { StatementId } from '#shared/people/people.ts'
import { Refusal } from '#shared/refusal.ts'
import { download } from '../call.ts'

export type Making =
  | { readonly state: 'idle' }
  | { readonly state: 'making' }
  | { readonly state: 'failed'; readonly why: Refusal }

interface Exporting {
  readonly making: Making
  /** Resolves true when the browser has the file, false when it failed or was given up. */
  readonly make: (format: Format, choices: Choices, name: string) => Promise<boolean>
  readonly giveUp: () => void
  /** What failed is said until something else is chosen. */
  readonly forget: () => void
}

export function useExport(statementId: StatementId): Exporting {
  const [making, setMaking] = useState<Making>({ state: 'idle' })
  const underWay = useRef<AbortController | null>(null)
  useEffect(() => () => underWay.current?.abort(), [])

  const make = async (format: Format, choices: Choices, name: string): Promise<boolean> => {
    const own = new AbortController()
    underWay.current?.abort()
    underWay.current = own
    setMaking({ state: 'making' })
    try {
      const asked = { params: { statementId, format }, query: choices, signal: own.signal }
      const { blob } = await download(exportStatement, asked)
      if (own.signal.aborted) return false
      save(blob, name)
      setMaking({ state: 'idle' })
      return true
    } catch (error) {
      if (own.signal.aborted) return false
      setMaking({ state: 'failed', why: error instanceof Refusal ? error : new Refusal('failed') })
      return false
    }
  }
  const giveUp = (): void => {
    underWay.current?.abort()
    setMaking({ state: 'idle' })
  }
  const forget = (): void => setMaking((now) => (now.state === 'failed' ? { state: 'idle' } : now))
  return { making, make, giveUp, forget }
}

/** ms after which the browser has surely begun to read what it was given. */
const handedOver = 60_000

function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), handedOver)
}
