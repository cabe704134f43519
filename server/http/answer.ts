/**
 * The door of the API. `answer` joins a contract and a handler; `mount` puts them behind the same checks in the same
 * order: own page or operator, parameters, person, standing and right, body, handler, answer.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Endpoint, FileEndpoint } from '#shared/endpoint.ts'
import type { Person } from '#shared/people/contract.ts'
import { statementId } from '#shared/people/people.ts'
import type { Standing } from '#shared/people/rights.ts'
import { may, operator } from '#shared/people/rights.ts'
import { Refusal } from '#shared/refusal.ts'
import { knowStatement, recognise, standingApart, standingAt, whyBarred } from '../people/recognise.ts'
import { sameSecret } from '../people/secrets.ts'
import type { Session } from '../people/sessions.ts'
import type { Runtime } from '../runtime.ts'
import type { SessionCookie } from './cookie.ts'
import type { Site } from './site.ts'

/** Who calls. The operator is whoever can read the token in the data folder: the commands of `npm run`. */
export type Caller =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'person'; readonly person: Person }
  | { readonly kind: 'operator' }

/** What a handler gets: plain values, checked, and the right already decided. */
export interface Call<Params, Body> {
  readonly params: Params
  readonly body: Body
  readonly caller: Caller
  readonly standing: Standing
  /** Where the call comes from; behind a proxy on this machine what that says. */
  readonly address: string
  /** The token of the session that the browser has, if any. */
  readonly token: string | null
  readonly signIn: (session: Session) => void
  readonly signOut: () => void
  /** Aborted when whoever called is gone before the answer. */
  readonly signal: AbortSignal
}

/** What the handler of a file gets. */
export interface FileCall<Params, Query> extends Call<Params, undefined> {
  readonly query: Query
  /** Decides the right once more, for a file that had to wait. Throws what was refused. */
  readonly permitAgain: () => Promise<void>
}

/** What the handler of a file answers. */
export interface FileAnswer {
  readonly bytes: Uint8Array
  readonly mediaType: string
  /** What a browser saves it as; null for what is only shown. */
  readonly name: string | null
  /** Besides those that every file has. */
  readonly headers?: Readonly<Record<string, string>>
}

export interface Route {
  readonly contract: Pick<Endpoint<z.ZodType, z.ZodType, z.ZodType>, 'method' | 'path' | 'right'>
  readonly bodyLimit: number
  run(visit: Visit): Promise<unknown>
}

/** A request as it stands at the door, nothing checked yet. */
interface Visit extends Omit<Call<unknown, unknown>, 'standing'> {
  readonly query: unknown
  readonly standing: () => Promise<Standing>
  /** Of whoever may not read the statement in the path. */
  readonly whyBarred: () => Promise<Refusal>
  readonly setHeaders: (headers: Readonly<Record<string, string>>) => void
}

const ordinaryBody = 16_384
/** Bytes of a body that is not read before it is known whose it is: to parse 16 MB takes 50 to 100 ms of everybody's time. */
export const largeBody = 1_000_000

/** Joins a contract and its handler. What it answers is cut to the contract: a column too many stays in the server. */
export function answer<Params extends z.ZodType, Body extends z.ZodType, Answer extends z.ZodType>(
  contract: Endpoint<Params, Body, Answer>,
  handler: (call: Call<z.output<Params>, z.output<Body>>) => Promise<z.input<Answer>>,
  { bodyLimit = ordinaryBody }: { bodyLimit?: number } = {},
): Route {
  return {
    contract,
    bodyLimit,
    async run({ caller, standing: standingOf, whyBarred: why, query: _query, setHeaders: _setHeaders, ...visit }) {
      const asked = { caller, standing: standingOf, whyBarred: why }
      const params = contract.params.safeParse(visit.params)
      if (!params.success)
        throw new Refusal(placeOf(params.error) === 'statementId' ? 'unknown-statement' : 'not-found')
      const standing = await permit(contract.right, asked)
      const body = contract.body.safeParse(visit.body)
      if (!body.success) throw new Refusal(isTooLarge(body.error) ? 'frame-too-large' : 'invalid', placeOf(body.error))
      return contract.answer.parse(await handler({ ...visit, params: params.data, body: body.data, caller, standing }))
    },
  }
}

/**
 * Joins the contract of a file and its handler. No browser runs what it gets, guesses what it is, or keeps it: a file may
 * be a page or a drawing, and stands under our own address.
 */
export function answerFile<Params extends z.ZodType, Query extends z.ZodType>(
  contract: FileEndpoint<Params, Query>,
  handler: (call: FileCall<z.output<Params>, z.output<Query>>) => Promise<FileAnswer>,
): Route {
  return {
    contract,
    bodyLimit: ordinaryBody,
    async run({ caller, standing: standingOf, whyBarred: why, setHeaders, ...visit }) {
      const asked = { caller, standing: standingOf, whyBarred: why }
      const params = contract.params.safeParse(visit.params)
      if (!params.success)
        throw new Refusal(placeOf(params.error) === 'statementId' ? 'unknown-statement' : 'not-found')
      const standing = await permit(contract.right, asked)
      const query = contract.query.safeParse(visit.query)
      if (!query.success) throw new Refusal('invalid', placeOf(query.error))
      const permitAgain = async (): Promise<void> => void (await permit(contract.right, asked))
      const sent = { ...visit, params: params.data, query: query.data, body: undefined, caller, standing, permitAgain }
      const file = await handler(sent).catch((error: unknown) => {
        if (visit.signal.aborted) return null
        throw error
      })
      // Nobody is there to read it.
      if (file === null) return ''
      const { bytes, mediaType, name, headers = {} } = file
      setHeaders({
        'content-type': mediaType,
        'content-disposition': name === null ? 'inline' : attachment(name),
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; font-src data:; sandbox",
        'cross-origin-resource-policy': 'same-origin',
        ...headers,
      })
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    },
  }
}

