/**
 * Other programs read what we write, under LONG=1 where they are installed (on Debian `apt-get install libreoffice-writer
 * pandoc poppler-utils`): LibreOffice opens every DOCX and makes text and PDF of it, pandoc reads it with comments, and
 * both find the words, numbers, notes and threads that we know. Word itself is not among them.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BlockJson } from '#shared/statement/schema.ts'
import { language } from '#shared/statement/statement.ts'
import type { Paper } from '../../../server/exchange/paper.ts'
import { layOut } from '../../../server/exchange/sheet.ts'
import { writeDocx } from '../../../server/exchange/write-docx.ts'
import { seeded } from '../../random.ts'
import { randomPaper } from '../../random-statement.ts'

const peers = ['soffice', 'pandoc', 'pdftotext']
const missing = peers.filter((peer) => spawnSync(peer, ['--version']).error !== undefined)
const wanted = process.env.LONG === '1'
const why =
  missing.length > 0
    ? `skipped, not installed: ${missing.join(', ')}`
    : wanted
      ? 'all installed'
      : 'skipped without LONG=1'

/** Each block says its own name, so that what a peer shows beside it can be told. */
const named = (paper: Paper): Paper => ({
  ...paper,
  remarks: [],
  hands: [],
  document: {
    type: 'doc',
    content: paper.document.content.map((block, k): BlockJson => ({
      ...block,
      content: [{ type: 'text', text: `word${k}end` }],
    })),
  },
})

const papers = language.options.flatMap((wantedLanguage, k): [string, Paper][] => [
  [
    wantedLanguage,
    randomPaper(seeded(100 + k), { language: wantedLanguage, odd: false, choices: { lineNumbers: 'fifth' } }),
  ],
  [`${wantedLanguage}-named`, named(randomPaper(seeded(200 + k), { language: wantedLanguage, blocks: 40 }))],
])

describe.skipIf(!wanted || missing.length > 0)(`other programs read every DOCX (${why})`, () => {
  let folder: string
  const convert = (to: string, extension: string): void => {
    const files = papers.map(([name]) => join(folder, `${name}.docx`))
    const profile = `-env:UserInstallation=file://${folder}/profile`
    execFileSync(
      'soffice',
      [profile, '--headless', '--convert-to', to, '--outdir', join(folder, extension), ...files],
      {
        stdio: 'ignore',
      },
    )
  }
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'penholder-peers-'))
    for (const [name, paper] of papers) writeFileSync(join(folder, `${name}.docx`), writeDocx(paper))
    convert('txt:Text (encoded):UTF8', 'txt')
    convert('pdf', 'pdf')
  }, 600_000)
  afterAll(() => rmSync(folder, { recursive: true }))

  test('LibreOffice makes text and PDF of each', () => {
    for (const kind of ['txt', 'pdf']) {
      expect(readdirSync(join(folder, kind)).toSorted()).toEqual(papers.map(([name]) => `${name}.${kind}`).toSorted())
    }
  })

  describe.each(papers)('%s', (name, paper) => {
    const sheet = layOut(paper.document, paper.language)
    const text = (): string => readFileSync(join(folder, 'txt', `${name}.txt`), 'utf8')
    const pandoc = (): Node =>
      JSON.parse(execFileSync('pandoc', ['--track-changes=all', '-t', 'json', join(folder, `${name}.docx`)]).toString())

    test('LibreOffice shows all words of the text in their order', () => {
      const shown = plain(text())
      let at = 0
      for (const { block } of sheet.body) {
        const words = plain(wordsOf(block))
        if (words === '') continue
        at = shown.indexOf(words, at)
        expect(at, words).toBeGreaterThanOrEqual(0)
      }
    })

    test.runIf(name.endsWith('named'))('LibreOffice counts paragraphs and lists as we do', () => {
      const lines = text().split('\n')
      for (const { block, label, index } of sheet.body) {
        if (label === null || block.type === 'bulletedItem' || block.type === 'footnote') continue
        const line = lines.find((candidate) => candidate.includes(`word${index}end`)) ?? ''
        // LibreOffice writes the first letter of the Arabic alphabet without its hamza, and the fifth without its tail.
        expect(line.trim()).toBe(`${label.replace('أ', 'ا').replace('هـ', 'ه')} word${index}end`)
      }
    })

    test('the PDF has all Latin words, on numbered pages', () => {
      const pages = execFileSync('pdftotext', [join(folder, 'pdf', `${name}.pdf`), '-']).toString()
      const shown = new Set(pages.match(latin))
      const words = paper.document.content.flatMap((block) => wordsOf(block).match(latin) ?? [])
      expect(words.filter((word) => !shown.has(word))).toEqual([])
      expect(pages.split('\f').length).toBeGreaterThan(1)
    })

    test('pandoc finds the notes, and the comments with their authors', () => {
      const nodes = [...walk(pandoc())]
      const notes = nodes.filter(({ t }) => t === 'Note').map((note) => plain(textIn(note)))
      // A note that lost its block is empty, and pandoc passes it over.
      for (const { blocks } of sheet.notes) {
        const words = plain(blocks.map(({ block }) => wordsOf(block)).join(''))
        if (words !== '')
          expect(
            notes.some((found) => found.includes(words)),
            words,
          ).toBe(true)
      }
      const comments = nodes.flatMap(({ t, c }) =>
        t === 'Span' && JSON.stringify(c).startsWith('[["') ? attributesOf(c) : [],
      )
      const expected = paper.remarks.flatMap(({ comments: said }) =>
        said.map(({ author, delegation }) => `${author} (${delegation})`),
      )
      expect(comments.toSorted()).toEqual(expected.toSorted())
    })
  })
})

const latin = /[A-Za-z]{5,}/g

const wordsOf = ({ content = [] }: BlockJson): string =>
  content.map((node) => ('text' in node ? node.text : node.type === 'hardBreak' ? '\n' : '')).join('')

/** Without spaces, and without figures: numbers of notes and lists stand between the words. */
const plain = (text: string): string => text.replace(/[\s\d*\ufeff•–◦▪()]+/g, '')

interface Node {
  readonly t?: string
  readonly c?: unknown
}

function* walk(value: unknown): Generator<Node> {
  if (typeof value !== 'object' || value === null) return
  if ('t' in value) yield value as Node
  for (const child of Object.values(value)) yield* walk(child)
}

const textIn = (node: Node): string => [...walk(node)].map(({ t, c }) => (t === 'Str' ? String(c) : '')).join('')

/** The author of a comment where a span opens one. */
function attributesOf(content: unknown): string[] {
  const [[, classes, pairs]] = content as [[string, string[], [string, string][]]]
  return classes.includes('comment-start') ? pairs.flatMap(([key, value]) => (key === 'author' ? [value] : [])) : []
}
