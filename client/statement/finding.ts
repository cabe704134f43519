/**
 * Finding in the editor: what is looked for, which match is the current one, and the highlights, as decorations that
 * follow what anybody writes. Replacing writes the matches only, in one step of undo; nothing redraws a composed word.
 */
import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import type { TextBinding } from '../room/binding.ts'
import { readSelection } from '../room/read-selection.ts'
import { findMatches, type Match, type Query, type Search, searchFor } from './find-matches.ts'

interface Finding {
  readonly query: Query
  readonly search: Search
  readonly matches: readonly Match[]
  /** Index of the current match; null when there is none. */
  readonly current: number | null
  readonly highlights: DecorationSet
  /** Somebody composes: what is shown waits for the end of it. */
  readonly late: boolean
}

/** A query begins a search at a position, `go` moves on from match to match, null ends the search. */
type Change =
  | { readonly change: 'query'; readonly query: Query; readonly at: number }
  | { readonly change: 'go'; readonly to: number }
  | { readonly change: 'refresh' }
  | { readonly change: 'end' }

/** ProseMirror has drawn what was composed by then, ms after `compositionend`. */
const afterComposition = 60

const key = new PluginKey<Finding | null>('finding')

/** The plugin; it highlights `.found`, and the current match `.found.current`. */
export function createFinding(binding: TextBinding): Plugin<Finding | null> {
  return new Plugin<Finding | null>({
    key,
    state: {
      init: () => null,
      apply: (tr, finding) => applyChange(tr, finding, binding),
    },
    props: {
      decorations: (state) => key.getState(state)?.highlights,
      handleDOMEvents: {
        compositionend: (view) => {
          setTimeout(() => refresh(view), afterComposition)
          return false
        },
      },
    },
  })
}

function refresh(view: EditorView): void {
  if (view.isDestroyed || key.getState(view.state)?.late !== true) return
  readSelection(view)
  change(view, { change: 'refresh' })
}

function applyChange(tr: Transaction, finding: Finding | null, binding: TextBinding): Finding | null {
  const wanted: Change | undefined = tr.getMeta(key)
  switch (wanted?.change) {
    case 'end':
      return null
    case 'query': {
      const search = searchFor(wanted.query)
      const matches = findMatches(tr.doc, search)
      const current = matchFrom(matches, wanted.at)
      return { query: wanted.query, search, matches, current, highlights: draw(tr.doc, matches, current), late: false }
    }
    case 'go':
      return finding && { ...finding, current: wanted.to, highlights: draw(tr.doc, finding.matches, wanted.to) }
    case 'refresh':
      return finding && follow(tr, finding)
    case undefined:
      if (finding === null || !tr.docChanged) return finding
      return binding.composing
        ? { ...finding, highlights: finding.highlights.map(tr.mapping, tr.doc), late: true }
        : follow(tr, finding)
  }
}

/** The same search in the document as it is now. Only the blocks that changed are searched, and drawn, anew. */
function follow(tr: Transaction, finding: Finding): Finding {
  const matches = findMatches(tr.doc, finding.search)
  const was = finding.current === null ? undefined : finding.matches[finding.current]
  const current = was === undefined ? matchFrom(matches, 0) : matchFrom(matches, tr.mapping.map(was.from))
  return { ...finding, matches, current, highlights: draw(tr.doc, matches, current), late: false }
}

/** The first match from a position on, else the first of all. */
function matchFrom(matches: readonly Match[], at: number): number | null {
  const next = matches.findIndex(({ from }) => from >= at)
  return next >= 0 ? next : matches.length > 0 ? 0 : null
}

/** More than so many on the screen at once say no more than these; the count counts them all. */
const mostHighlights = 2_000

function draw(doc: Node, matches: readonly Match[], current: number | null): DecorationSet {
  const first = current === null ? 0 : Math.max(0, current - mostHighlights / 2)
  const shown = matches.slice(first, first + mostHighlights)
  return DecorationSet.create(
    doc,
    shown.map(({ from, to }, k) =>
      Decoration.inline(from, to, { class: first + k === current ? 'found current' : 'found' }),
    ),
  )
}

const change = (view: EditorView, wanted: Change): void => view.dispatch(view.state.tr.setMeta(key, wanted))

/** Looks for words from the caret on, or from the match that was the current one before. */
export function find({ view }: Editor, query: Query): void {
  const finding = key.getState(view.state)
  const match = finding?.matches[finding.current ?? -1]
  change(view, { change: 'query', query, at: match?.from ?? view.state.selection.from })
}

/** Goes on to the next match, or back to the previous one, around the end of the text. */
export function goToMatch({ view }: Editor, step: 1 | -1): void {
  const { matches, current } = key.getState(view.state) ?? { matches: [], current: null }
  if (current === null) return
  change(view, { change: 'go', to: (current + step + matches.length) % matches.length })
}

/** Ends the search; the current match is selected, so that whoever found it can write there. */
export function endFinding({ view }: Editor): void {
  const match = currentMatch(view.state)
  const tr = view.state.tr.setMeta(key, { change: 'end' } satisfies Change)
  if (match !== null) tr.setSelection(TextSelection.create(tr.doc, match.from, match.to))
  view.dispatch(tr)
}

export function currentMatch(state: EditorState): Match | null {
  const finding = key.getState(state)
  return finding?.matches[finding.current ?? -1] ?? null
}

/** "3/12": the number of the current match and how many there are; `0/0` for none. Null while nothing is looked for. */
export function countOf(state: EditorState): string | null {
  const finding = key.getState(state)
  return finding ? `${(finding.current ?? -1) + 1}/${finding.matches.length}` : null
}

/** Replaces the current match and goes on to the next one behind it. */
export function replaceMatch({ view }: Editor, binding: TextBinding, replacement: string): void {
  const match = currentMatch(view.state)
  if (match === null || !view.editable) return
  replace(view, binding, [match], replacement)
  const at = match.from + replacement.length
  const { matches } = key.getState(view.state) ?? { matches: [] }
  const next = matchFrom(matches, at)
  if (next !== null) change(view, { change: 'go', to: next })
}

/** Replaces every match, as one step of undo; answers how many there were. */
export function replaceAllMatches({ view }: Editor, binding: TextBinding, replacement: string): number {
  const { matches } = key.getState(view.state) ?? { matches: [] }
  if (!view.editable || matches.length === 0) return 0
  replace(view, binding, matches, replacement)
  return matches.length
}

/**
 * The new words wear the marks of the first character that they replace. The binding writes what differs and nothing
 * else, so that what others write meanwhile stays, in the match as well.
 */
function replace(view: EditorView, binding: TextBinding, matches: readonly Match[], replacement: string): void {
  const { tr, schema } = view.state
  for (const { from, to } of matches.toReversed()) {
    const marks = tr.doc.nodeAt(from)?.marks ?? []
    if (replacement === '') tr.delete(from, to)
    else tr.replaceWith(from, to, schema.text(replacement, marks))
  }
  binding.stopCapturing()
  view.dispatch(tr)
  binding.stopCapturing()
}
