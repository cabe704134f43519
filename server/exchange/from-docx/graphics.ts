/** What is drawn, in the two languages that Word has for it: how to call what is left out, and the words in it. */
import type { LostKind } from '#shared/exchange/sources.ts'
import type { Element } from './elements.ts'
import { elementsIn, localName } from './tree.ts'
import { chosenOf } from './wraps.ts'

export interface Graphic {
  /** What is lost of it; nothing for a rule between paragraphs. */
  readonly lost: readonly LostKind[]
  /** `w:txbxContent` of its text boxes. */
  readonly boxes: readonly Element[]
}

/** Of `w:drawing`, `w:pict` and `w:object`. */
export function graphicOf(element: Element): Graphic {
  const parts = [...partsOf(element)]
  const boxes = parts.filter(({ name }) => name === 'w:txbxContent')
  const has = (...names: readonly string[]): boolean => parts.some((part) => names.includes(localName(part)))
  if (element.name === 'w:object' || has('OLEObject', 'control')) return { lost: ['embedded'], boxes }
  if (parts.some(({ attributes }) => attributes.get('o:hr') === 't')) return { lost: [], boxes }
  const pictures: LostKind[] = has('pic', 'blip', 'imagedata') ? ['picture'] : []
  const lost = [...pictures, ...boxes.map((): LostKind => 'textBox')]
  return { lost: lost.length > 0 ? lost : ['drawing'], boxes }
}

/** All of it but the words in it, and one of what is there in two languages. */
function* partsOf(element: Element): Generator<Element> {
  yield element
  if (element.name === 'w:txbxContent') return
  for (const part of element.name === 'mc:AlternateContent' ? chosenOf(element) : elementsIn(element))
    yield* partsOf(part)
}

/** The words of an equation, so far as they stand on one line: "a/b", "x^2". */
export function equationText(element: Element): string {
  const said = (name: string): string =>
    elementsIn(element)
      .filter((part) => part.name === name)
      .map(equationText)
      .join('')
  switch (element.name) {
    case 'm:f':
      return `${grouped(said('m:num'))}/${grouped(said('m:den'))}`
    case 'm:sSup':
      return `${said('m:e')}^${grouped(said('m:sup'))}`
    case 'm:sSub':
      return `${said('m:e')}_${grouped(said('m:sub'))}`
    case 'm:d':
      return `(${said('m:e')})`
    case 'm:rad':
      return `√${grouped(said('m:e'))}`
    case 'm:t':
      return element.children.map((node) => (typeof node === 'string' ? node : '')).join('')
    default:
      return elementsIn(element).map(equationText).join('')
  }
}

const grouped = (text: string): string => (text.length > 1 ? `(${text})` : text)
