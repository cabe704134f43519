/** Where threads stand against where their words are, which is told by the numbers of their characters. */
import type { Found } from '#shared/room/find-anchor.ts'
import type { Anchor } from '#shared/thread/thread.ts'
import { copyOf, stranger, type Units } from './identities.ts'

export interface Thread {
  readonly name: string
  /** The anchor that it was opened with, and the one that it has. */
  readonly opened: Anchor
  anchor: Anchor
  /** The numbers of its characters. */
  readonly own: ReadonlySet<number>
  /** The same in their order, with a `stranger` for each marker. */
  readonly order: readonly number[]
}

/** What became of the words: all of them stand somewhere as they were, some are left, none. */
type Words = 'untouched' | 'changed' | 'gone'

/**
 * - exactly: on its words and on nothing else, or on what is left of them and on nothing else
 * - in part: on some of its words, and on what was written between them
 * - paragraph: on the paragraph that holds its words, or on other words of it; of a whole paragraph that is right
 * - old place: on the paragraph they were in, or on what took their place
 * - copy: on words that were copied from them
 * - wrong: on words that only read like them
 */
type Stands = 'exactly' | 'in part' | 'paragraph' | 'old place' | 'copy' | 'wrong' | 'orphaned'

export interface Count {
  /** How many threads there are of each kind, such as "untouched: exactly". */
  readonly sums: ReadonlyMap<string, number>
  /** What is to be said of each, to see why. */
  readonly stories: readonly string[]
}

export function countOf(threads: readonly Thread[], found: readonly Found[], units: Units): Count {
  const sums = new Map<string, number>()
  const stories: string[] = []
  threads.forEach((thread, k) => {
    const words = wordsOf(thread, units)
    const verdict = `${thread.opened.whole ? 'paragraph ' : ''}${words}: ${standsOf(thread, found[k]!, words, units)}`
    sums.set(verdict, (sums.get(verdict) ?? 0) + 1)
    stories.push(`${verdict}: ${tell(thread, found[k]!, units)}`)
  })
  return { sums: new Map([...sums].sort(([a], [b]) => (a < b ? -1 : 1))), stories: stories.sort() }
}

function wordsOf(thread: Thread, units: Units): Words {
  if (!units.numbers.some((number) => thread.own.has(number))) return 'gone'
  return units.numbers.some((_, k) => isRun(thread, units, k)) ? 'untouched' : 'changed'
}

/** True where all of the words begin, as they were. */
const isRun = ({ opened: { quote }, order }: Thread, { said, numbers }: Units, at: number): boolean =>
  numbers[at] === order[0] && said.startsWith(quote, at) && order.every((number, k) => numbers[at + k] === number)

function standsOf(thread: Thread, found: Found, words: Words, units: Units): Stands {
  const { own, opened } = thread
  if (found.found === 'nowhere') return 'orphaned'
  const { from, to } = found
  const there = units.numbers.slice(from, to)
  const holds = there.some((number) => own.has(number))
  if (!holds) {
    if (there.some((number) => number < stranger && own.has(copyOf(number)))) return 'copy'
    if (found.by === 'range' || found.by === 'paragraph' || (words === 'gone' && !opened.whole)) return 'old place'
    return paragraphAround(found, units).some((number) => own.has(number)) ? 'paragraph' : 'wrong'
  }
  if (found.found === 'paragraph') return 'paragraph'
  if (words === 'untouched')
    return isRun(thread, units, from) && to - from === thread.order.length ? 'exactly' : 'in part'
  const isAll = units.numbers.every((number, k) => !own.has(number) || (k >= from && k < to))
  return isAll && own.has(there[0]!) && own.has(there.at(-1)!) ? 'exactly' : 'in part'
}

function paragraphAround({ from, to }: { from: number; to: number }, { said, numbers }: Units): readonly number[] {
  const end = said.indexOf('\n', to)
  return numbers.slice(said.lastIndexOf('\n', from) + 1, end < 0 ? numbers.length : end)
}

function tell({ name, anchor, own }: Thread, found: Found, { said, numbers }: Units): string {
  const there = numbers.flatMap((number, k) => (own.has(number) ? [k] : []))
  const stands = found.found === 'nowhere' ? '' : `${JSON.stringify(found)} «${said.slice(found.from, found.to)}»`
  const left =
    there.length === 0 ? '' : `${there[0]} «${said.slice(there[0], Math.min(there[0]! + 300, there.at(-1)! + 1))}»`
  const { prefix, quote, suffix } = anchor
  return `${name} «${prefix}[${quote}]${suffix}», stands at ${stands}, left are ${there.length} from ${left}`.replaceAll(
    '\n',
    '⏎',
  )
}
