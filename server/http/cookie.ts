/** The session's cookie: its name, how it is read and how it is set. */
import cookies from '@fastify/cookie'

export interface SessionCookie {
  /** The token in a request's Cookie header, or null. */
  read(header: string | undefined): string | null
  /** The Set-Cookie header that keeps the token until `expiresAt` (epoch ms). */
  set(token: string, expiresAt: number): string
  /** The Set-Cookie header that removes it. */
  clear(): string
}

/**
 * Under https the name begins with `__Host-`, by which the browser promises that no sibling subdomain has set it. Lax, not
 * Strict: whoever opens a statement's address from an e-mail is signed in.
 */
export function sessionCookie(secure: boolean): SessionCookie {
  const name = secure ? '__Host-penholder' : 'penholder'
  const put = (token: string, expires: Date): string =>
    cookies.serialize(name, token, { path: '/', httpOnly: true, sameSite: 'lax', secure, expires })
  return {
    read: (header) => (header === undefined ? null : (cookies.parse(header)[name] ?? null)),
    set: (token, expiresAt) => put(token, new Date(expiresAt)),
    clear: () => put('', new Date(0)),
  }
}
