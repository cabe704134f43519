/** The HTTP server: mounts every subject's routes, the pages, and what machines ask; turns refusals into answers. */
import type { FastifyBaseLogger, FastifyError, FastifyInstance } from 'fastify'
import fastify, { LogController } from 'fastify'
import type { Registry } from 'prom-client'
import type { RefusalCode } from '#shared/refusal.ts'
import { Refusal } from '#shared/refusal.ts'
import { Press } from './exchange/press.ts'
import { exchangeRoutes } from './exchange/routes.ts'
import { largeBody, mount } from './http/answer.ts'
import type { SessionCookie } from './http/cookie.ts'
import { isFlat } from './http/flat-json.ts'
import { mountHealth, mountMetrics } from './http/health.ts'
import type { Pages, SendPage } from './http/pages.ts'
import type { Site } from './http/site.ts'
import { createLimits } from './people/limits.ts'
import { peopleRoutes } from './people/routes.ts'
import type { Runtime } from './runtime.ts'
import { statementRoutes } from './statement/routes.ts'
import { threadRoutes } from './thread/routes.ts'

export interface AppParts {
  readonly runtime: Runtime
  readonly site: Site
  readonly cookie: SessionCookie
  /** Opens every endpoint with the operator's standing; it stands in a file of the data folder. */
  readonly operatorToken: string
  /** For the first administrator; null when there is one. */
  readonly setUpKey: string | null
  readonly registry: Registry
  readonly pages: Pages
}

/** Builds the server; it does not listen yet. */
export async function createApp(parts: AppParts): Promise<FastifyInstance> {
  const { runtime, registry, operatorToken } = parts
  const logger: FastifyBaseLogger = runtime.logger
  const app = fastify({
    loggerInstance: logger,
    // One line when it is answered says all, below; headers and full addresses stay out of the log.
    logController: new LogController({ disableRequestLogging: true }),
    // Whoever else says where a call came from is not believed.
    trustProxy: runtime.settings.trustProxy,
    forceCloseConnections: true,
    // Whoever opens sockets and says nothing on them, or a byte now and then, kept each for 60 to 90 s otherwise.
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 2_000 },
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
  })
  acceptJsonOnly(app)
  app.addHook('onSend', async (_request, reply) => {
    reply.headers({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
  })
  app.addHook('onResponse', async ({ method, routeOptions }, reply) => {
    const line = {
      method,
      route: routeOptions.url ?? null,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    }
    runtime.logger.debug(line, 'answered')
  })
  app.setErrorHandler(async (error: FastifyError | Refusal, { method, routeOptions, log }, reply) => {
    const refusal = toRefusal(error)
    const { status, sentence } = refusal.ruling
    if (status >= 500) log.error({ err: error, method, route: routeOptions.url }, 'not answered')
    const detail = status < 500 && refusal.detail !== undefined ? { detail: refusal.detail } : {}
    const link = refusal.link === undefined ? {} : { link: refusal.link }
    return reply.code(status).send({ code: refusal.code, sentence, ...detail, ...link })
  })
  let sendPage: SendPage | undefined
  app.setNotFoundHandler(async ({ method, url, headers }, reply) => {
    // Whoever mistypes an address in a browser reads a page, and no JSON.
    const browses = method === 'GET' && !url.startsWith('/api/') && headers.accept?.includes('text/html') === true
    if (browses && sendPage) return sendPage(reply.code(404))
    throw new Refusal('not-found')
  })

  const press = new Press({ atOnce: runtime.settings.maxExports })
  app.addHook('onClose', async () => press.close())
  mount(app, parts, [
    ...peopleRoutes(runtime, { ...parts, limits: createLimits(runtime.clock) }),
    ...statementRoutes(runtime),
    ...threadRoutes(runtime),
    ...exchangeRoutes(runtime, press),
  ])
  mountHealth(app, runtime)
  mountMetrics(app, registry, operatorToken)
  sendPage = await parts.pages(app)
  return app
}

/** Contracts are checked by zod. What Fastify compiles its own schemas with takes a tenth of a second to load at each start. */
function noSchemas(): never {
  throw new Error('A route has a schema of Fastify; say it in its contract.')
}

/** A body is JSON or there is none: a form of another site cannot send that without being asked first. */
function acceptJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('remove', 'remove')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') return done(null, undefined)
    const text = body.toString()
    if (text.length >= largeBody && !isFlat(text)) done(new Refusal('malformed', 'a large body of many values'))
    else void parse(request, text, done)
  })
}

/** What is neither a refusal of ours nor the framework's about the request is a bug: logged, and not described. */
function toRefusal(error: FastifyError | Refusal): Refusal {
  if (error instanceof Refusal) return error
  return new Refusal(codeOf(error.statusCode))
}

function codeOf(status = 500): RefusalCode {
  if (status === 413) return 'frame-too-large'
  return status >= 400 && status < 500 ? 'malformed' : 'failed'
}
