/**
 * An endpoint is said once and read by both sides: the server mounts it, the client calls it, `right` hides the button
 * and refuses the call.
 */
import type { z } from 'zod'
import type { Right } from './people/rights.ts'

export interface Endpoint<Params extends z.ZodType, Body extends z.ZodType, Answer extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `/api`; `:name` stands for a parameter of `params`. */
  readonly path: `/${string}`
  /** `nobody` needs no session; `anybody` needs one; any other right is decided by `may()` on the statement in the path. */
  readonly right: Right | 'nobody' | 'anybody'
  readonly params: Params
  readonly body: Body
  readonly answer: Answer
}

/** States an endpoint and keeps its exact types. */
export function endpoint<Params extends z.ZodType, Body extends z.ZodType, Answer extends z.ZodType>(
  contract: Endpoint<Params, Body, Answer>,
): Endpoint<Params, Body, Answer> {
  return contract
}

/** An endpoint that answers with a file, and is asked by an address alone so that a browser can download it. */
export interface FileEndpoint<Params extends z.ZodType, Query extends z.ZodType> {
  readonly method: 'GET'
  readonly path: `/${string}`
  readonly right: Right
  readonly params: Params
  readonly query: Query
}

/** States an endpoint of a file and keeps its exact types. */
export function fileEndpoint<Params extends z.ZodType, Query extends z.ZodType>(
  contract: FileEndpoint<Params, Query>,
): FileEndpoint<Params, Query> {
  return contract
}

/** "/statements/:statementId" with the parameters in their places, each escaped. */
export const fillPath = (path: string, params: Readonly<Record<string, string>>): string =>
  path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))

/** The address of a file below `/api`: what a link downloads. */
export const fileAddress = (
  { path }: { readonly path: string },
  sent: { readonly params: Readonly<Record<string, string>>; readonly query: Readonly<Record<string, string>> },
): string => {
  const query = Object.entries(sent.query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return `${fillPath(path, sent.params)}?${query.join('&')}`
}
