/** Which writer makes which format. Each is loaded when it is first wanted: who never exports never pays for it. */
import type { PaperFormat } from '#shared/exchange/formats.ts'
import type { Paper, Written } from './paper.ts'

/** Pure: the same paper gives the same bytes. */
export type Writer = (paper: Paper) => Written | Promise<Written>

export const writers: Readonly<Record<PaperFormat, () => Promise<Writer>>> = {
  docx: async () => (await import('./write-docx.ts')).writeDocx,
  pdf: async () => (await import('./write-pdf.ts')).writePdf,
  html: async () => (await import('./write-html.ts')).writeHtml,
  markdown: async () => (await import('./write-markdown.ts')).writeMarkdown,
  txt: async () => (await import('./write-text.ts')).writeText,
}
