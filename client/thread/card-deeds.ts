/** What a card of a thread does, and what becomes of it: where the focus goes, and the refusal that the card is to say. */
import { type RefObject, useEffect, useRef, useState } from 'react'
import { Refusal, type RefusalCode } from '#shared/refusal.ts'
import type { Commenting } from './commenting.ts'

export type Deeds = Pick<Commenting, 'activate' | 'attachTo' | 'offerUndo' | 'toText'> &
  Pick<Commenting['threads'], OfThreads>
type OfThreads = 'reply' | 'edit' | 'remove' | 'setState' | 'sendAgain' | 'see'

/** The same object for good, so that no other card is drawn again when one changes; it does what is to be done now. */
export function useDeeds(commenting: Commenting): Deeds {
  const now = useRef(commenting)
  useEffect(() => {
    now.current = commenting
  })
  const [deeds] = useState<Deeds>(() => ({
    activate: (key) => now.current.activate(key),
    attachTo: (thread) => now.current.attachTo(thread),
    offerUndo: (done) => now.current.offerUndo(done),
    toText: () => now.current.toText(),
    reply: (...said) => now.current.threads.reply(...said),
    edit: (...said) => now.current.threads.edit(...said),
    remove: (...said) => now.current.threads.remove(...said),
    setState: (...said) => now.current.threads.setState(...said),
    sendAgain: (comment) => now.current.threads.sendAgain(comment),
    see: (threads) => now.current.threads.see(threads),
  }))
  return deeds
}

/** Does something with the thread of a card and answers whether it is done; `refused` is why not. */
export type Run = (work: Promise<unknown>) => Promise<boolean>

/**
 * The button that was pressed may go with the deed. A focus that is nobody's then goes to the card; of a card that is
 * gone, to the next one of a list, else to the text.
 */
export function useRun(
  card: RefObject<HTMLElement | null>,
  toText: () => void,
): { readonly run: Run; readonly refused: RefusalCode | null } {
  const [refused, setRefused] = useState<RefusalCode | null>(null)
  const run: Run = async (work) => {
    setRefused(null)
    const entry = card.current?.closest('li')
    const next = [entry?.nextElementSibling, entry?.previousElementSibling]
    try {
      await work
      return true
    } catch (error) {
      setRefused(error instanceof Refusal ? error.code : 'failed')
      return false
    } finally {
      requestAnimationFrame(() => {
        if (document.activeElement !== document.body) return
        const cards = [card.current, ...next.map((other) => other?.querySelector<HTMLElement>('[data-card]'))]
        const there = cards.find((one) => one?.isConnected === true)
        if (there) there.focus({ preventScroll: true })
        // A finger would get a keyboard that it has not asked for.
        else if (!matchMedia('(pointer: coarse)').matches) toText()
      })
    }
  }
  return { run, refused }
}
