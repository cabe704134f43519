/** What machines ask: is it well, and what does it count? */
import type { FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'
import { Refusal } from '#shared/refusal.ts'
import { sameSecret } from '../people/secrets.ts'
import type { Runtime } from '../runtime.ts'

/** Asking costs a flush of the disk, and anybody may ask: within this time the last answer stands. */
const freshMs = 1000

/** `GET /healthz`: 200 `{ ok: true }`, or 503 with the reason while nothing can be saved. */
export function mountHealth(app: FastifyInstance, { storage, clock }: Pick<Runtime, 'storage' | 'clock'>): void {
  let last: { readonly at: number; readonly trouble: Promise<string | null> } | undefined
  app.get('/healthz', async (_request, reply) => {
    const now = clock.now()
    if (last === undefined || now - last.at >= freshMs) last = { at: now, trouble: storage.health() }
    const trouble = await last.trouble
    reply.header('cache-control', 'no-store')
    return trouble === null ? { ok: true } : reply.code(503).send({ ok: false, reason: trouble })
  })
}

/**
 * `GET /metrics`: for this machine itself, or with the operator token. What a proxy passes on is not from this machine,
 * though its connection is.
 */
export function mountMetrics(app: FastifyInstance, registry: Registry, operatorToken: string): void {
  app.get('/metrics', async ({ headers, socket }, reply) => {
    const passedOn = headers['x-forwarded-for'] ?? headers['forwarded'] ?? headers['x-real-ip'] ?? headers['via']
    const local = passedOn === undefined && /^(127\.|::1$|::ffff:127\.)/.test(socket.remoteAddress ?? '')
    const [, bearer = ''] = /^Bearer (\S+)$/i.exec(headers.authorization ?? '') ?? []
    if (!local && !sameSecret(bearer, operatorToken)) throw new Refusal('not-found')
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}
