/** One person at the sheet: the statement's real editor on the room's binding, with the highlights of threads. */
import { Editor, Extension } from '@tiptap/core'
import { onTestFinished } from 'vitest'
import * as Y from 'yjs'
import type { Look } from '../../../client/thread/thread-highlights.ts'
import { anchorBlock, anchorSelection } from '../../../client/room/anchors.ts'
import type { Room } from '../../../client/room/provider.ts'
import { bindingOf } from '../../../client/room/room-binding.ts'
import { textEditing } from '../../../client/statement/extensions.ts'
import { createPlaceFinder, type PlaceFinder, type Sought } from '../../../client/thread/find-places.ts'
import { createThreadHighlights, placesIn } from '../../../client/thread/thread-highlights.ts'
import { textRoot } from '#shared/room/roots.ts'
import type { Anchor } from '#shared/thread/thread.ts'

export const norway: Look['by'] = { hue: 2, outlined: false, code: 'NOR', delegation: 'Norway' }
export const canada: Look['by'] = { hue: 13 - 12, outlined: true, code: 'CAN', delegation: 'Canada' }

export class Sheet {
  readonly room: Room
  readonly editor: Editor
  readonly finder: PlaceFinder
  private readonly threads = new Map<string, Sought>()

  constructor(id: number, seed: Uint8Array) {
    const doc = new Y.Doc()
    doc.clientID = id
    Y.applyUpdate(doc, seed)
    this.room = { doc, text: doc.getText(textRoot) } as unknown as Room
    const binding = bindingOf(this.room)
    this.editor = new Editor({
      ...textEditing,
      element: document.body.appendChild(document.createElement('div')),
      content: structuredClone(binding.firstDocument()) as never,
      extensions: [
        ...textEditing.extensions,
        Extension.create({ name: 'room', addProseMirrorPlugins: () => [binding.plugin, createThreadHighlights()] }),
      ],
    })
    this.finder = createPlaceFinder(this.room, this.editor)
    const stop = this.finder.start()
    onTestFinished(() => {
      stop()
      this.editor.destroy()
    })
  }

  get doc(): Y.Doc {
    return this.room.doc
  }

  /** The position before these words. */
  find(words: string): number {
    let found = -1
    this.editor.state.doc.forEach((block, start) => {
      const at = block.textContent.indexOf(words)
      if (found < 0 && at >= 0) found = start + 1 + at
    })
    if (found < 0) throw new Error(`"${words}" is not in the text`)
    return found
  }

  select(words: string, to = words): this {
    this.editor.commands.setTextSelection({ from: this.find(words), to: this.find(to) + to.length })
    return this
  }

  type(after: string, typed: string): this {
    this.editor.view.dispatch(this.editor.state.tr.insertText(typed, this.find(after) + after.length))
    return this
  }

  delete(words: string): this {
    const from = this.find(words)
    this.editor.view.dispatch(this.editor.state.tr.delete(from, from + words.length))
    return this
  }

  anchorOf(words: string, to = words): Anchor {
    return anchorSelection(this.room, this.editor.state, this.find(words), this.find(to) + to.length)!
  }

  anchorOfBlock(words: string): Anchor {
    return anchorBlock(this.room, String(this.editor.state.doc.resolve(this.find(words)).parent.attrs.id))!
  }

  /** A thread is opened, or is to look otherwise. */
  show(key: string, anchor: Anchor, look: Look | null = { by: norway, strength: 'quiet' }): this {
    this.threads.set(key, { anchor, version: 0, look })
    this.finder.seek(new Map(this.threads))
    return this
  }

  close(key: string): this {
    this.threads.delete(key)
    this.finder.seek(new Map(this.threads))
    return this
  }

  /** The words at the place of a thread, as it follows: `[paragraph] …` for a whole one. */
  at(key: string): string | null {
    const place = placesIn(this.editor.state).get(key)
    if (place === undefined || place.found === 'nowhere') return null
    const words = this.editor.state.doc.textBetween(place.from, place.to, '\n')
    return place.found === 'words' ? words : `[paragraph] ${words}`
  }

  /** What the page marks, in its order: `NOR: words`, `NOR[active]: words`, `NOR| paragraph`. */
  marked(): string[] {
    return [...this.editor.view.dom.querySelectorAll<HTMLElement>('.discussed, .discussed-paragraph')].map(
      (element) => {
        const strength = ['active', 'draft'].find((name) => element.classList.contains(name))
        const whole = element.classList.contains('discussed-paragraph') ? '|' : ':'
        return `${element.dataset.delegation}${strength ? `[${strength}]` : ''}${whole} ${element.textContent}`
      },
    )
  }
}

/** Everything that one has, the other has. */
export function meet(...sheets: readonly Sheet[]): void {
  for (const from of sheets)
    for (const to of sheets)
      if (from !== to) Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), 'network')
}
