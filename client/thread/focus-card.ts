/** The focus on a thread's card. */
import { type ThreadKey, cardId } from './threads.ts'

/** Gives it to the card once that is drawn, in the next frame; the text is not moved. */
export const focusCard = (key: ThreadKey): void =>
  void requestAnimationFrame(() => document.getElementById(cardId(key))?.focus({ preventScroll: true }))
