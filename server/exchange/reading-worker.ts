/** The thread in which one Markdown source is read; it ends when it has answered. */
import { parentPort, workerData } from 'node:worker_threads'
import { readMarkdown } from './read-markdown.ts'
import type { Reading } from './read-source.ts'

const { content, givenTitle }: Reading = workerData
parentPort?.postMessage(readMarkdown(content, givenTitle))
