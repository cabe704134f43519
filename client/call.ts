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
  if (!response.ok) throw refusalOf(read)
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

function refusalOf(read: unknown): Refusal {
  const { success, data } = refused.safeParse(read)
  return success && isRefusalCode(data.code) ? new Refusal(data.code, data.detail) : new Refusal('failed')
}
