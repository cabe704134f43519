/**
 * A document as the flat text counts it, token by token, and which tokens of two versions are the same. A token that
 * stays keeps its item in the text, and with it its author, the comments on it and what others do to it meanwhile.
 */
import type { Node } from '@tiptap/pm/model'
import {
  AddMarkStep,
  AddNodeMarkStep,
  AttrStep,
  RemoveMarkStep,
  RemoveNodeMarkStep,
  type Mapping,
  type Step,
} from '@tiptap/pm/transform'

/** A block opening, an atom, or one UTF-16 unit of text with the text node it stands in. */
export interface Token {
  readonly node: Node
  readonly pos: number
  readonly char?: string
}

/** The range [a, b) of the old document became the range [c, d) of the new one. */
export interface Range {
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
}

/** The ranges that a step touched, from left to right. */
export function touchedRanges(step: Step, before: Node, after: Node): Range[] {
  const ranges: Range[] = []
  if (step instanceof AddMarkStep || step instanceof RemoveMarkStep) ranges.push(still(step.from, step.to))
  else if (step instanceof AttrStep || step instanceof AddNodeMarkStep || step instanceof RemoveNodeMarkStep)
    ranges.push(still(step.pos, step.pos + 1))
  else step.getMap().forEach((a, b, c, d) => ranges.push({ a, b, c, d }))
  const known = ranges.length > 0 || before.eq(after)
  const difference = known ? null : differenceOf(before, after)
  return (difference === null ? ranges : [difference]).map((range) => wholePairs(range, before, after))
}

/** The range of blocks outside of which two versions of a document share their blocks. */
export function changedBlocks(before: Node, after: Node): Range {
  const most = Math.min(before.childCount, after.childCount)
  let head = 0
  let start = 0
  while (head < most && before.child(head) === after.child(head)) start += before.child(head++).nodeSize
  let tail = 0
  let end = 0
  while (tail < most - head && before.child(before.childCount - 1 - tail) === after.child(after.childCount - 1 - tail))
    end += before.child(before.childCount - 1 - tail++).nodeSize
  return { a: start, b: before.content.size - end, c: start, d: after.content.size - end }
}

/** The one range in which two documents differ; null when they are equal. */
export function differenceOf(before: Node, after: Node): Range | null {
  const start = before.content.findDiffStart(after.content)
  const end = before.content.findDiffEnd(after.content)
  if (start === null || end === null) return null
  // Where what repeats could end the common start as well as begin the common end, it is the start's.
  const overlap = Math.max(0, start - Math.min(end.a, end.b))
  return { a: start, b: end.a + overlap, c: start, d: end.b + overlap }
}

/** The tokens that begin in a range of a document. */
export function tokensOf(doc: Node, from: number, to: number): Token[] {
  const tokens: Token[] = []
  if (from >= to) return tokens
  doc.nodesBetween(from, to, (node, pos) => {
    if (node.isText) {
      const end = Math.min(to, pos + node.nodeSize)
      for (let p = Math.max(from, pos); p < end; p++) tokens.push({ node, pos: p, char: node.text?.[p - pos] ?? '' })
    } else if (pos >= from && pos < to) tokens.push({ node, pos })
  })
  return tokens
}

/** Index pairs [old, new] of the tokens that stay through the steps between, and of those that pairsOf finds besides. */
export function pairsThrough(steps: Mapping, old: readonly Token[], now: readonly Token[]): [number, number][] {
  const places = new Map(now.map(({ pos }, k) => [pos, k]))
  const pairs: [number, number][] = []
  let o = 0
  let n = 0
  const upTo = (oi: number, ni: number) => pairs.push(...pairsOf(old.slice(o, oi), now.slice(n, ni), o, n))
  old.forEach((token, k) => {
    const pos = mapToken(steps, token.pos)
    const hit = pos === null ? undefined : places.get(pos)
    if (hit === undefined || hit < n || !same(token, now[hit], 'in place')) return
    upTo(k, hit)
    pairs.push([k, hit])
    o = k + 1
    n = hit + 1
  })
  upTo(old.length, now.length)
  return pairs
}

/** Where the token at a position is behind a mapping; null when it is deleted. */
export function mapToken(mapping: Mapping, pos: number): number | null {
  const start = mapping.map(pos, 1)
  return start < mapping.map(pos + 1, -1) ? start : null
}

