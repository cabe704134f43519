/** Where people open Penholder: every link begins with it, and only pages from there may change anything. */
import type { IncomingHttpHeaders } from 'node:http'
import type { Settings } from '../environment.ts'

export interface Site {
  /** Without a slash at the end. Before listening on port 0 it names that port. */
  url(): string
  /** True when browsers come by https: cookies are `Secure` then. */
  readonly secure: boolean
  /** True when a request that changes something comes from our own page, by what only a browser can say. */
  isOwnPage(headers: IncomingHttpHeaders): boolean
}

/** `port` answers the port that was taken, which differs from the setting when that is 0. */
export function siteOf({ publicUrl, host }: Pick<Settings, 'publicUrl' | 'host'>, port: () => number): Site {
  return {
    url: () => publicUrl ?? addressOf(host, port()),
    secure: publicUrl?.startsWith('https:') ?? false,
    isOwnPage(headers) {
      const fetchSite = headers['sec-fetch-site']
      if (fetchSite !== undefined) return fetchSite === 'same-origin'
      // A page on plain http beside localhost sends no Sec-Fetch-Site: its Origin must be ours, or where it was sent to.
      const { origin, host: sentTo } = headers
      if (origin === undefined) return false
      return origin === publicUrl || (URL.canParse(origin) && new URL(origin).host === sentTo)
    },
  }
}

/** The address that this machine itself can open: a server that listens everywhere answers on the loopback as well. */
export function addressOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`
}
