// @vitest-environment happy-dom
/** The paper of an import shows a text as the sheet will: with the elements that the editor writes, number for number. */
import { Editor } from '@tiptap/core'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { SheetText } from '../../../client/exchange/sheet-text.tsx'
import { textEditing } from '../../../client/statement/extensions.ts'
import { seeded, seeds } from '../../random.ts'
import { randomPaper } from '../../random-statement.ts'

/** What the styles of the sheet go by. */
const told = ['dir', 'role', 'data-role', 'data-list', 'data-depth', 'data-number', 'data-orphan']

/** An element with these attributes, and its words each with the elements around it, whichever stands outside. */
function shape(element: Element, around: readonly string[] = []): unknown[] {
  return [...element.childNodes].flatMap((node) => {
    if (!(node instanceof Element))
      return Array.from(node.textContent ?? '').map((letter) => `${letter} ${around.toSorted().join()}`)
    if (node.classList.contains('ProseMirror-separator')) return []
    const name = node.tagName.toLowerCase()
    const attributes = told.flatMap((attribute) => {
      const value = node.getAttribute(attribute)
      return value === null ? [] : [`${attribute}=${value}`]
    })
    const isMark = ['strong', 'em', 'u', 's', 'sup', 'sub', 'a'].includes(name) && attributes.length === 0
    if (isMark && node.childNodes.length > 0) return shape(node, [...around, name])
    return [[name, ...attributes, ...shape(node, around)]]
  })
}

test.each(seeds(1, 6, 100))('seed %i', (seed) => {
  const { document: text, language } = randomPaper(seeded(seed))
  const editor = new Editor({
    element: document.createElement('div'),
    ...textEditing,
    extensions: [...textEditing.extensions],
    content: JSON.parse(JSON.stringify(text)),
  })
  const paper = document.createElement('div')
  paper.innerHTML = renderToStaticMarkup(createElement(SheetText, { blocks: text.content, language }))
  const [sheet] = paper.children
  expect(sheet && shape(sheet)).toEqual(shape(editor.view.dom))
  expect(sheet?.getAttribute('lang')).toBe(language)
  editor.destroy()
})
