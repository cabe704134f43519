/** The servers of the comparison, each started as its own process, with its own defaults, in an empty folder. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** How a frame names its room: y-websocket by the address of the socket, Hocuspocus in front of each frame. */
export type Dialect = 'address' | 'prefix'

export interface Contender {
  readonly name: string
  readonly dialect: Dialect
  start(): Promise<Running>
}

export interface Running {
  /** Makes a room that can be opened; answers its address and the headers of its sockets. */
  room(name: string): Promise<Place>
  /** CPU time used so far, in ms. */
  cpu(): number
  /** Bytes in use after garbage was collected: heap and what hangs on it. */
  memory(): Promise<number>
  /** Ends the process and starts it again on the same data. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export interface Place {
  readonly name: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

interface Recipe {
  readonly args: readonly string[]
  readonly environment: (port: number, folder: string) => Record<string, string>
  /** The line on standard output that says it listens. */
  readonly ready: RegExp
}

const here = import.meta.dirname
const project = join(here, '..', '..')
const peers = join(here, 'peers')
const yWebsocket = join(peers, 'node_modules', 'y-websocket', 'bin', 'server.cjs')

const yWebsocketReady = /running at/

export const contenders: readonly Contender[] = [
  penholder(),
  stranger('y-websocket 2.1, memory', 'address', {
    args: [yWebsocket],
    environment: (port) => ({ HOST: '127.0.0.1', PORT: String(port) }),
    ready: yWebsocketReady,
  }),
  stranger('y-websocket 2.1, LevelDB', 'address', {
    args: [yWebsocket],
    environment: (port, folder) => ({ HOST: '127.0.0.1', PORT: String(port), YPERSISTENCE: join(folder, 'level') }),
    ready: yWebsocketReady,
  }),
  stranger('Hocuspocus 4.7, SQLite', 'prefix', {
    args: [join(peers, 'hocuspocus.js')],
    environment: (port, folder) => ({ PORT: String(port), DATA_DIR: folder }),
    ready: /listening/,
  }),
]

function stranger(name: string, dialect: Dialect, recipe: Recipe): Contender {
  return {
    name,
    dialect,
    start: async () => {
      const server = await Server.start(recipe)
      const path = dialect === 'address'
      return server.running(async (room) => ({
        name: room,
        url: `ws://127.0.0.1:${server.port}${path ? `/${room}` : ''}`,
        headers: {},
      }))
    },
  }
}

function penholder(): Contender {
  return {
    name: 'Penholder',
    dialect: 'address',
    start: async () => {
      const server = await Server.start({
        args: [join(project, 'server', 'main.ts')],
        environment: (port, folder) => ({
          PORT: String(port),
          DATA_DIR: folder,
          LOG_LEVEL: 'silent',
          MAX_CONNECTIONS: '10000',
          MAX_CONNECTIONS_PER_PERSON: '10000',
        }),
        ready: /Set up Penholder: \S+#\S+|listens on(?=.*)/,
      })
      const origin = `http://127.0.0.1:${server.port}`
      const headers: Record<string, string> = { origin }
      const post = async (path: string, body: unknown): Promise<Response> => {
        const answer = await fetch(`${origin}/api${path}`, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
        if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
        return answer
      }
      const person = { name: 'Bench', delegation: 'CAN', passphrase: 'a long passphrase' }
      const key = await server.line(/#(\S+)/)
      const signedIn = await post('/set-up', { key, ...person })
      headers['cookie'] = signedIn.headers
        .getSetCookie()
        .map((cookie) => cookie.split(';')[0])
        .join('; ')
      return server.running(async (room) => {
        const { statementId } = (await (await post('/statements', { title: room })).json()) as { statementId: string }
        return { name: room, url: `ws://127.0.0.1:${server.port}/collab/${statementId}`, headers }
      })
    },
  }
}

/** One child process and its folder. */
class Server {
  readonly port: number
  readonly #recipe: Recipe
  readonly #folder: string
  #process: ChildProcess | null = null
  #lines: string[] = []

  private constructor(recipe: Recipe, port: number) {
    this.#recipe = recipe
    this.port = port
    this.#folder = mkdtempSync(join(tmpdir(), 'penholder-bench-'))
  }

  static async start(recipe: Recipe): Promise<Server> {
    const server = new Server(recipe, await freePort())
    await server.#launch()
    return server
  }

  async #launch(): Promise<void> {
    const child = spawn(process.execPath, [...this.#recipe.args], {
      cwd: project,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        NODE_OPTIONS: `--import ${join(here, 'measure-memory.js')}`,
        ...this.#recipe.environment(this.port, this.#folder),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#process = child
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`${this.#recipe.args.join(' ')} ended with ${code}`)))
      createInterface({ input: child.stdout }).on('line', (line) => {
        this.#lines.push(line)
        if (this.#recipe.ready.test(line)) resolve()
      })
    })
  }

  /** The first capture of the first line that matches, waiting for it if need be. */
  async line(pattern: RegExp): Promise<string> {
    for (let tries = 0; tries < 200; tries++) {
      const found = this.#lines.map((line) => pattern.exec(line)?.[1]).find((capture) => capture !== undefined)
      if (found !== undefined) return found
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    throw new Error(`no line matched ${pattern.source}`)
  }

  running(room: Running['room']): Running {
    return {
      room,
      cpu: () => {
        const fields = readFileSync(`/proc/${this.#pid()}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
        // utime and stime, fields 14 and 15 of proc(5), in clock ticks of 10 ms.
        return (Number(fields[11]) + Number(fields[12])) * 10
      },
      memory: async () => {
        this.#lines = []
        process.kill(this.#pid(), 'SIGUSR2')
        return Number(await this.line(/^bytes in use: (\d+)/))
      },
      restart: async () => {
        await this.#end()
        await this.#launch()
      },
      stop: async () => {
        await this.#end()
        rmSync(this.#folder, { recursive: true, force: true })
      },
    }
  }

  #pid(): number {
    const pid = this.#process?.pid
    if (pid === undefined) throw new Error('not running')
    return pid
  }

  async #end(): Promise<void> {
    const child = this.#process
    if (!child) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.removeAllListeners('exit').once('exit', () => undefined)
    child.kill('SIGTERM')
    const impatience = setTimeout(() => child.kill('SIGKILL'), 4000)
    await Promise.race([ended, new Promise((resolve) => child.once('exit', resolve))])
    clearTimeout(impatience)
    this.#process = null
  }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
