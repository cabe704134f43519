/** The settings: the only reader of process.env. A wrong value stops the start with one sentence naming the variable. */
import { isIP } from 'node:net'
import { z } from 'zod'

interface Setting<Value> {
  readonly says: string
  readonly reads: z.ZodType<Value>
  readonly fallback: string
}

const setting = <Value>(fallback: string, says: string, reads: z.ZodType<Value>): Setting<Value> => ({
  says,
  reads,
  fallback,
})

const count = (least: number) => z.coerce.number().int().min(least)

/** Scheme, host and port: cookies and links are made for a whole host, so a path below it cannot be served. */
const origin = z
  .url({ protocol: /^https?$/ })
  .transform((address) => new URL(address))
  .refine(({ pathname, search, hash, username }) => pathname === '/' && search + hash + username === '')
  .transform((address) => address.origin)

/** How many bits the addresses of a kind have; null for what is no address. */
function bitsOf(address: string): number | null {
  const version = isIP(address)
  if (version === 0) return null
  return version === 4 ? 32 : 128
}

/** "10.0.0.1", "10.0.0.0/8", "2001:db8::/32", or one of the names that Fastify gives to ranges. */
function isRange(range: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(range)) return true
  const [address = '', length, ...more] = range.split('/')
  const bits = bitsOf(address)
  return (
    bits !== null && more.length === 0 && (length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= bits))
  )
}

/** Not how many proxies there are: whoever reaches the port past them could name any address; Fastify takes none either. */
const trustedProxies = z.string().transform((value, context): TrustProxy => {
  if (value === 'true') return true
  const ranges = value.split(/[\s,]+/).filter((range) => range !== '')
  if (ranges.length === 0 || !ranges.every(isRange)) context.addIssue('not a list of addresses')
  return ranges
})

/** Every variable with its meaning and default; `npm start -- --help` and the README list the same. */
export const variables = {
  HOST: setting('127.0.0.1', 'Address to listen on.', z.string().min(1)),
  PORT: setting('3000', 'Port to listen on; 0 takes a free one.', count(0).max(65_535)),
  DATA_DIR: setting('./data', 'Folder of the database, its keys and its lock.', z.string().min(1)),
  PUBLIC_URL: setting(
    '',
    'Address that people open, without a path, such as https://pen.example.org. Empty: http://HOST:PORT.',
    z.union([z.literal(''), origin]),
  ),
  TRUST_PROXY: setting(
    'loopback',
    'Proxies whose X-Forwarded-For is believed: addresses and ranges such as 10.0.0.0/8, between commas; true for whoever connects.',
    trustedProxies,
  ),
  LOG_LEVEL: setting(
    'info',
    'fatal, error, warn, info, debug, trace or silent.',
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
  ),
  MAX_FRAME_BYTES: setting('4194304', 'Largest WebSocket frame taken.', count(65_536)),
  MAX_DOCUMENT_BYTES: setting('16777216', 'Largest statement kept, with its history.', count(65_536)),
  MAX_CONNECTIONS: setting('2000', 'WebSocket connections at once.', count(1)),
  MAX_CONNECTIONS_PER_PERSON: setting('20', 'WebSocket connections of one delegate at once.', count(1)),
  MAX_EXPORTS: setting('2', 'Files made at once; each may take 1 GB of memory for a minute.', count(1)),
  ROOM_IDLE_SECONDS: setting('30', 'How long a room stays in memory after the last person left.', count(0)),
  SESSION_DAYS: setting('30', 'How long somebody stays signed in.', count(1).max(400)),
  INVITATION_DAYS: setting('14', 'How long a new invitation link lets people join.', count(1).max(400)),
} as const

/** True: whoever connects is a proxy; else the addresses that proxies have. */
export type TrustProxy = true | string[]

type Name = keyof typeof variables
export type Environment = Readonly<Record<string, string | undefined>>

export interface Settings {
  readonly host: string
  readonly port: number
  readonly dataDir: string
  /** Without a slash at the end; null: the address the server listens on. */
  readonly publicUrl: string | null
  readonly trustProxy: TrustProxy
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  readonly maxFrameBytes: number
  readonly maxDocumentBytes: number
  readonly maxConnections: number
  readonly maxConnectionsPerPerson: number
  readonly maxExports: number
  readonly roomIdleMs: number
  readonly sessionMs: number
  readonly invitationMs: number
}

const day = 86_400_000

/** Throws an Error whose message is one sentence naming the variable that is wrong. */
export function readSettings(environment: Environment = process.env): Settings {
  const read = <Value>(name: Name, { reads, says, fallback }: Setting<Value>): Value => {
    const given = environment[name]
    const value = given === undefined || given.trim() === '' ? fallback : given.trim()
    const parsed = reads.safeParse(value)
    if (!parsed.success) throw new Error(`${name} cannot be "${value}". ${says}`)
    return parsed.data
  }
  const publicUrl = read('PUBLIC_URL', variables.PUBLIC_URL)
  return {
    host: read('HOST', variables.HOST),
    port: read('PORT', variables.PORT),
    dataDir: read('DATA_DIR', variables.DATA_DIR),
    publicUrl: publicUrl === '' ? null : publicUrl,
    trustProxy: read('TRUST_PROXY', variables.TRUST_PROXY),
    logLevel: read('LOG_LEVEL', variables.LOG_LEVEL),
    maxFrameBytes: read('MAX_FRAME_BYTES', variables.MAX_FRAME_BYTES),
    maxDocumentBytes: read('MAX_DOCUMENT_BYTES', variables.MAX_DOCUMENT_BYTES),
    maxConnections: read('MAX_CONNECTIONS', variables.MAX_CONNECTIONS),
    maxConnectionsPerPerson: read('MAX_CONNECTIONS_PER_PERSON', variables.MAX_CONNECTIONS_PER_PERSON),
    maxExports: read('MAX_EXPORTS', variables.MAX_EXPORTS),
    roomIdleMs: read('ROOM_IDLE_SECONDS', variables.ROOM_IDLE_SECONDS) * 1000,
    sessionMs: read('SESSION_DAYS', variables.SESSION_DAYS) * day,
    invitationMs: read('INVITATION_DAYS', variables.INVITATION_DAYS) * day,
  }
}

/**
 * What is built is for users, whatever the shell or a test runner has set: anything else would be React's slower build of
 * twice the size, and a page that does not open offline.
 */
export function buildForProduction(environment: NodeJS.ProcessEnv = process.env): void {
  environment.NODE_ENV = 'production'
}

/** The table that `npm start -- --help` prints. */
export function describeSettings(): string {
  const width = Math.max(...Object.keys(variables).map((name) => name.length))
  return Object.entries(variables)
    .map(
      ([name, { fallback, says }]) =>
        `  ${name.padEnd(width)}  ${says}${fallback === '' ? '' : ` Default ${fallback}.`}`,
    )
    .join('\n')
}
