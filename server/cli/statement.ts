/** `npm run statement`: creates a statement, from a file or blank, and prints its address and the penholder's own link. */
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { invite } from '#shared/people/contract.ts'
import { createStatement } from '#shared/statement/contract.ts'
import { decodeText } from '../exchange/decode-text.ts'
import type { Source } from '../exchange/read-source.ts'
import { readSource } from '../exchange/read-source.ts'
import { run } from './command.ts'

const usage = `npm run statement -- --title TITLE --from FILE --penholder DELEGATION

  --title      Title; may be left out when the file has a heading: the first one is the title.
  --from       A text to begin with: Markdown (.md), HTML (.html) or plain text (.txt). Without it the sheet is blank.
  --penholder  The delegation that holds the pen, as a code (CAN) or a name. Without it the administrator's.
`

await run({
  usage,
  options: ['title', 'from', 'penholder'],
  async act(given, desk) {
    const file = given.get('from')
    const source = file === undefined ? undefined : await readFrom(file)
    const title = given.get('title') ?? ''
    if (title === '' && !(source !== undefined && (await hasHeading(source)))) {
      throw new Error(
        `--title is missing: ${file === undefined ? 'a statement needs one' : `there is no heading in ${file}`}.`,
      )
    }
    const { call } = await desk()
    const penholder = given.get('penholder')
    const created = await call(createStatement, {
      params: {},
      body: { title, ...(source === undefined ? {} : { source }), ...(penholder === undefined ? {} : { penholder }) },
    })
    const { statementId } = created
    const { link, delegation } = await call(invite, {
      params: { statementId },
      body: { delegation: created.penholder.name, role: 'drafter' },
    })
    return [
      ['Statement', statementId],
      ['Title', created.title],
      ['Penholder', `${delegation.name} (${delegation.code})`],
      ['Address', new URL(`/statements/${statementId}`, link).href],
      ['Invitation', link],
    ]
  },
})

async function readFrom(file: string): Promise<Source> {
  const format = formatOf(file)
  try {
    return { format, content: decodeText(await readFile(file)) }
  } catch (error) {
    throw new Error(`--from ${file} cannot be read: ${reasonOf(error)}.`)
  }
}

function formatOf(file: string): 'markdown' | 'html' | 'text' {
  switch (extname(file).toLowerCase()) {
    case '.md':
    case '.markdown':
      return 'markdown'
    case '.html':
    case '.htm':
      return 'html'
    case '.txt':
      return 'text'
    default:
      throw new Error(`--from ${file} is neither Markdown (.md), HTML (.html) nor plain text (.txt).`)
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'ENOENT') return 'there is no such file'
  if (code === 'EACCES') return 'this user may not read it'
  return code === 'EISDIR' ? 'it is a folder' : 'it is no text'
}

async function hasHeading(source: Source): Promise<boolean> {
  const { letterhead } = await readSource(source, '')
  return letterhead.title !== undefined
}
