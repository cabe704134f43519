/**
 * The built client: its files, kept for ever where their name holds their hash, and the one page behind every address.
 * The page may load nothing from elsewhere and run no script that is not a file of ours.
 */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import serveFiles from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

/** Sends the page, which says by itself what an address leads to. */
export type SendPage = (reply: FastifyReply) => FastifyReply

/** Puts the client on the server; what it answers is for addresses that lead nowhere. */
export type Pages = (app: FastifyInstance) => Promise<SendPage | undefined>

/** Every address that is a page; client/app.tsx decides which. */
export const pagePaths = [
  '/',
  '/set-up',
  '/join',
  '/device',
  '/account',
  '/administration',
  '/statements/:statementId',
] as const

export const builtPages =
  (dist: string): Pages =>
  async (app) => {
    const page = await readFile(join(dist, 'index.html'), 'utf8')
    await app.register(serveFiles, {
      root: dist,
      index: false,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const hashed = path.startsWith(join(dist, 'assets'))
        reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
    const send: SendPage = (reply) => {
      const nonce = randomBytes(16).toString('base64')
      return reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('content-security-policy', contentPolicy(nonce))
        .send(page.replace('<head>', `<head><meta name="csp-nonce" nonce="${nonce}" />`))
    }
    for (const url of pagePaths) app.get(url, async (_request, reply) => send(reply))
    return send
  }

/**
 * Editor and component library add style elements of their own: they find the nonce in the page. The attributes are
 * where positions are set (carets, menus); a style attribute runs nothing.
 */
const contentPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
