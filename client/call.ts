/**
 * The one fetch: a contract of shared/ becomes a typed call. Whatever the server refuses is thrown as the Refusal it is;
 * a server that cannot be reached is Refusal `unreachable`.
 */
import { z } from 'zod'
import { type Endpoint, fillPath } from '#shared/endpoint.ts'
import { Refusal, isRefusalCode } from '#shared/refusal.ts'

interface Sent<Params extends z.ZodType, Body extends z.ZodType> {
  readonly params?: z.input<Params>
  readonly body?: z.input<Body>
}

/** Throws Refusal; an answer that does not keep to the contract is an Error. */
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
    ...(given.data !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(given.data),
    }),
  })
  const read: unknown = await response.json().catch(() => null)
  if (!response.ok) throw refusalOf(read, response.status)
  return answer.parse(read)
}

async function reach(address: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, request)
  } catch {
    throw new Refusal('unreachable')
  }
}

const pathParams = z.record(z.string(), z.string())

const refused = z.object({ code: z.string(), detail: z.string().optional() })

/** A proxy answers with these, and in words of its own, for a server that is down. */
const ofProxies: ReadonlySet<number> = new Set([502, 503, 504])

function refusalOf(read: unknown, status: number): Refusal {
  const { success, data } = refused.safeParse(read)
  if (success && isRefusalCode(data.code)) return new Refusal(data.code, data.detail)
  return new Refusal(ofProxies.has(status) ? 'unreachable' : 'failed')
}

/** Whether an error says that there is no connection, or no server at its end. */
export const isUnreachable = (error: unknown): boolean => error instanceof Refusal && error.code === 'unreachable'
