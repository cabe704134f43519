/** The doors of export and import: each contract of shared/exchange with the act behind it. */
import { exportStatement, inspectSource, previewPage } from '#shared/exchange/contract.ts'
import { type Choices, fileName, files } from '#shared/exchange/formats.ts'
import type { StatementId } from '#shared/people/people.ts'
import type { FileCall, Route } from '../http/answer.ts'
import { answer, answerFile } from '../http/answer.ts'
import type { Runtime } from '../runtime.ts'
import { capture } from './capture.ts'
import { foundIn, sourceBody } from './inspect.ts'
import type { Paper } from './paper.ts'
import type { Press } from './press.ts'
import type { Job, Made } from './press-worker.ts'
import { readSource } from './read-source.ts'

type ExportCall = FileCall<{ readonly statementId: StatementId }, Choices>

export function exchangeRoutes(runtime: Runtime, press: Press): Route[] {
  const make = (
    { params: { statementId }, query: choices, caller, signal, permitAgain }: ExportCall,
    job: (paper: Paper) => Job,
  ): Promise<Made> =>
    press.make({
      person: caller.kind === 'person' ? caller.person.delegate.id : caller.kind,
      signal,
      job: async () => {
        // Whoever waited for a place may have lost the right meanwhile.
        await permitAgain()
        return job(await capture(runtime, statementId, choices, caller.kind === 'person' ? caller.person : null))
      },
    })

  return [
    answerFile(exportStatement, async (call) => {
      const { format } = call.params
      let name = ''
      const { bytes } = await make(call, (paper) => {
        name = fileName(format, paper)
        return { make: 'file', format, paper }
      })
      return { bytes, mediaType: files[format].mediaType, name }
    }),

    answerFile(previewPage, async (call) => {
      const { page } = call.params
      const { bytes, pages } = await make(call, (paper) => ({ make: 'page', page, paper }))
      return { bytes, mediaType: 'image/svg+xml', name: null, headers: { pages: String(pages) } }
    }),

    answer(
      inspectSource,
      async ({ body, caller }) =>
        foundIn(await readSource(body, ''), caller.kind === 'person' ? caller.person.delegation.id : null),
      { bodyLimit: sourceBody },
    ),
  ]
}
