/**
 * Typographic signs as this person types. What was typed is written first and typeset as a step of its own, so that one
 * Ctrl+Z, or one Backspace at once, brings the plain sign back. Never while an input method composes.
 */
import { Plugin, PluginKey, type Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import type { Language } from '#shared/statement/statement.ts'
import type { TextBinding } from '../room/binding.ts'
import { typeset } from './quotes.ts'

/** What was typeset last, as long as the caret stands behind it. */
interface Typesetting {
  readonly from: number
  readonly to: number
  /** What stood there before. */
  readonly plain: string
}

const key = new PluginKey<Typesetting | null>('typesetting')

/** The plugin. `language` is asked at each sign: it may change under an open editor. */
export function createTypesetting(binding: TextBinding, language: () => Language): Plugin<Typesetting | null> {
  return new Plugin<Typesetting | null>({
    key,
    state: {
      init: () => null,
      apply: (tr, last) => tr.getMeta(key) ?? follow(tr, last),
    },
    props: {
      handleTextInput: (view, from, to, typed) => {
        if (binding.composing || view.composing || from !== to) return false
        return typesetAt(view, binding, language(), typed)
      },
      handleKeyDown: (view, event) => {
        const plainKey = event.key === 'Backspace' && !event.ctrlKey && !event.metaKey && !event.altKey
        return plainKey && !binding.composing && takeBack(view, binding)
      },
    },
  })
}

function typesetAt(view: EditorView, binding: TextBinding, language: Language, typed: string): boolean {
  const { $from } = view.state.selection
  if (!$from.parent.isTextblock || $from.marks().some(({ type }) => type.name === 'link')) return false
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, (atom) =>
    atom.type.name === 'hardBreak' ? '\n' : '\uFFFC',
  )
  const set = typeset(language, before, typed)
  if (set === null) return false
  view.dispatch(view.state.tr.insertText(typed).scrollIntoView())
  const to = view.state.selection.from
  const from = to - typed.length - set.over
  const plain = view.state.doc.textBetween(from, to)
  binding.stopCapturing()
  const tr = view.state.tr.insertText(set.insert, from, to)
  view.dispatch(tr.setMeta(key, { from, to: from + set.insert.length, plain } satisfies Typesetting))
  binding.stopCapturing()
  return true
}

/** Backspace right behind a typeset sign gives back what was typed. */
function takeBack(view: EditorView, binding: TextBinding): boolean {
  const last = key.getState(view.state)
  if (!last || !view.state.selection.empty) return false
  binding.stopCapturing()
  view.dispatch(view.state.tr.insertText(last.plain, last.from, last.to).scrollIntoView())
  binding.stopCapturing()
  return true
}

/** Others' changes elsewhere move it; a change of its own place or of the caret ends it. */
function follow(tr: Transaction, last: Typesetting | null): Typesetting | null {
  if (last === null) return null
  const [from, to] = [tr.mapping.map(last.from, 1), tr.mapping.map(last.to, -1)]
  const { $from, empty } = tr.selection
  const stays = empty && $from.pos === to && to - from === last.to - last.from
  const same = stays && tr.doc.textBetween(from, to) === tr.before.textBetween(last.from, last.to)
  return same ? { from, to, plain: last.plain } : null
}
