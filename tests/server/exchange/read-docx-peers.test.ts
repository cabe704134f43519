/**
 * Files of other programs, under LONG=1 where they are installed (see peers.test.ts): LibreOffice saves our papers anew,
 * and they still come back as the statements that they were; pandoc's files are read as they were written.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ChangesTaken } from '#shared/exchange/sources.ts'
import type { BlockJson } from '#shared/statement/schema.ts'
import { language as languages } from '#shared/statement/statement.ts'
import { plainComment } from '#shared/thread/thread.ts'
import { readDocx } from '../../../server/exchange/read-docx.ts'
import { writeDocx } from '../../../server/exchange/write-docx.ts'
import { seeded } from '../../random.ts'
import { randomPaper } from '../../random-statement.ts'

const missing = ['soffice', 'pandoc'].filter((peer) => spawnSync(peer, ['--version']).error !== undefined)
const wanted = process.env.LONG === '1'
const why =
  missing.length > 0
    ? `skipped, not installed: ${missing.join(', ')}`
    : wanted
      ? 'all installed'
      : 'skipped without LONG=1'

/**
 * Not among them are what LibreOffice 7.4 damages: it loses the words of some notes (seeds 3 and 6), moves a comment that
 * begins where a paragraph ends (5), and ends a link where its letters change their colour (2 and 8).
 */
const names = languages.options.flatMap((language) => [1, 4, 7, 9].map((seed) => `${language}-${seed}`))

describe.skipIf(!wanted || missing.length > 0)(`files of other programs are read (${why})`, () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'penholder-read-peers-'))
    for (const name of names) {
      const [language = 'en', seed] = name.split('-')
      const random = seeded(400 + Number(seed))
      writeFileSync(
        join(folder, `${name}.docx`),
        writeDocx(
          randomPaper(random, { language: languages.parse(language), odd: false, choices: { deliveryNote: 'check' } }),
        ),
      )
    }
    const files = names.map((name) => join(folder, `${name}.docx`))
    const profile = `-env:UserInstallation=file://${folder}/profile`
    execFileSync(
      'soffice',
      [profile, '--headless', '--convert-to', 'docx', '--outdir', join(folder, 'again'), ...files],
      { stdio: 'ignore' },
    )
  }, 300_000)
  afterAll(() => rmSync(folder, { recursive: true }))

  const read = (path: string, changes: ChangesTaken = 'accepted') =>
    readDocx(readFileSync(join(folder, path)), '', changes)

  test.each(names)('LibreOffice saves %s anew, and it is the same statement', (name) => {
    const before = read(`${name}.docx`)
    const after = read(join('again', `${name}.docx`))
    expect(after.document.content.map(line)).toEqual(before.document.content.map(line))
    expect(after.letterhead).toEqual(before.letterhead)
    expect([after.language, after.lost]).toEqual([before.language, []])
    // It forgets which comment replies to which: each is a thread at the same words.
    const said = ({ threads }: typeof before): string[] =>
      threads
        .flatMap(({ at, comments }) =>
          comments.map(
            ({ author, text }) => `${JSON.stringify(at)} ${author} ${plainComment(text).replace(/\s/g, '')}`,
          ),
        )
        .toSorted()
    expect(said(after)).toEqual(said(before))
  })

  test('pandoc writes a text with changes and a comment, which are read', () => {
    const source = [
      '# Report\n\nThe [old]{.deletion author="Ann" date="2026-01-01T00:00:00Z"}[new]{.insertion author="Bo" date="2026-01-01T00:00:00Z"} text',
      ' [Check]{.comment-start id="0" author="Cy" date="2026-01-02T00:00:00Z"}with words[]{.comment-end id="0"}.[^1]\n\n',
      '1. one\n\n    - dot\n\n2. two\n\n    goes on\n\n3. three\n\nBetween\n\n5. five\n\n> quoted\n\n[^1]: Noted\n',
    ].join('')
    writeFileSync(join(folder, 'source.md'), source)
    execFileSync('pandoc', ['-o', join(folder, 'pandoc.docx'), join(folder, 'source.md')])
    const draft = read('pandoc.docx', 'rejected')
    expect(draft.letterhead).toEqual({ title: 'Report' })
    expect(draft.document.content.map(line)).toEqual([
      'paragraph: The old text with words.*',
      'numberedItem 0: one',
      'bulletedItem 1: dot',
      'numberedItem 0: two⏎goes on',
      'numberedItem 0: three',
      'paragraph: Between',
      'paragraph: 5. five',
      'quote: quoted',
      'footnote: Noted',
    ])
    expect(draft.changes).toEqual({ inserted: 1, deleted: 1, looks: 0, authors: ['Ann', 'Bo'] })
    expect(draft.threads.map(({ at, comments }) => [at?.from.offset, at?.to.offset, comments[0]?.author])).toEqual([
      [13, 23, 'Cy'],
    ])
  })
})

/** A block in one line; links lead to the same place however they are written. */
function line({ type, attrs: { id: _id, note: _note, ...attrs }, content = [] }: BlockJson): string {
  const words = content.map((node) => {
    const text = 'text' in node ? node.text : node.type === 'hardBreak' ? '⏎' : '*'
    const marks = (node.marks ?? []).map(
      ({ type: mark, attrs: to }) => `${mark} ${to === undefined ? '' : new URL(to['href'] ?? '').href}`,
    )
    return marks.length > 0 ? `<${marks.join(' ')}>${text}</>` : text
  })
  return `${[type, ...Object.values(attrs)].join(' ')}: ${words.join('')}`
}
