/** How words look: what a run says of itself, and what its styles say (ECMA-376 part 1, 17.3.2 and 17.7). */
import type { MarkJson, MarkType } from '#shared/statement/schema.ts'
import type { Element } from './elements.ts'
import { elementsIn, isOn } from './tree.ts'

/** What is said; what is left out is not said. */
export interface RunLook {
  readonly b?: boolean
  readonly bCs?: boolean
  readonly i?: boolean
  readonly iCs?: boolean
  readonly strike?: boolean
  readonly dstrike?: boolean
  readonly vanish?: boolean
  readonly rtl?: boolean
  readonly cs?: boolean
  readonly underline?: boolean
  readonly raised?: 'superscript' | 'subscript' | 'none'
  /** Of Latin and Cyrillic, of Chinese, and of what runs from right to left. */
  readonly lang?: string
  readonly eastAsia?: string
  readonly bidi?: string
}

const switches = ['b', 'bCs', 'i', 'iCs', 'strike', 'dstrike', 'vanish', 'rtl', 'cs'] as const
const switchNames: ReadonlyMap<string, (typeof switches)[number]> = new Map(switches.map((name) => [`w:${name}`, name]))

export const noLook: RunLook = {}

/** Of `w:rPr`. */
export function runLookOf(properties: Element | undefined): RunLook {
  if (properties === undefined || properties.children.length === 0) return noLook
  let look: RunLook = noLook
  for (const property of elementsIn(properties)) {
    const name = switchNames.get(property.name)
    const value = property.attributes.get('w:val')
    if (name !== undefined) look = { ...look, [name]: isOn(property) }
    else if (property.name === 'w:u') look = { ...look, underline: value !== 'none' }
    else if (property.name === 'w:vertAlign') look = { ...look, raised: raisedOf(value) }
    else if (property.name === 'w:lang') look = { ...look, ...languagesOf(property) }
  }
  return look
}

const raisedOf = (value: string | undefined): RunLook['raised'] =>
  value === 'superscript' || value === 'subscript' ? value : 'none'

function languagesOf({ attributes }: Element): RunLook {
  const [lang, eastAsia, bidi] = [attributes.get('w:val'), attributes.get('w:eastAsia'), attributes.get('w:bidi')]
  return {
    ...(lang === undefined ? {} : { lang }),
    ...(eastAsia === undefined ? {} : { eastAsia }),
    ...(bidi === undefined ? {} : { bidi }),
  }
}

/** What is said of a run, from near to far. */
export interface Looks {
  readonly own: RunLook
  readonly character: RunLook
  /** Nothing for a heading and the like, whose look says what it is and not what its words mean. */
  readonly paragraph: RunLook
}

/** Whether a property that styles turn on and off in turns is on (17.7.3): what the run itself says is final. */
function isToggled({ own, character, paragraph }: Looks, name: (typeof switches)[number]): boolean {
  return own[name] ?? (character[name] === true) !== (paragraph[name] === true)
}

export const isHidden = (looks: Looks): boolean => isToggled(looks, 'vanish')

export const isFromRight = ({ own, character, paragraph }: Looks): boolean =>
  own.rtl ?? character.rtl ?? paragraph.rtl ?? false

export function marksOf(looks: Looks): readonly MarkType[] {
  const { own, character, paragraph } = looks
  // Letters that run from right to left have properties of their own.
  const isComplex = isFromRight(looks) || (own.cs ?? false)
  const raised = own.raised ?? character.raised ?? paragraph.raised
  const marks: MarkType[] = []
  if (isToggled(looks, isComplex ? 'bCs' : 'b')) marks.push('bold')
  if (isToggled(looks, isComplex ? 'iCs' : 'i')) marks.push('italic')
  if (own.underline ?? character.underline ?? paragraph.underline ?? false) marks.push('underline')
  if (isToggled(looks, 'strike') || isToggled(looks, 'dstrike')) marks.push('strike')
  if (raised === 'superscript' || raised === 'subscript') marks.push(raised)
  return marks
}

const order: readonly MarkType[] = ['bold', 'italic', 'underline', 'strike', 'superscript', 'subscript']

/** In the order of the schema, each once. */
export const markJson = (types: readonly MarkType[], href: string | null): MarkJson[] => [
  ...order.filter((type) => types.includes(type)).map((type): MarkJson => ({ type })),
  ...(href === null ? [] : [{ type: 'link', attrs: { href } } as const]),
]

/**
 * The tag of the language in which words are said to be; undefined where nothing is said. What a style of paragraphs says
 * is where the writer began, and not what was written.
 */
export function tagOf(text: string, looks: Looks): string | undefined {
  const { own, character } = looks
  const key = isFromRight(looks) ? 'bidi' : /\p{Script=Han}/u.test(text) ? 'eastAsia' : 'lang'
  return own[key] ?? character[key]
}
