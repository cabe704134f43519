/** Penholder in processes of their own, as a shell starts them. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { compileCache } from '../../compile-cache.ts'

const project = join(import.meta.dirname, '..', '..', '..')

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

type Settings = Readonly<Record<string, string>>

/** Starts a file of the server; the environment is what it needs and nothing of ours. */
export function start(
  file: string,
  args: readonly string[],
  settings: Settings,
  stdin: 'ignore' | 'pipe' = 'ignore',
): ChildProcess {
  return spawn(process.execPath, [join(project, 'server', file), ...args], {
    cwd: project,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      LOG_LEVEL: 'warn',
      NODE_COMPILE_CACHE: compileCache,
      ...settings,
    },
    stdio: [stdin, 'pipe', 'pipe'],
  })
}

/** Runs it to its end. */
export async function run(file: string, args: readonly string[], settings: Settings): Promise<Ended> {
  return ended(start(file, args, settings))
}

export async function ended(child: ChildProcess): Promise<Ended> {
  let out = ''
  let err = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out, err }
}

/** A server without pages to build. */
export class Server {
  readonly url: string
  readonly setUpLink: string | null
  readonly #child: ChildProcess
  readonly #ended: Promise<Ended>

  private constructor(child: ChildProcess, finished: Promise<Ended>, out: string) {
    this.#child = child
    this.#ended = finished
    this.url = /Penholder listens on (\S+)/.exec(out)?.[1] ?? ''
    this.setUpLink = /Set up Penholder: (\S+)/.exec(out)?.[1] ?? null
  }

  static async start(settings: Settings): Promise<Server> {
    const child = start('../tests/server/cli/server-without-pages.ts', [], settings)
    const finished = ended(child)
    let out = ''
    await new Promise<void>((resolve, reject) => {
      child.stdout?.on('data', (text: string) => {
        out += text
        if (out.includes('ready\n')) resolve()
      })
      void finished.then(({ code, err }) => reject(new Error(`the server ended with ${code}: ${err}`)))
    })
    return new Server(child, finished, out)
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
    this.#child.kill(signal)
    return this.#ended
  }
}
