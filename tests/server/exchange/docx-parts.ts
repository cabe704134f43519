/**
 * Checks the parts of a DOCX against what ECMA-376 demands and Word calls corrupt otherwise: well-formed markup,
 * properties in their order, ids that are one of a kind, and nothing named that is not there.
 */
import { unzipSync } from 'fflate'
import { type SaxesAttributeNS, SaxesParser } from 'saxes'

export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (Element | string)[]
}

/** The files of a package as text, by name. */
export const unpack = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, content]) => [
      name,
      new TextDecoder('utf-8', { fatal: true }).decode(content),
    ]),
  )

/** Throws where the markup is not well-formed, or names a namespace that is not declared. */
export function parseXml(xml: string): Element {
  const parser = new SaxesParser({ xmlns: true })
  const root = { name: '', attributes: {}, children: [] as (Element | string)[] }
  const open = [root]
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const values = Object.entries(attributes as Record<string, SaxesAttributeNS>).map(([key, { value }]) => [
      key,
      value,
    ])
    const element = { name, attributes: Object.fromEntries(values), children: [] as (Element | string)[] }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => void open.pop())
  parser.on('text', (text) => void open.at(-1)?.children.push(text))
  parser.write(xml).close()
  return root.children.find((child): child is Element => typeof child !== 'string') ?? root
}

export function* walk(element: Element): Generator<Element> {
  yield element
  for (const child of element.children) if (typeof child !== 'string') yield* walk(child)
}

export const all = (element: Element, name: string): Element[] =>
  [...walk(element)].filter((found) => found.name === name)

export const textOf = (element: Element): string =>
  element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('')

/** The children that ECMA-376 part 1 allows, in the order of its schema (transitional, wml.xsd). */
const orders: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries({
    pPr: 'pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange',
    rPr: 'rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath',
    sectPr:
      'headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange',
    tbl: 'tblPr tblGrid tr',
    tblPr:
      'tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription',
    tblBorders: 'top left start bottom right end insideH insideV',
    tblCellMar: 'top left start bottom right end',
    tcMar: 'top left start bottom right end',
    tr: 'tblPrEx trPr tc',
    tc: 'tcPr p',
    tcPr: 'cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark',
    pBdr: 'top left bottom right between bar',
    numPr: 'ilvl numId',
    style:
      'name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr',
    styles: 'docDefaults latentStyles style',
    docDefaults: 'rPrDefault pPrDefault',
    lvl: 'start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr',
    abstractNum: 'nsid multiLevelType tmpl name styleLink numStyleLink lvl',
    num: 'abstractNumId lvlOverride',
    lvlOverride: 'startOverride lvl',
    numbering: 'numPicBullet abstractNum num numIdMacAtCleanup',
    settings:
      'writeProtection view zoom removePersonalInformation mirrorMargins bordersDoNotSurroundHeader proofState defaultTabStop autoHyphenation evenAndOddHeaders characterSpacingControl hdrShapeDefaults footnotePr endnotePr compat docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping decimalSymbol listSeparator',
    footnotePr: 'footnote pos numFmt numStart numRestart',
    body: 'p tbl sectPr',
  }).map(([name, names]) => [`w:${name}`, names.split(' ').map((child) => `w:${child}`)]),
)

/** What may come more than once. */
const repeated = new Set(
  'w:headerReference w:footerReference w:tr w:tc w:p w:tbl w:style w:lvl w:lvlOverride w:abstractNum w:num w:footnote'.split(
    ' ',
  ),
)

/** What is wrong with the package; nothing when Word has no reason to repair it. */
export function faultsOf(files: Readonly<Record<string, string>>): string[] {
  const parts = Object.entries(files).map(([name, xml]) => [name, parseXml(xml)] as const)
  return [
    ...parts.flatMap(([name, root]) => faultsOfOrder(name, root)),
    ...faultsOfPackage(files, new Map(parts)),
    ...faultsOfIds(new Map(parts)),
  ]
}

function faultsOfOrder(part: string, root: Element): string[] {
  const faults: string[] = []
  for (const element of walk(root)) {
    const order = orders[element.name]
    if (order === undefined) continue
    const names = element.children.flatMap((child) => (typeof child === 'string' ? [] : [child.name]))
    const places = names.map((name) => order.indexOf(name))
    if (places.includes(-1)) faults.push(`${part}: ${names.join(' ')} in ${element.name}`)
    // Paragraphs and tables of a body mix.
    const mixes = element.name === 'w:body'
    if (!mixes && places.some((place, k) => place < (places[k - 1] ?? 0)))
      faults.push(`${part}: order in ${element.name}: ${names.join(' ')}`)
    const twice = names.filter((name, k) => !repeated.has(name) && names.indexOf(name) < k)
    if (twice.length > 0) faults.push(`${part}: ${twice.join(' ')} twice in ${element.name}`)
    if (mixes && names.at(-1) !== 'w:sectPr') faults.push(`${part}: the section is not last`)
    if (element.name === 'w:tc' && names.at(-1) !== 'w:p') faults.push(`${part}: a cell does not end with a paragraph`)
  }
  return faults
}

