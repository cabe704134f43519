/** Where the words of an import come from: the last that was touched counts. */
import { useEffect, useMemo, useRef, useState } from 'react'
import { type Formatted, type Reading, readFile, readPastedText } from './import-source.ts'
import type { Given } from './use-inspection.ts'
import type { Brought } from './use-paste.ts'

export type Origin =
  | { readonly from: 'nowhere' }
  /** `reading` is null until the file was read. */
  | { readonly from: 'file'; readonly key: string; readonly file: File; readonly reading: Reading | null }
  | { readonly from: 'paste'; readonly text: string; readonly formatted: Formatted | null }

interface Origins {
  readonly origin: Origin
  /** What it is read as; null while its file is read. */
  readonly reading: Reading | null
  /** Null where there is nothing to send. */
  readonly given: Given | null
  readonly take: (file: File) => void
  readonly type: (text: string, formatted: Formatted | null) => void
  readonly empty: () => void
}

export function useOrigin(brought: Brought | null): Origins {
  const [origin, setOrigin] = useState<Origin>(() => originOf(brought))
  const taken = useRef(0)
  useEffect(() => {
    if (origin.from !== 'file' || origin.reading !== null) return undefined
    let passed = false
    void readFile(origin.file).then((reading) => {
      if (!passed) setOrigin({ ...origin, reading })
    })
    return () => {
      passed = true
    }
  }, [origin])
  const reading = useMemo(() => readingOf(origin), [origin])
  const given = useMemo(() => givenOf(origin, reading), [origin, reading])
  return {
    origin,
    reading,
    given,
    take: (file) => {
      taken.current += 1
      setOrigin({ from: 'file', key: `file ${taken.current}`, file, reading: null })
    },
    type: (text, formatted) => setOrigin({ from: 'paste', text, formatted }),
    empty: () => setOrigin({ from: 'nowhere' }),
  }
}

function originOf(brought: Brought | null): Origin {
  if (brought === null) return { from: 'nowhere' }
  if (brought.kind === 'file') return { from: 'file', key: 'file 0', file: brought.file, reading: null }
  return { from: 'paste', text: brought.formatted.text, formatted: brought.formatted }
}

function readingOf(origin: Origin): Reading | null {
  switch (origin.from) {
    case 'nowhere':
      return { unreadable: 'nothing' }
    case 'file':
      return origin.reading
    case 'paste':
      return readPastedText(origin.text, origin.formatted)
  }
}

/** A paste is one source while it is corrected: its preview stays until the next one is there. */
function givenOf(origin: Origin, reading: Reading | null): Given | null {
  if (reading === null || !('source' in reading)) return null
  return origin.from === 'file'
    ? { key: origin.key, source: reading.source, settles: false }
    : { key: origin.from, source: reading.source, settles: true }
}
