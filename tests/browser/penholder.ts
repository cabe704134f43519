/** Penholder as its users start it, for a browser test: the real server in its own process, and the real commands. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import type { Browser, BrowserContextOptions, Page } from '@playwright/test'

const project = join(import.meta.dirname, '..', '..')
export const contactGroup = join(project, 'tests', 'documents', 'contact-group.md')

export class Penholder {
  readonly folder = mkdtempSync(join(tmpdir(), 'penholder-browser-'))
  readonly port: number
  /** Every line that the server printed to its standard output. */
  readonly lines: string[] = []
  readonly #extra: Record<string, string>
  #process: ChildProcess | null = null

  private constructor(port: number, extra: Record<string, string>) {
    this.port = port
    this.#extra = extra
  }

  static async start(extra: Record<string, string> = {}): Promise<Penholder> {
    const penholder = new Penholder(await freePort(), extra)
    await penholder.launch()
    return penholder
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Starts the server on the data of this Penholder; resolves when it listens. */
  async launch(): Promise<void> {
    const child = spawn(process.execPath, ['server/main.ts'], {
      cwd: project,
      env: { ...process.env, NODE_ENV: 'production', ...this.#environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#process = child
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
      createInterface({ input: child.stdout }).on('line', (line) => {
        this.lines.push(line)
        if (line.includes('listens on')) resolve()
      })
    })
  }

  /** kill -9, as a power cut does it. */
  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const child = this.#process
    if (!child) return
    this.#process = null
    await new Promise<void>((resolve) => {
      child.removeAllListeners('exit').once('exit', () => resolve())
      child.kill(signal)
    })
  }

  async stop(): Promise<void> {
    await this.kill('SIGTERM')
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** `npm run statement`: the statement's id, and the link of the delegation that holds the pen. */
  async statement(...args: readonly string[]): Promise<{ id: string; link: string }> {
    const said = await this.#run('statement', args)
    const id = /\/statements\/([\w-]+)/.exec(said)?.[1]
    const link = /https?:\S+\/join#\S+/.exec(said)?.[0]
    if (id === undefined || link === undefined) throw new Error(`npm run statement said: ${said}`)
    return { id, link }
  }

  /** `npm run invite`: the link. */
  async invite(statement: string, delegation: string, role = 'drafter'): Promise<string> {
    const said = await this.#run('invite', [`--statement=${statement}`, '--delegation', delegation, '--role', role])
    const link = /https?:\S+\/join#\S+/.exec(said)?.[0]
    if (link === undefined) throw new Error(`npm run invite said: ${said}`)
    return link
  }

  async #run(command: string, args: readonly string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(process.execPath, [`server/cli/${command}.ts`, ...args], {
      cwd: project,
      env: { ...process.env, ...this.#environment },
    })
    return stdout
  }

  get #environment(): Record<string, string> {
    return { DATA_DIR: this.folder, PORT: String(this.port), LOG_LEVEL: 'warn', ...this.#extra }
  }
}

/** Opens an invitation in a browser of its own, joins under the name, and waits until the statement is on the screen. */
export async function joinAs(
  browser: Browser,
  link: string,
  name: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  const page = await context.newPage()
  page.on('pageerror', (error) => {
    throw error
  })
  await page.goto(link)
  await page.getByRole('textbox', { name: 'Your name', exact: true }).fill(name)
  await page.getByRole('button', { name: 'Join', exact: true }).click()
  await page.getByRole('textbox', { name: 'Statement', exact: true }).waitFor()
  return page
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