/** RFC 6266, with a name of ASCII for what cannot read RFC 8187. */
export function attachment(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_')
  const exact = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`
}

/** The person who calls. Throws Refusal `not-signed-in` when it is none. */
export function personOf(caller: Caller): Person {
  if (caller.kind === 'person') return caller.person
  throw new Refusal('not-signed-in')
}

async function permit(
  right: Route['contract']['right'],
  { caller, standing: standingOf, whyBarred: why }: Pick<Visit, 'caller' | 'standing' | 'whyBarred'>,
): Promise<Standing> {
  if (right === 'nobody') return standingApart(caller.kind === 'person' ? caller.person : null)
  if (caller.kind === 'nobody') throw new Refusal('not-signed-in')
  const standing = await standingOf()
  if (right !== 'anybody' && !may(right, standing)) {
    if (!may('read', standing)) throw await why()
    throw new Refusal(may(right, { ...standing, archived: false }) ? 'archived' : 'not-allowed')
  }
  return standing
}

/** Where a form is wrong, "name" or "source.content": never what stands there. */
const placeOf = ({ issues }: z.ZodError): string | undefined => issues[0]?.path.join('.')

/** True of a text or a file, in a body that has room for it with all its escapes. */
const isTooLarge = ({ issues: [issue] }: z.ZodError): boolean =>
  issue?.code === 'too_big' && Number(issue.maximum) >= largeBody

export interface Door {
  readonly runtime: Runtime
  readonly site: Site
  readonly cookie: SessionCookie
  readonly operatorToken: string
}

/** Mounts every route below `/api`. */
export function mount(app: FastifyInstance, door: Door, routes: readonly Route[]): void {
  for (const route of routes) {
    const { method, path } = route.contract
    app.route({
      method,
      url: `/api${path}`,
      bodyLimit: route.bodyLimit,
      onRequest: async (request, reply) => {
        if (route.bodyLimit >= largeBody) await permit(route.contract.right, await enter(door, route, request, reply))
      },
      handler: async (request, reply) => {
        const visit = await enter(door, route, request, reply)
        // What somebody may see changes with every revoked right: no browser keeps it.
        reply.header('cache-control', 'no-store')
        return route.run(visit)
      },
    })
  }
}

/** Throws Refusal `foreign-origin` where another site's page asks for more than to be shown something. */
async function enter(door: Door, { contract }: Route, request: FastifyRequest, reply: FastifyReply): Promise<Visit> {
  const visit = await visitOf(door, request, reply)
  if (contract.method !== 'GET' && visit.caller.kind !== 'operator' && !door.site.isOwnPage(request.headers)) {
    throw new Refusal('foreign-origin')
  }
  return visit
}

async function visitOf(door: Door, request: FastifyRequest, reply: FastifyReply): Promise<Visit> {
  const token = door.cookie.read(request.headers.cookie)
  const caller = await callerOf(door, request.headers.authorization, token)
  return {
    params: request.params,
    query: request.query,
    body: request.body,
    address: request.ip,
    token,
    caller,
    standing: () => standingIn(door.runtime, caller, request.params),
    whyBarred: () => whyBarredIn(door.runtime, caller, request.params),
    signIn: (session) => void reply.header('set-cookie', door.cookie.set(session.token, session.expiresAt)),
    signOut: () => void reply.header('set-cookie', door.cookie.clear()),
    setHeaders: (headers) => void reply.headers(headers),
    signal: goneBefore(reply),
  }
}

/** Aborted when the connection ends before the answer is sent. */
function goneBefore(reply: FastifyReply): AbortSignal {
  const gone = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort()
  })
  return gone.signal
}

async function callerOf(door: Door, authorization: string | undefined, token: string | null): Promise<Caller> {
  // Other schemes belong to a proxy in front of us.
  const [, bearer] = /^Bearer (\S+)$/i.exec(authorization ?? '') ?? []
  if (bearer !== undefined) {
    if (!sameSecret(bearer, door.operatorToken)) throw new Refusal('not-signed-in')
    return { kind: 'operator' }
  }
  const person = await recognise(door.runtime, token)
  return person === null ? { kind: 'nobody' } : { kind: 'person', person }
}

const statementPath = z.object({ statementId })

/** The standing towards the statement in the path, or apart from any where the path names none. */
async function standingIn(runtime: Runtime, caller: Caller, params: unknown): Promise<Standing> {
  const path = statementPath.safeParse(params)
  switch (caller.kind) {
    case 'nobody':
      return standingApart(null)
    case 'operator':
      if (path.success) await knowStatement(runtime, path.data.statementId)
      return operator
    case 'person':
      return path.success ? standingAt(runtime, caller.person, path.data.statementId) : standingApart(caller.person)
  }
}

/** Apart from any statement somebody lacks a right, and nobody has taken it from them. */
async function whyBarredIn(runtime: Runtime, caller: Caller, params: unknown): Promise<Refusal> {
  const path = statementPath.safeParse(params)
  return path.success && caller.kind === 'person'
    ? whyBarred(runtime, caller.person, path.data.statementId)
    : new Refusal('not-allowed')
}
