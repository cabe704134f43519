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

/** "/statements/:statementId" with the parameters in their places, each escaped. */
export const fillPath = (path: string, params: Readonly<Record<string, string>>): string =>
  path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
