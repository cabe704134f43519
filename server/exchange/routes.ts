/** The doors of export and import: each contract of shared/exchange with the act behind it. */
import { exportStatement, inspectSource, previewPage } from '#shared/exchange/contract.ts'
import { fileName } from '#shared/exchange/file-name.ts'
import { carriedBy, type Choices, files, mayHaveLog } from '#shared/exchange/formats.ts'
import type { Person } from '#shared/people/contract.ts'
import type { StatementId } from '#shared/people/people.ts'
import type { Standing } from '#shared/people/rights.ts'
import { operator } from '#shared/people/rights.ts'
import { Refusal } from '#shared/refusal.ts'
import type { Caller, FileCall, Route } from '../http/answer.ts'
import { answer, answerFile } from '../http/answer.ts'
import { standingApart, standingAt } from '../people/recognise.ts'
import type { Runtime } from '../runtime.ts'
import type { Archive } from './archive.ts'
import { capture } from './capture.ts'
import { captureArchive } from './capture-archive.ts'
import { foundIn, sourceBody } from './inspect.ts'
import type { Paper } from './paper.ts'
import type { Press } from './press.ts'
import type { Job, Made } from './press-worker.ts'
import { readEveryWay } from './read-source.ts'

type ExportCall = FileCall<{ readonly statementId: StatementId }, Choices>

export function exchangeRoutes(runtime: Runtime, press: Press): Route[] {
  const make = ({ caller, signal, permitAgain }: ExportCall, job: () => Promise<Job>): Promise<Made> =>
    press.make({
      person: nameOf(caller),
      signal,
      job: async () => {
        // Whoever waited for a place may have lost the right meanwhile.
        await permitAgain()
        return job()
      },
    })
  const captured = ({ params: { statementId }, caller }: ExportCall, choices: Choices): Promise<Paper> =>
    capture(runtime, statementId, choices, personIn(caller))
  const archiveOf = async ({ params: { statementId }, query: choices, caller }: ExportCall): Promise<Archive> => {
    const withLog = choices.updateLog === 'yes' && mayHaveLog(await standingOf(runtime, caller, statementId))
    return captureArchive(runtime, statementId, choices, personIn(caller), withLog)
  }

  return [
    answerFile(exportStatement, async (call) => {
      const { format } = call.params
      let name = ''
      const { bytes } = await make(call, async () => {
        if (format === 'archive') {
          const archive = await archiveOf(call)
          name = fileName(format, { ...archive, choices: call.query })
          return { make: 'archive', archive }
        }
        const paper = await captured(call, carriedBy(format, call.query))
        name = fileName(format, paper)
        return { make: 'file', format, paper }
      })
      return { bytes, mediaType: files[format].mediaType, name }
    }),

    answerFile(previewPage, async (call) => {
      const { page } = call.params
      const { bytes, pages } = await make(call, async () => ({
        make: 'page',
        page,
        paper: await captured(call, call.query),
      }))
      return { bytes, mediaType: 'image/svg+xml', name: null, headers: { pages: String(pages) } }
    }),

    answer(
      inspectSource,
      async ({ body, caller, signal }) => {
        const asker = { person: nameOf(caller), signal }
        const { draft, otherwise } = await readEveryWay(body, asker).catch((error: unknown) => {
          // Nobody hears it, and nothing went wrong.
          if (signal.aborted) throw new Refusal('too-many-imports')
          throw error
        })
        return { ...foundIn(draft, personIn(caller)?.delegation.id ?? null), otherwise }
      },
      { bodyLimit: sourceBody },
    ),
  ]
}

const personIn = (caller: Caller): Person | null => (caller.kind === 'person' ? caller.person : null)

/** Whatever tells people apart. */
const nameOf = (caller: Caller): string => (caller.kind === 'person' ? caller.person.delegate.id : caller.kind)

/** How somebody stands towards the statement at this moment. */
async function standingOf(runtime: Runtime, caller: Caller, statementId: StatementId): Promise<Standing> {
  if (caller.kind === 'operator') return operator
  return caller.kind === 'person' ? standingAt(runtime, caller.person, statementId) : standingApart(null)
}