function faultsOfPackage(files: Readonly<Record<string, string>>, parts: ReadonlyMap<string, Element>): string[] {
  const faults: string[] = []
  const types = parts.get('[Content_Types].xml')
  if (Object.keys(files)[0] !== '[Content_Types].xml' || types === undefined)
    return ['the types of the parts are not first']
  const typed = new Set(all(types, 'Override').map(({ attributes }) => attributes['PartName']))
  for (const name of Object.keys(files)) {
    if (name !== '[Content_Types].xml' && !name.endsWith('.rels') && !typed.has(`/${name}`))
      faults.push(`${name} has no type`)
  }
  for (const name of typed)
    if (name === undefined || files[name.slice(1)] === undefined) faults.push(`${name} is not there`)

  for (const [name, root] of parts) {
    const base = name.replace(/[^/]*$/, '')
    const links = parts.get(`${base}_rels/${name.slice(base.length)}.rels`)
    const ids = links === undefined ? [] : all(links, 'Relationship').map(({ attributes }) => attributes)
    const known = new Set(ids.map(({ Id }) => Id))
    if (known.size < ids.length) faults.push(`${name}: two relationships of one id`)
    for (const { Target = '', TargetMode } of ids) {
      if (TargetMode === 'External' ? !URL.canParse(Target) : files[base + Target] === undefined)
        faults.push(`${name}: no ${Target}`)
    }
    for (const { attributes } of walk(root)) {
      const id = attributes['r:id']
      if (id !== undefined && !known.has(id)) faults.push(`${name}: no relationship ${id}`)
    }
  }
  return faults
}

function faultsOfIds(parts: ReadonlyMap<string, Element>): string[] {
  const faults: string[] = []
  const valuesOf = (part: string, element: string, attribute: string): string[] => {
    const root = parts.get(part)
    return root === undefined ? [] : all(root, element).map(({ attributes }) => attributes[attribute] ?? '')
  }
  const once = (what: string, values: readonly string[]): void => {
    const twice = values.filter((value, k) => values.indexOf(value) < k)
    if (twice.length > 0) faults.push(`${what} ${twice.join(' ')} more than once`)
  }
  const present = (what: string, named: readonly string[], known: readonly string[]): void => {
    const missing = named.filter((name) => !known.includes(name))
    if (missing.length > 0) faults.push(`no ${what} ${missing.join(' ')}`)
  }
  const styles = valuesOf('word/styles.xml', 'w:style', 'w:styleId')
  const notes = valuesOf('word/footnotes.xml', 'w:footnote', 'w:id')
  const comments = valuesOf('word/comments.xml', 'w:comment', 'w:id')
  const numbers = valuesOf('word/numbering.xml', 'w:num', 'w:numId')
  const paragraphs = valuesOf('word/comments.xml', 'w:p', 'w14:paraId').filter((id) => id !== '')
  for (const [what, values] of [
    ['style', styles],
    ['note', notes],
    ['comment', comments],
    ['number', numbers],
    ['paragraph', paragraphs],
    ['bookmark', valuesOf('word/document.xml', 'w:bookmarkStart', 'w:id')],
    ['reference', valuesOf('word/document.xml', 'w:footnoteReference', 'w:id')],
  ] as const)
    once(what, values)

  for (const part of [
    'word/document.xml',
    'word/footnotes.xml',
    'word/comments.xml',
    'word/footer1.xml',
    'word/styles.xml',
  ]) {
    for (const kind of ['w:pStyle', 'w:rStyle', 'w:basedOn', 'w:next'])
      present('style', valuesOf(part, kind, 'w:val'), styles)
    present('number', valuesOf(part, 'w:numId', 'w:val'), numbers)
  }
  present('note', valuesOf('word/document.xml', 'w:footnoteReference', 'w:id'), notes)
  for (const kind of ['w:commentRangeStart', 'w:commentRangeEnd', 'w:commentReference']) {
    const named = valuesOf('word/document.xml', kind, 'w:id')
    present('comment', named, comments)
    present(`${kind} of comment`, comments, named)
    once(kind, named)
  }
  present('comment paragraph', valuesOf('word/commentsExtended.xml', 'w15:commentEx', 'w15:paraId'), paragraphs)
  if (comments.length !== valuesOf('word/commentsExtended.xml', 'w15:commentEx', 'w15:paraId').length)
    faults.push('not every comment is extended')
  const lasts =
    comments.length === 0
      ? []
      : all(parts.get('word/comments.xml') ?? { name: '', attributes: {}, children: [] }, 'w:comment')
  for (const { children } of lasts) {
    const last = children.at(-1)
    if (typeof last === 'string' || last?.attributes['w14:paraId'] === undefined)
      faults.push('a comment ends with a paragraph without an id')
  }
  return faults
}
