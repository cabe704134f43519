/** The thread in which one source is read; it ends when it has answered. */
import { parentPort, workerData } from 'node:worker_threads'
import { readHtml } from './read-html.ts'
import { readMarkdown } from './read-markdown.ts'
import type { Reading } from './read-source.ts'

const { format, content, givenTitle }: Reading = workerData
const read = { markdown: readMarkdown, html: readHtml }[format]
parentPort?.postMessage(read(content, givenTitle))
