/**
 * One page of the drawing that Typst makes of all: there, each page is a white sheet and a group shifted down, below the
 * root and in order, with the shapes of all letters at the end.
 */

const shape = /^<svg class="typst-doc" viewBox="0 0 ([\d.]+) ([\d.]+)"/
/** A white sheet and what is on it: children of the root stand four spaces in, and nothing else does. */
const sheets =
  /^ {4}<path class="typst-shape" fill="#ffffff"[^>]*\/>\n {4}<g(?: transform="[^"]*")?>\n([\s\S]*?)\n {4}<\/g>$/gm
const letters = /^ {8}<symbol id="(g[0-9A-F]+)"[\s\S]*?<\/symbol>$/gm

/** Null when there is no such page. Throws an Error for a drawing of another make. */
export function onePage(drawing: string, page: number): string | null {
  const [, width = '', height = ''] = shape.exec(drawing) ?? []
  const all = [...drawing.matchAll(sheets)]
  if (all.length === 0) throw new Error('The pages of this drawing cannot be told apart.')
  const [, content = ''] = all[page - 1] ?? []
  if (all[page - 1] === undefined) return null
  const used = new Set([...content.matchAll(/xlink:href="#(g[0-9A-F]+)"/g)].map(([, id]) => id))
  const drawn = [...drawing.matchAll(letters)].filter(([, id]) => used.has(id)).map(([symbol]) => symbol)
  const tall = Number(height) / all.length
  return [
    `<svg viewBox="0 0 ${width} ${tall}" width="${width}pt" height="${tall}pt" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">`,
    `<rect width="${width}" height="${tall}" fill="#ffffff"/>`,
    `<g>\n${content}\n</g>`,
    `<defs>\n${drawn.join('\n')}\n</defs>`,
    '</svg>',
  ].join('\n')
}
