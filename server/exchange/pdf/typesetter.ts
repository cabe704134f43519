/** Typst with our template and our faces. It reads no file but those, asks no network, and knows no face of the system. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import {
  NodeCompiler,
  type NodeTypstCompileResult,
  type NodeTypstDocument,
  PdfStandard,
} from '@myriaddreamin/typst-ts-node-compiler'
import { z } from 'zod'
import type { Paper } from '../paper.ts'
import { contentOf } from './content.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))

/** Static faces: Typst reads no variable ones and no WOFF. */
const faces = [
  'source-serif-4/400Regular/SourceSerif4_400Regular.ttf',
  'source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf',
  'source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf',
  'source-serif-4/700Bold/SourceSerif4_700Bold.ttf',
  'source-serif-4/700Bold_Italic/SourceSerif4_700Bold_Italic.ttf',
  'noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular.ttf',
  'noto-naskh-arabic/700Bold/NotoNaskhArabic_700Bold.ttf',
  'inter/400Regular/Inter_400Regular.ttf',
  'inter/500Medium/Inter_500Medium.ttf',
  'inter/600SemiBold/Inter_600SemiBold.ttf',
]
/** 15 MB each: read only for who writes Chinese. */
const hanFaces = [
  'noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  'noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
]

/** One for each set of faces, as long as the process: the next paper of the same text then takes a tenth of the time. */
const compilers = new Map<'han' | 'other', NodeCompiler>()

/** Papers that Typst remembers, 47 MB for each of 20,000 words: the one whose pages are looked at, and then wanted as a file. */
const remembered = 1
setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

interface Typeset {
  readonly compiler: NodeCompiler
  readonly pages: NodeTypstDocument
}

/** The pages of a paper, and what can write them. */
export const typeset = (paper: Paper): Typeset => typesetContent(contentAsJson(paper))

export interface Drawing {
  /** SVG of all pages, one below the other. */
  readonly svg: string
  readonly pages: number
}

/** The last one: to draw 60 pages takes ten times as long as to cut one out. */
let last: { readonly content: string; readonly drawing: Drawing } | undefined
/** A page has some 300 KB. Where there are more than 200, each that is looked at is drawn anew with all others. */
const longestKept = 60_000_000

/** The pages of a paper as they look. */
export function draw(paper: Paper): Drawing {
  const content = contentAsJson(paper)
  if (last?.content === content) return last.drawing
  last = undefined
  const { compiler, pages } = typesetContent(content)
  const drawing = { svg: compiler.plainSvg(pages), pages: pages.numOfPages }
  if (drawing.svg.length <= longestKept) last = { content, drawing }
  return drawing
}

const contentAsJson = (paper: Paper): string => JSON.stringify(contentOf(paper), wellFormed)

function typesetContent(content: string): Typeset {
  const compiler = compilerFor(/\p{Script=Han}/u.test(content) ? 'han' : 'other')
  compiler.mapShadow(`${folder}paper.json`, Buffer.from(content))
  // Once this paper is handed over, and while nobody waits.
  setImmediate(() => forget(compiler))
  let strays: readonly number[] = []
  for (let turn = 1; ; turn += 1) {
    compiler.mapShadow(`${folder}strays.json`, Buffer.from(JSON.stringify(strays)))
    const made = compiler.compile({ mainFilePath: `${folder}paper.typ` })
    if (made.result === null) throw new Error(`Typst: ${whatWrong(compiler, made)}`)
    const stray = straysIn(compiler, made.result).find((note) => !strays.includes(note))
    if (stray === undefined || turn === mostTurns) return { compiler, pages: made.result }
    strays = [...strays, stray]
  }
}

/** One stray note is mended at a time, since all that stands behind it moves; one paper in six has one. */
const mostTurns = 6
const straysOf = z.array(z.object({ value: z.array(z.int()) }))

/** Notes on another page than their reference, by number. */
const straysIn = (compiler: NodeCompiler, pages: NodeTypstDocument): readonly number[] =>
  straysOf.parse(compiler.query(pages, { selector: '<strays>' })).flatMap(({ value }) => value)

/** Half of a character, as a quote may end with, is no JSON to Typst. */
const wellFormed = (_: string, value: unknown): unknown => (typeof value === 'string' ? value.toWellFormed() : value)

/** Tagged for screen readers, by Typst's own checks of PDF/UA-1; as an ordinary PDF where those find something. */
export function toPdf(compiler: NodeCompiler, pages: NodeTypstDocument): Uint8Array {
  try {
    return compiler.pdf(pages, { pdfStandard: PdfStandard.UA_1 })
  } catch {
    // A character that no face of ours has, or words both underlined and struck out: still a good paper.
    return compiler.pdf(pages)
  }
}

/** To the collector pages are a few bytes, which it leaves for later; they are 20 MB beside its heap. */
function forget(compiler: NodeCompiler): void {
  compiler.evictCache(remembered)
  collectGarbage()
}

function compilerFor(wanted: 'han' | 'other'): NodeCompiler {
  const known = compilers.get(wanted)
  if (known !== undefined) return known
  const files = wanted === 'han' ? [...faces, ...hanFaces] : faces
  const fontBlobs = files.map((file) => readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/${file}`))))
  const made = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontBlobs }] })
  compilers.set(wanted, made)
  return made
}

/** The template is constant: what is wrong is a bug of ours. */
function whatWrong(compiler: NodeCompiler, made: NodeTypstCompileResult): string {
  const error = made.takeError()
  return error === null ? 'no reason given' : JSON.stringify(compiler.fetchDiagnostics(error))
}
