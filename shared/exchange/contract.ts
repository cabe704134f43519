/** The doors by which a statement leaves and enters: files, the pages of the preview, and what a file to import holds. */
import { z } from 'zod'
import { endpoint, fileEndpoint } from '../endpoint.ts'
import { statementId } from '../people/people.ts'
import { choices, format } from './formats.ts'
import { inspected, source } from './sources.ts'

/**
 * The text as it stands, as a file. The same choices on the same text give the same bytes, but for the moment of the
 * version. An archive is the statement itself, for another Penholder. Refuses `invalid` without a delivery note,
 * `export-failed`, `export-too-slow`, `too-many-exports`.
 */
export const exportStatement = fileEndpoint({
  method: 'GET',
  path: '/statements/:statementId/export/:format',
  right: 'read',
  params: z.object({ statementId, format }),
  query: choices,
})

/** One page of the PDF that the same choices would give, as SVG; how many there are stands in the header `pages`. */
export const previewPage = fileEndpoint({
  method: 'GET',
  path: '/statements/:statementId/preview/:page',
  right: 'read',
  params: z.object({ statementId, page: z.coerce.number().int().min(1).max(2_000) }),
  query: choices,
})

/**
 * Reads a source and keeps nothing of it: what importing it would give and what it would leave out. `createStatement`
 * with the same source does it. Refuses `not-a-document`, `old-document`, `locked-document`, `document-too-deep`,
 * `unpacks-too-large`, `not-an-archive`, `import-too-slow`, `too-many-imports`.
 */
export const inspectSource = endpoint({
  method: 'POST',
  path: '/sources',
  right: 'create',
  params: z.object({}),
  body: source,
  answer: inspected,
})
