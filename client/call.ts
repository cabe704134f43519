/**
 * The one fetch: a contract of shared/ becomes a typed call. Whatever the server refuses is thrown as the Refusal it is;
 * a server that cannot be reached is Refusal `unreachable`.
 */
import { z } from 'zod'
import { type Endpoint, fileAddress, type FileEndpoint, fillPath } from '#shared/endpoint.ts'
import { Refusal, isRefusalCode } from '#shared/refusal.ts'

interface Sent<Params extends z.ZodType, Body extends z.ZodType> {
  readonly params?: z.input<Params>
  readonly body?: z.input<Body>
  readonly signal?: AbortSignal
}

/** Throws Refusal; an AbortError when `signal` gives it up; an answer that does not keep to the contract is an Error. */
export async function call<Params extends z.ZodType, Body extends z.ZodType, Answer extends z.ZodType>(
  { method, path, params, body, answer }: Endpoint<Params, Body, Answer>,
  sent: Sent<Params, Body> = {},
): Promise<z.output<Answer>> {
  const known = params.safeParse(sent.params ?? {})
  if (!known.success) throw new Refusal('not-found', path)
  const given = body.safeParse(sent.body)
  if (!given.success) throw new Refusal('invalid', given.error.issues[0]?.path.join('.'))
  const response = await reach(`/api${fillPath(path, pathParams.parse(known.data))}`, {
    method,
    credentials: 'same-origin',
    ...(sent.signal && { signal: sent.signal }),
    ...(given.data !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(given.data),
    }),
  })
  const read: unknown = await response.json().catch(() => null)
  if (!response.ok) throw refusalOf(read, response.status)
  return answer.parse(read)
}

export interface Downloaded {
  readonly blob: Blob
  /** How many pages there are, where the server says so. */
  readonly pages: number | null
}

/** Throws Refusal; an AbortError when `signal` gives it up. */
export async function download<Params extends z.ZodType, Query extends z.ZodType>(
  contract: FileEndpoint<Params, Query>,
  sent: {
    readonly params: Readonly<Record<string, string>>
    readonly query: Readonly<Record<string, string>> & z.output<Query>
    readonly signal: AbortSignal
  },
): Promise<Downloaded> {
  const { signal } = sent
  const response = await reach(`/api${fileAddress(contract, sent)}`, { credentials: 'same-origin', signal })
  if (!response.ok) throw refusalOf(await response.json().catch(() => null), response.status)
  const pages = response.headers.get('pages')
  return { blob: await response.blob(), pages: pages === null ? null : Number(pages) }
}

async function reach(address: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, request)
  } catch (error) {
    if (request.signal?.aborted) throw error
    throw new Refusal('unreachable')
  }
}

const pathParams = z.record(z.string(), z.string())

const refused = z.object({
  code: z.string(),
  detail: z.string().optional(),
  link: z.object({ delegation: z.string(), endedAt: z.number().nullable() }).optional(),
})

/** A proxy answers with these, and in words of its own, for a server that is down. */
const ofProxies: ReadonlySet<number> = new Set([502, 503, 504])

function refusalOf(read: unknown, status: number): Refusal {
  const { success, data } = refused.safeParse(read)
  if (success && isRefusalCode(data.code)) return new Refusal(data.code, data.detail, data.link)
  return new Refusal(ofProxies.has(status) ? 'unreachable' : 'failed')
}

/** Whether an error says that there is no connection, or no server at its end. */
export const isUnreachable = (error: unknown): boolean => error instanceof Refusal && error.code === 'unreachable'
