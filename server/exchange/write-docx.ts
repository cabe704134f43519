/**
 * DOCX, in parts of our own making: real styles, numbers, notes and comments, so that a secretary can go on with it. The
 * same paper gives the same bytes: ids count from one, and every time is that of the text.
 */
import { type Zippable, zipSync } from 'fflate'
import { notesIn } from '#shared/statement/notes.ts'
import { writeComments } from './docx/comments.ts'
import { documentPart, footerPart } from './docx/document.ts'
import { footnoteParts, References } from './docx/footnotes.ts'
import { Links } from './docx/links.ts'
import { lookOf } from './docx/look.ts'
import { numberingPart, numberLists } from './docx/numbering.ts'
import { appPart, contentTypesPart, corePart, packageLinks, settingsPart } from './docx/package.ts'
import { stylesPart } from './docx/styles.ts'
import { part, type Xml } from './docx/xml.ts'
import type { Paper, Written } from './paper.ts'
import { layOut } from './sheet.ts'

export function writeDocx(paper: Paper): Written {
  const look = lookOf(paper)
  const sheet = layOut(paper.document, paper.language)
  const numbers = numberLists(sheet.body)
  const comments = writeComments(paper, sheet, look)
  const inText = sheet.body.filter(({ block }) => block.type !== 'footnote').flatMap(({ block }) => notesIn(block))
  const references = new References(sheet, inText)

  const links = new Links()
  for (const name of ['styles', 'numbering', 'settings', 'footnotes']) links.part(name, `${name}.xml`)
  const footer = links.part('footer', 'footer1.xml')
  if ('word/comments.xml' in comments.parts) {
    links.part('comments', 'comments.xml')
    links.part('http://schemas.microsoft.com/office/2011/relationships/commentsExtended', 'commentsExtended.xml')
    links.part('http://schemas.microsoft.com/office/2011/relationships/people', 'people.xml')
  }
  const document = documentPart({ paper, look, sheet, numbers, comments, references, links, footer })
  const parts: Record<string, string> = {
    'word/document.xml': document,
    'word/_rels/document.xml.rels': part(links.xml ?? ''),
    'word/styles.xml': stylesPart(look),
    'word/numbering.xml': numberingPart(look, numbers),
    'word/settings.xml': settingsPart(look),
    ...footnoteParts(sheet, paper, references),
    'word/footer1.xml': footerPart(paper, look),
    ...comments.parts,
    'docProps/core.xml': corePart(paper),
    'docProps/app.xml': appPart(),
  }
  return pack({
    '[Content_Types].xml': contentTypesPart(Object.keys(parts)),
    '_rels/.rels': part(packageLinks().xml ?? ''),
    ...parts,
  })
}

/** The earliest time that a ZIP can say, and that of the local zone of nobody. */
const mtime = new Date(1980, 0, 1)

function pack(parts: Readonly<Record<string, Xml>>): Written {
  const encoder = new TextEncoder()
  const files: Zippable = {}
  for (const [name, xml] of Object.entries(parts)) files[name] = encoder.encode(xml)
  return zipSync(files, { level: 6, mtime })
}
