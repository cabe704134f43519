/** WordprocessingML in few letters, and what is read of it, a line for each block. */
import type { ChangesTaken } from '#shared/exchange/sources.ts'
import type { BlockJson } from '#shared/statement/schema.ts'
import type { Draft } from '../../../server/exchange/draft.ts'
import { readDocx } from '../../../server/exchange/read-docx.ts'
import { type Parts, type Relationship, spaces, word, xml } from './word-package.ts'

/** A block in one line: role, attributes, and the text with its marks in angle brackets. */
export function line({ type, attrs: { id: _id, note: _note, ...attrs }, content = [] }: BlockJson): string {
  const words = content.map((node) => {
    const text = 'text' in node ? node.text : node.type === 'hardBreak' ? '⏎' : '*'
    const marks = (node.marks ?? []).map((mark) => (mark.attrs ? `${mark.type}=${mark.attrs['href']}` : mark.type))
    return marks.length > 0 ? `<${marks.join(' ')}>${text}</>` : text
  })
  return `${[type, ...Object.values(attrs)].join(' ')}: ${words.join('')}`
}
export const linesOf = (draft: Draft): string[] => draft.document.content.map(line)

export interface Given {
  readonly beside?: Parts
  readonly links?: readonly Relationship[]
  readonly changes?: ChangesTaken
  readonly title?: string
}
export const draftOf = (
  body: string,
  { beside = {}, links = [], changes = 'accepted', title = '' }: Given = {},
): Draft => readDocx(word(body, beside, links), title, changes)
export const read = (body: string, given: Given = {}): string[] => linesOf(draftOf(body, given))

export const t = (words: string): string => `<w:t xml:space="preserve">${words}</w:t>`
export const r = (inside: string, properties = ''): string =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}${inside}</w:r>`
export const said = (words: string, properties = ''): string => r(t(words), properties)
export const p = (inside: string, properties = ''): string =>
  `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${inside}</w:p>`
export const styled = (style: string, words: string, more = ''): string =>
  p(said(words), `<w:pStyle w:val="${style}"/>${more}`)
export const part = (root: string, inside: string): string => xml(`<w:${root} ${spaces}>${inside}</w:${root}>`)

export const style = (id: string, name: string, inside = '', type = 'paragraph'): string =>
  `<w:style w:type="${type}" w:styleId="${id}"><w:name w:val="${name}"/>${inside}</w:style>`
export const styles = (...all: string[]): Parts => ({ 'word/styles.xml': part('styles', all.join('')) })

export const level = (ilvl: number, format: string, text: string, more = ''): string =>
  `<w:lvl w:ilvl="${ilvl}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>${more}</w:lvl>`
export const indent = (left: number): string => `<w:pPr><w:ind w:left="${left}"/></w:pPr>`
/** Lists by their ids: their levels, and what an instance overrides. */
export const numbering = (lists: Readonly<Record<number, string>>, more = ''): Parts => ({
  'word/numbering.xml': part(
    'numbering',
    Object.entries(lists)
      .map(([id, levels]) => `<w:abstractNum w:abstractNumId="${id}">${levels}</w:abstractNum>`)
      .join('') +
      Object.keys(lists)
        .map((id) => `<w:num w:numId="${id}"><w:abstractNumId w:val="${id}"/></w:num>`)
        .join('') +
      more,
  ),
})
export const item = (words: string, numId: number, ilvl = 0, more = ''): string =>
  p(said(words), `<w:numPr><w:ilvl w:val="${ilvl}"/><w:numId w:val="${numId}"/></w:numPr>${more}`)

export const by = (name: string): string => `w:id="1" w:author="${name}" w:date="2026-11-20T10:00:00Z"`
export const ins = (inside: string, name = 'Ann'): string => `<w:ins ${by(name)}>${inside}</w:ins>`
export const del = (inside: string, name = 'Ann'): string => `<w:del ${by(name)}>${inside}</w:del>`
export const gone = (words: string): string => r(`<w:delText xml:space="preserve">${words}</w:delText>`)
export const mark = (kind: string): string => `<w:rPr><w:${kind} ${by('Ann')}/></w:rPr>`
