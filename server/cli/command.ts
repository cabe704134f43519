/** What every command of `npm run` does alike: its options, its help, its desk, and one sentence when it cannot. */
import { parseArgs } from 'node:util'
import { readSettings } from '../environment.ts'
import type { Desk } from './desk.ts'

export interface Command {
  /** What `--help` prints. */
  readonly usage: string
  /** The names of the options; each takes a value. */
  readonly options: readonly string[]
  /** The names of the options without a value; those that were given are in the map, with nothing. */
  readonly flags?: readonly string[]
  /** Answers the lines to print: labels with what they say. Throws an Error of one sentence. */
  readonly act: (
    given: ReadonlyMap<string, string>,
    desk: () => Promise<Desk>,
  ) => Promise<readonly (readonly [string, string])[]>
}

/** Runs a command and ends the process: 0, or 1 with one sentence on stderr. */
export async function run({ usage, options, flags = [], act }: Command): Promise<void> {
  let open: Desk | undefined
  const desk = async (): Promise<Desk> => {
    const settings = readSettings()
    // Loaded only now: it brings the whole server, and a mistyped option is answered at once.
    const { openDesk } = await import('./desk.ts')
    return (open ??= await openDesk(settings))
  }
  try {
    const { help, ...values } = parseArgs({
      options: {
        help: { type: 'boolean', short: 'h' },
        ...optionsOf(options, 'string'),
        ...optionsOf(flags, 'boolean'),
      },
    }).values
    if (help === true) {
      console.log(usage)
      return
    }
    const given = Object.entries(values).map(
      ([name, value]) => [name, typeof value === 'string' ? value.trim() : ''] as const,
    )
    const lines = await act(new Map(given), desk)
    const width = Math.max(...lines.map(([label]) => label.length))
    for (const [label, value] of lines) console.log(`${label.padEnd(width)}  ${value}`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  } finally {
    await open?.close()
  }
}

/** The value of an option. Throws an Error of one sentence when it was left out. */
export function required(given: ReadonlyMap<string, string>, name: string, says: string): string {
  const value = given.get(name)
  if (value === undefined || value === '') throw new Error(`--${name} is missing: ${says}.`)
  return value
}

const optionsOf = <Type extends 'string' | 'boolean'>(
  names: readonly string[],
  type: Type,
): Record<string, { type: Type }> => Object.fromEntries(names.map((name) => [name, { type }]))
