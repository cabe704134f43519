/** The least that Word takes for a document, part by part, with whatever a test puts in their place. */
import { oddZip } from './odd-zip.ts'

export const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
const office = 'http://schemas.openxmlformats.org'
export const spaces = `xmlns:w="${office}/wordprocessingml/2006/main" xmlns:r="${office}/officeDocument/2006/relationships" xmlns:mc="${office}/markup-compatibility/2006" xmlns:wp="${office}/drawingml/2006/wordprocessingDrawing" xmlns:a="${office}/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"`

export const xml = (root: string): string => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${root}`
export const p = (words: string): string => `<w:p><w:r><w:t xml:space="preserve">${words}</w:t></w:r></w:p>`
export const documentXml = (body: string): string => xml(`<w:document ${spaces}><w:body>${body}</w:body></w:document>`)

export interface Relationship {
  readonly id: string
  readonly type: string
  readonly target: string
  readonly external?: boolean
}

export const relationships = (links: readonly Relationship[]): string =>
  xml(
    `<Relationships xmlns="${office}/package/2006/relationships">${links
      .map(
        ({ id, type, target, external }) =>
          `<Relationship Id="${id}" Type="${type.includes(':') ? type : `${office}/officeDocument/2006/relationships/${type}`}" Target="${target}"${external === true ? ' TargetMode="External"' : ''}/>`,
      )
      .join('')}</Relationships>`,
  )

export const contentTypes = (types: Readonly<Record<string, string>>): string =>
  xml(
    `<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${Object.entries(
      types,
    )
      .map(([name, type]) => `<Override PartName="/${name}" ContentType="${type}"/>`)
      .join('')}</Types>`,
  )

export type Parts = Readonly<Record<string, string | Uint8Array>>

/** The parts of a document with this body. Parts beside it in `word/` are linked under their names. */
export function partsOf(
  body: string,
  beside: Parts = {},
  links: readonly Relationship[] = [],
): Record<string, string | Uint8Array> {
  const own = Object.keys(beside).flatMap((name): Relationship[] => {
    const [, type = ''] = /^word\/(\w+)\.xml$/.exec(name) ?? []
    return type === '' ? [] : [{ id: `own-${type}`, type: linkTypes[type] ?? type, target: `${type}.xml` }]
  })
  return {
    '[Content_Types].xml': contentTypes({ 'word/document.xml': main }),
    '_rels/.rels': relationships([{ id: 'rId1', type: 'officeDocument', target: 'word/document.xml' }]),
    'word/document.xml': documentXml(body),
    'word/_rels/document.xml.rels': relationships([...own, ...links]),
    ...beside,
  }
}

const linkTypes: Readonly<Record<string, string>> = {
  commentsExtended: 'http://schemas.microsoft.com/office/2011/relationships/commentsExtended',
  people: 'http://schemas.microsoft.com/office/2011/relationships/people',
}

export const pack = (parts: Parts): Buffer =>
  oddZip(Object.entries(parts).map(([name, content]) => ({ name, content })))

export const word = (body: string, beside: Parts = {}, links: readonly Relationship[] = []): Buffer =>
  pack(partsOf(body, beside, links))
