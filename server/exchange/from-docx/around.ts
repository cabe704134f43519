/** What a file has besides its text, and a statement never has: headers, footers and macros. */
import type { Element } from './elements.ts'
import type { Reading } from './reading.ts'
import { everythingIn, textOf } from './tree.ts'

export function countAround({ file, losses, isOurs }: Reading): void {
  // The foot of our own paper says its title and the number of the page.
  const parts = isOurs ? file.parts('header') : [...file.parts('header'), ...file.parts('footer')]
  for (const { root } of parts) if (saysAnything(root)) losses.count('header')
  if (file.hasMacros) losses.count('macro')
}

/** More than the number of a page. */
const saysAnything = (root: Element): boolean =>
  [...everythingIn(root)].some(
    (element) =>
      (element.name === 'w:t' && /\p{L}/u.test(textOf(element))) ||
      element.name === 'w:drawing' ||
      element.name === 'w:pict',
  )
