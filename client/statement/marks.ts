/**
 * The marks of the text. Bold, italic, underline and strike come from starter-kit, superscript and subscript from their
 * packages; the link is ours: it keeps an address and nothing else, and links only what this person types or pastes.
 */
import { Extension, InputRule, Mark } from '@tiptap/core'
import type { Extensions } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import type { Transaction } from '@tiptap/pm/state'
import { Subscript } from '@tiptap/extension-subscript'
import { Superscript } from '@tiptap/extension-superscript'
import { StarterKit } from '@tiptap/starter-kit'
import { href as hrefOfSchema } from '#shared/statement/schema.ts'

/**
 * The address a person means, or null where it is none: http, https or mailto, with `https://` put before a name such
 * as `www.un.org` and `mailto:` before a mail address.
 */
export function readHref(words: string): string | null {
  const trimmed = words.trim()
  const scheme = /^[a-z][a-z0-9+.-]*:/i
  const mail = /^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/
  const host = /^[^\s/@:]+\.[^\s/@:.]{2,}(?:[/:?#]\S*)?$/
  const meant = mail.test(trimmed)
    ? `mailto:${trimmed.replace(/^mailto:/i, '')}`
    : !scheme.test(trimmed) && host.test(trimmed)
      ? `https://${trimmed}`
      : trimmed
  return hrefOfSchema.safeParse(meant).success ? meant : null
}

/** A whole address that stands for itself, as people type and paste it; punctuation at its end is the sentence's. */
const address = /(?:https?:\/\/|www\.)[^\s<>"]+[^\s<>"'.,;:!?)\]}»”’]/

export const Link = Mark.create({
  name: 'link',
  // Before the keys of blocks: Enter links the address it leaves, and then splits.
  priority: 1001,
  inclusive: false,
  keepOnSplit: false,
  exitable: true,

  addAttributes: () => ({ href: { default: null } }),

  parseHTML: () => [
    {
      tag: 'a[href]',
      getAttrs: (element) => {
        const href = element.getAttribute('href') ?? ''
        return hrefOfSchema.safeParse(href).success ? { href } : false
      },
    },
  ],

  // The last door: an address that the schema refuses leads nowhere, whoever brought it in.
  renderHTML: ({ mark }) => {
    const href = hrefOfSchema.safeParse(mark.attrs.href)
    return href.success
      ? ['a', { href: href.data, target: '_blank', rel: 'noopener noreferrer nofollow' }, 0]
      : ['a', 0]
  },

  addCommands() {
    return {
      setLink:
        ({ href: words }) =>
        ({ chain, state }) => {
          const href = readHref(words)
          if (href === null) return false
          const whole = state.selection.empty ? chain().extendMarkRange(this.name) : chain()
          return whole.setMark(this.name, { href }).run()
        },
      unsetLink:
        () =>
        ({ commands }) =>
          commands.unsetMark(this.name, { extendEmptyMarkRange: true }),
    }
  },

  // An input rule sees what this person types and nothing else; a rule on every transaction would link others' words
  // once more on each of their screens.
  addInputRules() {
    return [
      new InputRule({
        find: new RegExp(`(?:^|\\s)(${address.source})[^\\S\\n]$`),
        handler: ({ state, range, match }) => {
          const words = match[1] ?? ''
          const from = range.from + match[0].indexOf(words)
          const space = match[0].slice(-1)
          if (!linkWords(state.tr, from, words)) return null
          state.tr.insertText(space, range.to)
          return undefined
        },
      }),
    ]
  },

  addProseMirrorPlugins() {
    const { editor } = this
    return [
      new Plugin({
        props: {
          // An address pasted over words links them.
          handlePaste: (view, _event, slice) => {
            const text = slice.content.textBetween(0, slice.content.size, '\n').trim()
            const { empty, $from, $to } = view.state.selection
            if (empty || !$from.sameParent($to) || !/^(https?:\/\/|mailto:)\S+$/i.test(text)) return false
            return editor.commands.setLink({ href: text })
          },
          // An address that ends the block is linked when Enter leaves it.
          handleKeyDown: (view, event) => {
            const { $from, empty } = view.state.selection
            if (event.key !== 'Enter' || !empty || view.composing) return false
            const before = $from.parent.textBetween(0, $from.parentOffset, undefined, '\uFFFC')
            const words = new RegExp(`(?:^|\\s)(${address.source})$`).exec(before)?.[1]
            const tr = view.state.tr
            if (words !== undefined && linkWords(tr, $from.pos - words.length, words)) view.dispatch(tr)
            return false
          },
          handleClick: (view, _pos, event) => {
            // Reading, the browser follows a link; writing, a click places the caret, and Ctrl or Cmd follows.
            if (!view.editable || !(event.ctrlKey || event.metaKey)) return false
            const href = event.target instanceof Element && event.target.closest('a')?.getAttribute('href')
            if (!href) return false
            window.open(href, '_blank', 'noopener,noreferrer')
            return true
          },
        },
      }),
    ]
  },
})

/** Links `words`, which stand at `from`, to the address they are; false where they are none or are linked already. */
function linkWords(tr: Transaction, from: number, words: string): boolean {
  const type = tr.doc.type.schema.marks.link
  const href = readHref(words)
  if (type === undefined || href === null || tr.doc.rangeHasMark(from, from + words.length, type)) return false
  tr.addMark(from, from + words.length, type.create({ href })).removeStoredMark(type)
  return true
}

/** Raised and lowered at once is nothing anybody can read: each takes the other off, for this person's change only. */
const Raised = Superscript.extend({
  addCommands() {
    return {
      ...this.parent?.(),
      toggleSuperscript:
        () =>
        ({ chain }) =>
          chain().unsetMark('subscript').toggleMark('superscript').run(),
    }
  },
})
const Lowered = Subscript.extend({
  addCommands() {
    return {
      ...this.parent?.(),
      toggleSubscript:
        () =>
        ({ chain }) =>
          chain().unsetMark('superscript').toggleMark('subscript').run(),
    }
  },
})

/** Without the rules by which pasted words make marks: they are kept letter for letter, `*this*` included. */
export const letterForLetter = (extensions: Extensions): Extensions =>
  extensions.map((extension) => (extension instanceof Mark ? extension.extend({ addPasteRules: () => [] }) : extension))

/**
 * What starter-kit brings that fits: document, text, hard break, the four plain marks, the drop cursor. Its paste rules
 * are off: pasted words are kept letter for letter, `*this*` included.
 */
const Kit: Extension = StarterKit.configure({
  blockquote: false,
  bulletList: false,
  code: false,
  codeBlock: false,
  gapcursor: false,
  heading: false,
  horizontalRule: false,
  link: false,
  listItem: false,
  listKeymap: false,
  orderedList: false,
  paragraph: false,
  trailingNode: false,
  undoRedo: false,
}).extend({
  addExtensions() {
    return letterForLetter(this.parent?.() ?? [])
  },
})

export const textMarks: Extensions = [Kit, Raised, Lowered, Link]
