/** The session's cookie: its name, how it is read and how it is set. */

export interface SessionCookie {
  /** The token in a request's Cookie header, or null. */
  readonly read: (header: string | undefined) => string | null
  /** The Set-Cookie header that keeps the token until `expiresAt` (epoch ms). */
  readonly set: (token: string, expiresAt: number) => string
  /** The Set-Cookie header that removes it. */
  readonly clear: () => string
}

/**
 * Under https the name begins with `__Host-`, by which the browser promises that no sibling subdomain has set it. Lax, not
 * Strict: whoever opens a statement's address from an e-mail is signed in. A token is base64url and needs no escaping.
 */
export function sessionCookie(secure: boolean): SessionCookie {
  const name = secure ? '__Host-penholder' : 'penholder'
  const put = (token: string, expires: Date): string =>
    `${name}=${token}; Path=/; Expires=${expires.toUTCString()}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  return {
    read(header = '') {
      const own = header.split(';').find((pair) => pair.trimStart().startsWith(`${name}=`))
      return own?.slice(own.indexOf('=') + 1).trim() ?? null
    },
    set: (token, expiresAt) => put(token, new Date(expiresAt)),
    clear: () => put('', new Date(0)),
  }
}
