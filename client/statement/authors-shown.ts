/**
 * The hues of who wrote what, over the text: decorations that follow what anybody writes and are drawn anew when the
 * hands were read again. They colour and underline, move no line, and say in words who it was.
 */
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { words } from '../language/en.ts'
import { readSelection } from '../room/read-selection.ts'
import type { AuthoredBlock } from './authors.ts'

const key = new PluginKey<DecorationSet>('authors')

/** The plugin: `.hand.d3` with `data-delegation`, `.hand.outlined` from the thirteenth delegation on. */
export const createAuthorsShown = (): Plugin<DecorationSet> =>
  new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, shown) => {
        const drawn: DecorationSet | undefined = tr.getMeta(key)
        if (drawn !== undefined) return drawn
        return tr.docChanged && shown !== DecorationSet.empty ? shown.map(tr.mapping, tr.doc) : shown
      },
    },
    props: { decorations: (state) => key.getState(state) },
  })

/** Shows who wrote the blocks, which were read from the document that the view has now; null shows nobody. */
export function showAuthors(view: EditorView, blocks: readonly AuthoredBlock[] | null): void {
  if (blocks === null && key.getState(view.state) === DecorationSet.empty) return
  readSelection(view)
  const { doc, tr } = view.state
  const set = blocks === null ? DecorationSet.empty : DecorationSet.create(doc, blocks.flatMap(drawBlock))
  view.dispatch(tr.setMeta(key, set))
}

const drawBlock = ({ start, stretches }: AuthoredBlock): Decoration[] =>
  stretches.flatMap(({ from, to, author }) => {
    if (author === null) return []
    const said = words.authors.writtenBy(author.name, author.delegation)
    return Decoration.inline(start + 1 + from, start + 1 + to, {
      class: `hand d${author.hue}${author.outlined ? ' outlined' : ''}`,
      'data-delegation': author.code,
      'aria-description': said,
      title: said,
    })
  })
