/**
 * A server in a process of its own, to be killed: `node server-process.ts <data folder>`. The first start makes a
 * statement and five people; every start says by IPC where it listens and who they are.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { StatementId } from '#shared/people/people.ts'
import { createWorld, type Person } from '../world.ts'

export interface Started {
  /** Of the server itself, which may run under another process. */
  readonly pid: number
  readonly port: number
  readonly statementId: StatementId
  readonly people: readonly Person[]
}

const folder = process.argv[2] ?? ''
const world = await createWorld({ folder, settings: { maxConnectionsPerPerson: 1000 } })
const { statementId, people } = await known().catch(create)
process.send?.({ pid: process.pid, port: world.port, statementId, people } satisfies Started)
process.on('SIGTERM', () => void world.close().then(() => process.exit(0)))

async function known(): Promise<Omit<Started, 'port' | 'pid'>> {
  return JSON.parse(await readFile(join(folder, 'known.json'), 'utf8')) as Omit<Started, 'port' | 'pid'>
}

async function create(): Promise<Omit<Started, 'port' | 'pid'>> {
  const codes = ['NOR', 'FRA', 'JPN', 'KEN', 'PER'] as const
  const all = await Promise.all(codes.map((code) => world.person(code)))
  const [first] = all
  if (first === undefined) throw new Error('nobody')
  const id = await world.statement(first)
  for (const person of all) await world.join(id, person, 'drafter')
  const made = { statementId: id, people: all }
  await writeFile(join(folder, 'known.json'), JSON.stringify(made))
  return made
}
