/** Changes a Word file by chance: its bytes, its entries, or the elements and attributes of its parts. */
import { unzipSync, zipSync } from 'fflate'
import type { Seeded } from '../../random.ts'
import { type Element, parseXml } from './docx-parts.ts'

type Files = Record<string, Uint8Array>

/** One to eight changes of one kind; it may still be a Word file. */
export function mutate(bytes: Uint8Array, random: Seeded): Uint8Array {
  const count = 1 + random.int(8)
  const kind = random.next()
  if (kind < 0.15) return bent(bytes, random, count)
  const files: Files = unzipSync(bytes)
  for (let k = 0; k < count; k++) {
    if (kind < 0.35) shuffleEntries(files, random)
    else rewrite(files, random)
  }
  return zipSync(files)
}

function bent(bytes: Uint8Array, random: Seeded, count: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  for (let k = 0; k < count; k++) copy[random.int(copy.length)] = random.int(256)
  return random.chance(0.2) ? copy.subarray(0, random.int(copy.length)) : copy
}

function shuffleEntries(files: Files, random: Seeded): void {
  const names = Object.keys(files)
  const [one, other] = [random.pick(names), random.pick(names)]
  const content = files[one] ?? new Uint8Array()
  switch (random.int(5)) {
    case 0:
      delete files[one]
      return
    case 1:
      files[other] = content
      return
    case 2:
      files[`${one.slice(0, -4)}2.xml`] = content
      return
    case 3:
      files[one] = content.subarray(0, random.int(content.length + 1))
      return
    default:
      files[one] = new TextEncoder().encode(
        new TextDecoder().decode(content).replace(/rId(\d)/g, () => `rId${random.int(9)}`),
      )
  }
}

/** An element as it can be changed. */
interface Node {
  name: string
  attributes: [string, string][]
  children: (Node | string)[]
}

function rewrite(files: Files, random: Seeded): void {
  // The text itself half of the time.
  const name = random.chance(0.5) ? 'word/document.xml' : random.pick(Object.keys(files))
  const content = files[name]
  if (content === undefined) return
  const root = thaw(parseXml(new TextDecoder().decode(content)))
  change(root, random)
  files[name] = new TextEncoder().encode(xmlOf(root))
}

const thaw = ({ name, attributes, children }: Element): Node => ({
  name,
  attributes: Object.entries(attributes),
  children: children.map((child) => (typeof child === 'string' ? child : thaw(child))),
})

function* within(node: Node): Generator<Node> {
  yield node
  for (const child of node.children) if (typeof child !== 'string') yield* within(child)
}

function change(root: Node, random: Seeded): void {
  const all = [...within(root)]
  const [one, other] = [random.pick(all), random.pick(all)]
  const at = random.int(one.children.length + 1)
  const child = one.children[at]
  switch (random.int(9)) {
    case 0:
      one.children.splice(at, 1)
      return
    case 1:
      if (child !== undefined)
        one.children.splice(at, 0, ...Array.from({ length: 1 + random.int(20) }, () => copyOf(child)))
      return
    case 2:
      // Where it is within itself it would have no end.
      if (child !== undefined) other.children.push(copyOf(child))
      return
    case 3:
      one.children.reverse()
      return
    case 4:
      for (let depth = random.int(40); depth > 0; depth--)
        one.children = [{ name: one.name, attributes: [], children: one.children }]
      return
    case 5:
      one.name = random.pick(all).name
      return
    case 6:
      one.attributes.splice(random.int(one.attributes.length + 1), 1)
      return
    case 7: {
      const [key] = random.pick(one.attributes.length > 0 ? one.attributes : [['w:val', '']])
      one.attributes = [...one.attributes.filter(([known]) => known !== key), [key, random.pick(odd)]]
      return
    }
    default: {
      const values = all.flatMap(({ attributes }) => attributes.map(([, value]) => value))
      one.attributes = one.attributes.map(([key, value]) => [
        key,
        key.startsWith('xmlns') ? value : random.pick(values),
      ])
    }
  }
}

const copyOf = (child: Node | string): Node | string => (typeof child === 'string' ? child : structuredClone(child))

const odd = [
  '',
  '0',
  '-1',
  '99999999999',
  '1e9',
  'NaN',
  'true',
  '__proto__',
  'constructor',
  '\u202e',
  'rId1',
  'javascript:x',
  'begin',
  '٣',
  '%1%2%9',
  '2026-02-30T99:00:00Z',
]

const escaped = (text: string): string => text.replace(/[&<>"\t\n\r]/g, (sign) => `&#${sign.charCodeAt(0)};`)

const xmlOf = (node: Node | string): string =>
  typeof node === 'string'
    ? escaped(node)
    : `<${node.name}${node.attributes.map(([key, value]) => ` ${key}="${escaped(value)}"`).join('')}>${node.children.map(xmlOf).join('')}</${node.name}>`
