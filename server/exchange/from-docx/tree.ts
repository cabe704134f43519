/** Short ways into a tree of elements. */
import type { Element } from './elements.ts'

export const isElement = (node: Element | string): node is Element => typeof node !== 'string'

export const elementsIn = ({ children }: Element): readonly Element[] => children.filter(isElement)

export function childOf(element: Element | undefined, name: string): Element | undefined {
  if (element === undefined) return undefined
  for (const node of element.children) if (typeof node !== 'string' && node.name === name) return node
  return undefined
}

/** `w:val` of a property. */
export const valueOf = (properties: Element | undefined, name: string): string | undefined =>
  childOf(properties, name)?.attributes.get('w:val')

/** Whether a property is on, off, or not given (ECMA-376 part 1, 17.17.4). */
export function switchOf(properties: Element | undefined, name: string): boolean | undefined {
  const property = childOf(properties, name)
  return property === undefined ? undefined : isOn(property)
}

export const isOn = ({ attributes }: Element): boolean => !off.has(attributes.get('w:val') ?? '')
/** The same of an attribute, which is off where it is not there. */
export const isTrue = (value: string | undefined): boolean => value !== undefined && !off.has(value)
const off: ReadonlySet<string> = new Set(['0', 'false', 'off'])

/** Undefined where it is no whole number. */
export function wholeOf(written: string | undefined): number | undefined {
  const value = Number(written)
  return written === undefined || written.trim() === '' || !Number.isSafeInteger(value) ? undefined : value
}

/** All words in it, whatever they mean. */
export const textOf = (element: Element): string =>
  element.children.map((node) => (typeof node === 'string' ? node : textOf(node))).join('')

/** The element and all in it, in the order of the file. */
export function* everythingIn(element: Element): Generator<Element> {
  yield element
  for (const node of element.children) if (typeof node !== 'string') yield* everythingIn(node)
}

/** 'txbxContent' of 'w:txbxContent', and of what has a namespace that we do not know. */
export const localName = ({ name }: Element): string =>
  name.slice(Math.max(name.lastIndexOf(':'), name.lastIndexOf('}')) + 1)
