/** The sheet as a test reads it and writes on it. */
import type { Page } from '@playwright/test'

export const statement = (page: Page) => page.getByRole('textbox', { name: 'Statement', exact: true })

/** The saved mark, when it says this. */
export const mark = (page: Page, name: string) => page.getByRole('status', { name, exact: true })

export const saved = (page: Page) => mark(page, 'Saved')

/** The text as it stands on the screen, a line for each block. */
export const lines = (page: Page): Promise<string[]> =>
  statement(page).evaluate((text) => [...text.children].map((block) => block.textContent ?? ''))

/** Puts the caret behind the first occurrence of the words, as a click there would. */
export async function caretAfter(page: Page, words: string): Promise<void> {
  await statement(page).evaluate((root, wanted) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(wanted) ?? -1
      if (at < 0) continue
      ;(root as HTMLElement).focus()
      getSelection()?.collapse(node, at + wanted.length)
      return
    }
    throw new Error(`no "${wanted}" on the page`)
  }, words)
  // ProseMirror reads the selection in the task after the event.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
}

export async function type(page: Page, after: string, words: string): Promise<void> {
  await caretAfter(page, after)
  await page.keyboard.type(words, { delay: 5 })
}

/** Selects from the beginning of the first words to the end of the last ones, as a drag there would. */
export async function select(page: Page, first: string, last: string = first): Promise<void> {
  await statement(page).evaluate(
    (root, [from, to]) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
      let start: { node: Node; at: number } | null = null
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const begins = node.textContent?.indexOf(from) ?? -1
        if (start === null && begins >= 0) start = { node, at: begins }
        const ends = node.textContent?.indexOf(to, start?.node === node ? start.at : 0) ?? -1
        if (start === null || ends < 0) continue
        ;(root as HTMLElement).focus()
        getSelection()?.setBaseAndExtent(start.node, start.at, node, ends + to.length)
        return
      }
      throw new Error(`no "${from}" to "${to}" on the page`)
    },
    [first, last] as const,
  )
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
}
