/** The doors of export: each contract of shared/exchange with the act behind it. */
import { exportStatement, previewPage } from '#shared/exchange/contract.ts'
import { fileName, files } from '#shared/exchange/formats.ts'
import type { Caller, Route } from '../http/answer.ts'
import { answerFile } from '../http/answer.ts'
import type { Runtime } from '../runtime.ts'
import { capture } from './capture.ts'
import type { Press } from './press.ts'

export function exchangeRoutes(runtime: Runtime, press: Press): Route[] {
  return [
    answerFile(exportStatement, async ({ params: { statementId, format }, query: choices, caller, signal }) => {
      let name = ''
      const { bytes } = await press.make({
        person: keyOf(caller),
        signal,
        job: async () => {
          const paper = await capture(runtime, statementId, choices, readerOf(caller))
          name = fileName(format, paper)
          return { make: 'file', format, paper }
        },
      })
      return { bytes, mediaType: files[format].mediaType, name }
    }),

    answerFile(previewPage, async ({ params: { statementId, page }, query: choices, caller, signal }) => {
      const { bytes, pages } = await press.make({
        person: keyOf(caller),
        signal,
        job: async () => ({
          make: 'page',
          page,
          paper: await capture(runtime, statementId, choices, readerOf(caller)),
        }),
      })
      return { bytes, mediaType: 'image/svg+xml', name: null, headers: { pages: String(pages) } }
    }),
  ]
}

const readerOf = (caller: Caller) => (caller.kind === 'person' ? caller.person : null)

const keyOf = (caller: Caller): string => (caller.kind === 'person' ? caller.person.delegate.id : caller.kind)
