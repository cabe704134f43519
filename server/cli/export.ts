/** `npm run export`: writes a statement into a file, as the export dialog does. */
import { writeFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { exportStatement } from '#shared/exchange/contract.ts'
import { choices, type Format, files, format as anyFormat } from '#shared/exchange/formats.ts'
import { required, run } from './command.ts'

const usage = `npm run export -- --statement ID --format FORMAT --out FILE

  --statement      The statement's id, as "npm run statement" printed it, or its address.
  --out            The file to write; one that is there is replaced.
  --format         docx, pdf, html, markdown, txt or archive (.json). Without it what FILE ends with says.
  --delivery-note  none, check ("Check against delivery") or verbatim ("Read out verbatim"). Without it none.
  --comments       none, open or all. Without it none. What a delegation says among itself is in no export from here.
  --line-numbers   none, every or fifth.
  --paper          a4 or letter.
  --paper-language en, fr, es, ru, ar or zh: of what a paper says besides its text, as the delivery note, the names of
                   the fields, "Page 1 of 2" and dates. Without it the text's.

  --no-paragraph-numbers, --draft-mark, --double-spacing, --large-print, --delegation-colours
  --no-wrapping    A plain text with a line for each paragraph, instead of lines of 72 columns.
  --no-update-log  Leaves out of an archive how the text came about: every word that was ever typed.
`

/** Each option that takes one of several words, with the choice that it is. */
const worded = {
  'delivery-note': 'deliveryNote',
  comments: 'comments',
  'line-numbers': 'lineNumbers',
  paper: 'paperSize',
  'paper-language': 'paperLanguage',
} as const
const flags = {
  'no-paragraph-numbers': ['paragraphNumbers', 'no'],
  'draft-mark': ['draftMark', 'yes'],
  'double-spacing': ['doubleSpacing', 'yes'],
  'large-print': ['largePrint', 'yes'],
  'delegation-colours': ['delegationColours', 'yes'],
  'no-wrapping': ['wrapped', 'no'],
  'no-update-log': ['updateLog', 'no'],
} as const

await run({
  usage,
  options: ['statement', 'out', 'format', ...Object.keys(worded)],
  flags: Object.keys(flags),
  async act(given, desk) {
    const statement = required(given, 'statement', 'say which, by its id or its address')
    const file = required(given, 'out', 'say where the file is written')
    const format = formatOf(given.get('format'), file)
    const query = readChoices(given)
    const { download } = await desk()
    const bytes = await download(exportStatement, {
      params: { statementId: statement.replace(/^.*\/statements\//, ''), format },
      query,
    })
    await write(file, bytes)
    return [
      ['File', resolve(file)],
      ['Format', format],
      ['Size', `${Math.ceil(bytes.length / 1000)} KB`],
    ]
  },
})

function formatOf(given: string | undefined, file: string): Format {
  const ending = extname(file).slice(1).toLowerCase()
  const known = anyFormat.options.find(
    (format) => format === given || (given === undefined && files[format].extension === ending),
  )
  if (known !== undefined) return known
  const says = given === undefined ? `--format is missing: "${file}" ends with none` : `--format cannot be "${given}"`
  throw new Error(`${says}: ${anyFormat.options.join(', ')}.`)
}

function readChoices(given: ReadonlyMap<string, string>): Record<string, string> {
  const wanted: Record<string, string> = { deliveryNote: 'none' }
  for (const [option, choice] of Object.entries(worded)) {
    const value = given.get(option)
    if (value !== undefined) wanted[choice] = value
  }
  for (const [flag, [choice, value]] of Object.entries(flags)) if (given.has(flag)) wanted[choice] = value
  const read = choices.safeParse(wanted)
  if (read.success) return read.data
  const wrong = read.error.issues[0]?.path[0]
  const [option = ''] = Object.entries(worded).find(([, choice]) => choice === wrong) ?? []
  throw new Error(`--${option} cannot be "${given.get(option) ?? ''}". "npm run export -- --help" says what it can be.`)
}

async function write(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: 'there is no such folder',
      EACCES: 'this user may not write there',
      EISDIR: 'it is a folder',
      ENOSPC: 'the disk is full',
    }
    throw new Error(`--out ${file} cannot be written: ${reasons[code] ?? code}.`)
  }
}
