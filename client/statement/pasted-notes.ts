/**
 * Footnotes in pasted HTML: references and notes as Word (`_ftn1`), Google Docs (`ftnt1`) and LibreOffice
 * (`sdfootnote1sym`) link them. What this editor wrote names them itself.
 */

const toNote = /^#_?(?:ftn|edn|ftnt|sdfootnote)(\d+)(?:sym)?$/
const toReference = /^#_?(?:ftnref|ednref|ftnt_ref|sdfootnote)\d+(?:anc)?$/
const notePlace = /^_?(?:ftn|edn|ftnt|sdfootnote)(\d+)$/

/** The note that an element refers to; null for no reference. */
export function referenceIn(element: HTMLElement): string | null {
  if (element.matches('sup.footnote-reference')) return noteName(element.dataset.note ?? '')
  const link = element.localName === 'a' ? element.getAttribute('href') : null
  const number = link === null ? undefined : toNote.exec(link)?.[1]
  return number === undefined ? null : noteName(number)
}

/** The link from a note back to the text. */
export function isBackLink(element: HTMLElement): boolean {
  return element.localName === 'a' && toReference.test(element.getAttribute('href') ?? '')
}

/** The note that an element holds the words of; null for none. */
export function noteOf(element: HTMLElement): string | null {
  if (element.dataset.role === 'footnote') return noteName(element.dataset.note ?? '')
  const number = element.localName === 'div' ? notePlace.exec(element.id)?.[1] : undefined
  return number === undefined ? null : noteName(number)
}

const noteName = (name: string): string => name.slice(0, 64)
