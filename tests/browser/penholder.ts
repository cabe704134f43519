/** Penholder as its users start it, for a browser test: the real server in its own process. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import type { z } from 'zod'
import type { Endpoint } from '#shared/endpoint.ts'
import { invite } from '#shared/people/contract.ts'
import type { Role, StatementId } from '#shared/people/people.ts'
import { createStatement } from '#shared/statement/contract.ts'
import { openDesk } from '../../server/cli/desk.ts'
import { readSettings } from '../../server/environment.ts'
import { openWindow } from './windows.ts'

const project = join(import.meta.dirname, '..', '..')
export const contactGroup = join(project, 'tests', 'documents', 'contact-group.md')

interface NewStatement {
  /** A Markdown file. */
  readonly from?: string
  readonly title?: string
  readonly penholder: string
}

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

  /** What the first start prints, just after it says that it listens. */
  async setUpLink(): Promise<string> {
    for (;;) {
      const link = /https?:\S+\/set-up#\S+/.exec(this.lines.join('\n'))?.[0]
      if (link !== undefined) return link
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
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

  /** A statement of the operator's, as `npm run statement` makes it; without a title its first heading is that. */
  async statement({ from, title = '', penholder }: NewStatement): Promise<{ id: StatementId; link: string }> {
    const source =
      from === undefined ? {} : { source: { format: 'markdown' as const, content: readFileSync(from, 'utf8') } }
    const { statementId } = await this.#call(createStatement, { params: {}, body: { title, penholder, ...source } })
    return { id: statementId, link: await this.invite(statementId, penholder) }
  }

  /** The delegation's link, as `npm run invite` prints it. */
  async invite(statementId: StatementId, delegation: string, role: Role = 'drafter'): Promise<string> {
    const { link } = await this.#call(invite, { params: { statementId }, body: { delegation, role } })
    return link
  }

  /** What a command of `npm run` prints. */
  async command(name: string, ...args: readonly string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(process.execPath, [`server/cli/${name}.ts`, ...args], {
      cwd: project,
      env: { ...process.env, ...this.#environment },
    })
    return stdout
  }

  /** The commands' own way to the running server, without a process for each. */
  async #call<Params extends z.ZodType, Body extends z.ZodType, Answer extends z.ZodType>(
    contract: Endpoint<Params, Body, Answer>,
    sent: { readonly params: Record<string, string>; readonly body?: z.input<Body> },
  ): Promise<z.output<Answer>> {
    const { call, close } = await openDesk(readSettings(this.#environment))
    try {
      return await call(contract, sent)
    } finally {
      await close()
    }
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
  const page = await openWindow(browser, options)
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
