/** What only stands around something else. */
import type { Element } from './elements.ts'
import type { Losses } from './losses.ts'
import { childOf, elementsIn } from './tree.ts'

/** What a program reads that knows all that we know: the first choice, or else what stands in for it (part 3, 9.3). */
export function chosenOf(element: Element): readonly Element[] {
  const chosen = childOf(element, 'mc:Choice') ?? childOf(element, 'mc:Fallback')
  return chosen === undefined ? [] : elementsIn(chosen)
}

/** What stands in a content control (part 1, 17.5.2); a prompt that nobody has answered says nothing. */
export function contentOf(element: Element, losses: Losses): readonly Element[] {
  const content = childOf(element, 'w:sdtContent')
  if (content === undefined) return []
  if (childOf(childOf(element, 'w:sdtPr'), 'w:showingPlcHdr') === undefined) return elementsIn(content)
  losses.count('other')
  return []
}
