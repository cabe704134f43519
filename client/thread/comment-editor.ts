/**
 * The small editor in which comments are written: lines of text with bold, italic, links and mentions, and nothing else.
 * Whatever is pasted keeps these formats and loses all others.
 */
import { Editor, type Extensions, Node } from '@tiptap/core'
import { type Fragment, type Node as DocumentNode, Slice } from '@tiptap/pm/model'
import { StarterKit } from '@tiptap/starter-kit'
import type { Piece } from '#shared/thread/thread.ts'
import { letterForLetter, Link } from '../statement/marks.ts'
import { toDocument } from './comment-text.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** One delegation or delegate, as a chip that is deleted as a whole. */
const Mention = Node.create({
  name: 'mention',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: false,
  addAttributes: () => ({
    delegation: { default: '', parseHTML: (element) => element.dataset.delegation ?? '', renderHTML: () => ({}) },
    delegate: { default: null, parseHTML: (element) => element.dataset.delegate ?? null, renderHTML: () => ({}) },
    name: {
      default: '',
      parseHTML: (element) => element.textContent.replace(/^@/, ''),
      renderHTML: () => ({}),
    },
  }),
  parseHTML: () => [{ tag: 'span[data-delegation]' }],
  renderHTML: ({ node: { attrs } }) => [
    'span',
    {
      'data-delegation': text(attrs.delegation),
      ...(attrs.delegate !== null && { 'data-delegate': text(attrs.delegate) }),
    },
    `@${text(attrs.name)}`,
  ],
  renderText: ({ node }) => `@${text(node.attrs.name)}`,
})

/** Words are pasted letter for letter, `*this*` included. */
const Kit = StarterKit.configure({
  blockquote: false,
  bulletList: false,
  code: false,
  codeBlock: false,
  dropcursor: false,
  gapcursor: false,
  heading: false,
  horizontalRule: false,
  link: false,
  listItem: false,
  listKeymap: false,
  orderedList: false,
  strike: false,
  trailingNode: false,
  underline: false,
}).extend({
  addExtensions() {
    return letterForLetter(this.parent?.() ?? [])
  },
})

export const commentExtensions: Extensions = [Kit, Link, Mention]

interface Opening {
  readonly element: HTMLElement
  /** The accessible name. */
  readonly label: string
  readonly pieces: readonly Piece[]
  /** Whom a pasted mention may name here; any other becomes plain words. */
  readonly mayMention: (delegation: string, delegate: string | null) => boolean
  /** True when the key is used up. */
  readonly onKey: (event: KeyboardEvent) => boolean
}

export function openCommentEditor({ element, label, pieces, mayMention, onKey }: Opening): Editor {
  const editor = new Editor({
    element,
    extensions: commentExtensions,
    coreExtensionOptions: { clipboardTextSerializer: { blockSeparator: '\n' } },
    content: toDocument(pieces),
    injectCSS: false,
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        'aria-haspopup': 'listbox',
        'aria-autocomplete': 'list',
        dir: 'auto',
        spellcheck: 'true',
      },
      handleKeyDown: (_view, event) => onKey(event),
      transformPasted: (slice, { state: { schema } }) => {
        const plainOf = (node: DocumentNode): DocumentNode => {
          const { delegation, delegate, name } = node.attrs
          const known = mayMention(text(delegation), typeof delegate === 'string' ? delegate : null)
          return known ? node : schema.text(`@${text(name)}`)
        }
        return new Slice(mapMentions(slice.content, plainOf), slice.openStart, slice.openEnd)
      },
    },
  })
  // All that is said of `.ProseMirror` is said of the statement's text: numbers, leading, lists.
  editor.view.dom.classList.remove('ProseMirror')
  return editor
}

function mapMentions(content: Fragment, change: (mention: DocumentNode) => DocumentNode): Fragment {
  let mapped = content
  content.forEach((node, _offset, index) => {
    const changed = node.type.name === 'mention' ? change(node) : node.copy(mapMentions(node.content, change))
    if (!node.isText) mapped = mapped.replaceChild(index, changed)
  })
  return mapped
}
