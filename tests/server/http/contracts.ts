/** Every endpoint there is: all that the contracts of shared/ state, by name. */
import { globSync } from 'node:fs'
import { join } from 'node:path'
import type { Endpoint, FileEndpoint } from '#shared/endpoint.ts'

export type AnyEndpoint = Endpoint<never, never, never> | FileEndpoint<never, never>

const shared = join(import.meta.dirname, '../../../shared')
const modules = await Promise.all(
  globSync('*/contract.ts', { cwd: shared })
    .toSorted()
    .map((file) => import(join(shared, file)) as Promise<object>),
)

export const contracts = modules.flatMap((module) =>
  Object.entries(module).flatMap(([name, value]: [string, object]) =>
    'method' in value ? [[name, value as AnyEndpoint] as const] : [],
  ),
)
