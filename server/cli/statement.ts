/** `npm run statement`: creates a statement, from a file or blank, and prints its address and the penholder's own link. */
import { readFile, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { decodeText } from '#shared/exchange/decode-text.ts'
import { type ChangesTaken, changesTaken, type Found, largestFile } from '#shared/exchange/sources.ts'
import { invite } from '#shared/people/contract.ts'
import { Refusal } from '#shared/refusal.ts'
import { createStatement } from '#shared/statement/contract.ts'
import { foundIn } from '../exchange/inspect.ts'
import { readSource, type Source } from '../exchange/read-source.ts'
import { run } from './command.ts'
import { leftOut } from './left-out.ts'
import { readableSize } from './say.ts'

const usage = `npm run statement -- --title TITLE --from FILE --penholder DELEGATION

  --title      Title; may be left out when the file has one: a letterhead, or else the first heading.
  --from       What to begin with: Word (.docx), Markdown (.md), HTML (.html), plain text (.txt), or an archive of
               Penholder (.json). Comments come along, in the names of their authors. Without it the sheet is blank.
  --changes    What becomes of tracked changes of a Word file: accepted, rejected or shown. Without it accepted.
  --penholder  The delegation that holds the pen, as a code (CAN) or a name. Without it the administrator's.
`

await run({
  usage,
  options: ['title', 'from', 'changes', 'penholder'],
  async act(given, desk) {
    const file = given.get('from')
    const source = file === undefined ? undefined : await readFrom(file, given.get('changes'))
    const title = given.get('title') ?? ''
    // Before the desk is opened: whatever cannot be done leaves no data folder behind.
    const found = file === undefined || source === undefined ? null : await inspect(source, file)
    if (title === '' && (found === null || found.title === '')) {
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
      ...(found === null ? [] : whatCame(found)),
    ]
  },
})

async function inspect(source: Source, file: string): Promise<Found> {
  try {
    return foundIn(await readSource(source, ''), null)
  } catch (error) {
    throw error instanceof Refusal ? new Error(`--from ${file}: ${error.ruling.sentence}`) : error
  }
}

/** Comments that came along, and what did not. */
function whatCame({ comments, authors, lost }: Found): (readonly [string, string])[] {
  const came = comments === 0 ? [] : ([['Comments', `${comments}, by ${authors.join(', ')}`]] as const)
  return [...came, ...leftOut(lost)]
}

async function readFrom(file: string, changes: string | undefined): Promise<Source> {
  const format = formatOf(file)
  const taken = changesTaken.default('accepted').safeParse(changes)
  if (!taken.success) throw new Error(`--changes cannot be "${changes}": ${changesTaken.options.join(', ')}.`)
  if (changes !== undefined && format !== 'docx') throw new Error('--changes is for Word files (.docx) only.')
  try {
    const { size } = await stat(file)
    if (size <= largestFile) return sourceOf(format, await readFile(file), taken.data)
  } catch (error) {
    throw new Error(`--from ${file} cannot be read: ${reasonOf(error)}.`)
  }
  throw new Error(`--from ${file} is larger than ${readableSize(largestFile)}.`)
}

function sourceOf(format: Source['format'], bytes: Buffer, changes: ChangesTaken): Source {
  if (format !== 'docx') return { format, content: decodeText(bytes) }
  return { format, content: bytes.toString('base64'), changes }
}

function formatOf(file: string): Source['format'] {
  switch (extname(file).toLowerCase()) {
    case '.docx':
      return 'docx'
    case '.json':
      return 'archive'
    case '.md':
    case '.markdown':
      return 'markdown'
    case '.html':
    case '.htm':
      return 'html'
    case '.txt':
      return 'text'
    default:
      throw new Error(
        `--from ${file} is neither Word (.docx), Markdown (.md), HTML (.html), plain text (.txt) nor an archive (.json).`,
      )
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'ENOENT') return 'there is no such file'
  if (code === 'EACCES') return 'this user may not read it'
  return code === 'EISDIR' ? 'it is a folder' : 'it is no text'
}
