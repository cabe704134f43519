/** PDF, set by Typst from the same paper as every other format; and its pages one by one, for the preview. */
import { Refusal } from '#shared/refusal.ts'
import type { Paper, Written } from './paper.ts'
import { onePage } from './pdf/one-page.ts'
import { draw, toPdf, typeset } from './pdf/typesetter.ts'

export function writePdf(paper: Paper): Written {
  const { compiler, pages } = typeset(paper)
  return toPdf(compiler, pages)
}

/** One page as SVG, counted from 1, and how many there are. Throws Refusal `not-found` behind the last. */
export function drawPage(paper: Paper, page: number): { readonly bytes: Written; readonly pages: number } {
  const { svg, pages } = draw(paper)
  const drawn = onePage(svg, page)
  if (drawn === null) throw new Refusal('not-found', 'there are fewer pages')
  return { bytes: new TextEncoder().encode(drawn), pages }
}
