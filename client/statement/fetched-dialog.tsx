/**
 * A dialog whose code is fetched when it is opened. Where that cannot be had, since no server answers or since it has
 * another version by now, a sentence stands in its place: React's `lazy` would take down the page, and what is written
 * there with it.
 */
import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '../design/button.tsx'
import { Dialog } from '../design/dialog.tsx'
import { fetchMissingStyles } from '../design/stylesheets.ts'
import { words } from '../language/en.ts'

interface FetchedDialogProps<Module> {
  /** Always the same function. */
  readonly fetchCode: () => Promise<Module>
  /** Of the dialog that stands in its place. */
  readonly heading: string
  readonly onClose: () => void
  readonly children: (module: Module) => ReactNode
}

/** Mounted while it is open. */
export function FetchedDialog<Module extends object>(props: FetchedDialogProps<Module>) {
  const { fetchCode, heading, onClose, children } = props
  const [fetched, fetchAgain] = useFetched(fetchCode)
  if (fetched === 'nothing yet') return null
  if (fetched !== 'out of reach') return children(fetched)
  return (
    <Dialog
      heading={heading}
      close={words.close}
      open
      onClose={onClose}
      footer={<Button onClick={fetchAgain}>{words.tryAgain}</Button>}
    >
      <p role="alert">{words.failed.notFetched}</p>
    </Dialog>
  )
}

/**
 * `fetchCode` is an `import()` and no more: what Vite makes of it takes a `then` behind it inside, where a stylesheet that
 * fails is not heard of. The second of the answer tries once more.
 */
export function useFetched<Module extends object>(fetchCode: () => Promise<Module>) {
  const [fetched, setFetched] = useState<Module | 'nothing yet' | 'out of reach'>('nothing yet')
  const [tries, setTries] = useState(1)
  useEffect(() => {
    const fetchIt = async (): Promise<void> => {
      // Time for the focus to return from what stood in its place: from there it goes to the dialog, and back.
      if (tries > 1) await new Promise(requestAnimationFrame)
      try {
        await fetchMissingStyles()
        const module = await fetchCode()
        setFetched(() => module)
      } catch {
        setFetched('out of reach')
      }
    }
    void fetchIt()
  }, [fetchCode, tries])
  const fetchAgain = (): void => {
    setFetched('nothing yet')
    setTries(tries + 1)
  }
  return [fetched, fetchAgain] as const
}