/**
 * Index pairs [old, new] of the tokens that stay: common ends, and between them blocks with one id and what is common
 * within them. Never pairs one half of a surrogate pair: Yjs writes U+FFFD where a pair is cut.
 */
export function pairsOf(old: readonly Token[], now: readonly Token[], o = 0, n = 0): [number, number][] {
  // A block opening for a block opening: the same block, whatever became of its id.
  if (old.length === 1 && now.length === 1 && old[0]?.node.isBlock && now[0]?.node.isBlock) return [[o, n]]
  const most = Math.min(old.length, now.length)
  let head = 0
  while (head < most && same(old[head], now[head])) head++
  if (head < most || old.length !== now.length) while (head > 0 && isHigh(old[head - 1])) head--
  let tail = 0
  while (tail < most - head && same(old[old.length - 1 - tail], now[now.length - 1 - tail])) tail++
  while (tail > 0 && isLow(old[old.length - tail])) tail--
  return [
    ...Array.from({ length: head }, (_, k): [number, number] => [o + k, n + k]),
    ...pairsByBlock(old.slice(head, old.length - tail), now.slice(head, now.length - tail), o + head, n + head),
    ...Array.from({ length: tail }, (_, k): [number, number] => [o + old.length - tail + k, n + now.length - tail + k]),
  ]
}

/** Pairs blocks with one id as far as they kept their order, and what is common between two such blocks. */
function pairsByBlock(old: readonly Token[], now: readonly Token[], o: number, n: number): [number, number][] {
  const places = new Map<unknown, number>()
  now.forEach(({ node }, k) => node.isBlock && node.attrs.id && places.set(node.attrs.id, k))
  const pairs: [number, number][] = []
  let oldDone = 0
  let nowDone = 0
  const upTo = (k: number, hit: number) =>
    pairsOf(old.slice(oldDone, k), now.slice(nowDone, hit), o + oldDone, n + nowDone)
  if (places.size > 0)
    old.forEach(({ node }, k) => {
      const hit = node.isBlock ? places.get(node.attrs.id) : undefined
      if (hit === undefined || hit < nowDone) return
      pairs.push(...upTo(k, hit), [o + k, n + hit])
      oldDone = k + 1
      nowDone = hit + 1
    })
  return oldDone > 0 ? [...pairs, ...upTo(old.length, now.length)] : pairs
}

/** A block that is found by its place is the same whatever became of its id; else it is the same by its id. */
function same(a: Token | undefined, b: Token | undefined, found?: 'in place'): boolean {
  if (a === undefined || b === undefined) return false
  if (a.char !== undefined || b.char !== undefined) return a.char === b.char
  if (a.node.isBlock || b.node.isBlock)
    return a.node.isBlock && b.node.isBlock && (found === 'in place' || a.node.attrs.id === b.node.attrs.id)
  return a.node.hasMarkup(b.node.type, b.node.attrs, a.node.marks)
}

const still = (from: number, to: number): Range => ({ a: from, b: to, c: from, d: to })

/** Widens a range that cuts a surrogate pair of the old or the new text, so that the pair is written as a whole. */
function wholePairs({ a, b, c, d }: Range, before: Node, after: Node): Range {
  const start = cutsPair(before, a) || cutsPair(after, c) ? 1 : 0
  const end = cutsPair(before, b) || cutsPair(after, d) ? 1 : 0
  return { a: a - start, b: b + end, c: c - start, d: d + end }
}

function cutsPair(doc: Node, pos: number): boolean {
  const { nodeBefore, nodeAfter } = doc.resolve(pos)
  return isHighUnit(nodeBefore?.text?.at(-1)) && isLowUnit(nodeAfter?.text?.[0])
}

const isHighUnit = (unit: string | undefined): boolean => unit !== undefined && unit >= '\ud800' && unit <= '\udbff'
const isLowUnit = (unit: string | undefined): boolean => unit !== undefined && unit >= '\udc00' && unit <= '\udfff'
const isHigh = (token: Token | undefined): boolean => isHighUnit(token?.char)
const isLow = (token: Token | undefined): boolean => isLowUnit(token?.char)
