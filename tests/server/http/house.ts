/** The whole server on a folder of its own and a real port, and visitors who talk to it as a browser does. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { z } from 'zod'
import { type Endpoint, fileAddress, fillPath } from '#shared/endpoint.ts'
import { invite, join as joinContract, setUp } from '#shared/people/contract.ts'
import type { Role, StatementId } from '#shared/people/people.ts'
import type { Refusal } from '#shared/refusal.ts'
import { createStatement } from '#shared/statement/contract.ts'
import { type House, openHouse } from '../../../server/cli/house.ts'
import { type Environment, readSettings } from '../../../server/environment.ts'
import type { Pages } from '../../../server/http/pages.ts'
import { lockFolder } from '../../../server/storage/lock.ts'

export interface TestHouse extends House {
  readonly url: string
  readonly folder: string
  visitor(): Visitor
  operator(): Visitor
  /** Sets Penholder up and answers its administrator. */
  administrator(delegation?: string, name?: string): Promise<Visitor>
  /** A statement of the operator's. */
  statement(penholder: string): Promise<StatementId>
  /** What stands behind the `#` of the link. */
  key(statementId: StatementId, delegation: string, role?: Role): Promise<string>
  /** Somebody new who joins by their delegation's link. */
  joined(statementId: StatementId, delegation: string, role?: Role, name?: string): Promise<Visitor>
  end(): Promise<void>
}

export const passphrase = 'a pen is mightier'

export async function startHouse(
  environment: Environment = {},
  pages: Pages = async () => undefined,
): Promise<TestHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'penholder-house-'))
  const settings = readSettings({ LOG_LEVEL: 'silent', DATA_DIR: folder, PORT: '0', ...environment })
  const house = await openHouse(settings, folder, lockFolder(folder), pages)
  await house.app.listen({ host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${house.port()}`
  const test: TestHouse = {
    ...house,
    url,
    folder,
    visitor: () => new Visitor(url),
    operator: () => new Visitor(url, { authorization: `Bearer ${house.operatorToken}` }),
    async administrator(delegation = 'CAN', name = 'Ann Wong') {
      const visitor = new Visitor(url)
      const body = { key: house.setUpKey ?? '', name, delegation, passphrase }
      await visitor.must(setUp, { body })
      return visitor
    },
    async statement(penholder) {
      const body = { title: 'A statement', penholder }
      return (await test.operator().must(createStatement, { body })).statementId
    },
    async key(statementId, delegation, role = 'drafter') {
      const { link } = await test.operator().must(invite, { params: { statementId }, body: { delegation, role } })
      return link.slice(link.indexOf('#') + 1)
    },
    async joined(statementId, delegation, role = 'drafter', name = `Delegate of ${delegation}`) {
      const visitor = new Visitor(url)
      const key = await test.key(statementId, delegation, role)
      await visitor.must(joinContract, { body: { key, name } })
      return visitor
    },
    async end() {
      await house.close()
      await rm(folder, { recursive: true })
    },
  }
  return test
}

interface Sent<Body> {
  readonly params?: Record<string, string>
  readonly body?: Body
  readonly headers?: Record<string, string>
}

export interface Answered {
  readonly status: number
  readonly body: Partial<Pick<Refusal, 'code' | 'detail' | 'link'>> & { readonly sentence?: string }
  readonly headers: Headers
}

export interface AnsweredFile extends Answered {
  readonly bytes: Uint8Array
}

/** A browser as far as the API sees one: it keeps the cookie, and sends the Origin of our own page. */
export class Visitor {
  readonly url: string
  readonly #headers: Record<string, string>
  cookie: string | null = null
  /** The Set-Cookie header as it last came. */
  setCookie: string | null = null

  constructor(url: string, headers: Record<string, string> = {}) {
    this.url = url
    this.#headers = headers
  }

  async send(
    method: string,
    path: string,
    { body, headers = {} }: { body?: string; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(this.#headers['authorization'] === undefined ? { origin: this.url } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.cookie === null ? {} : { cookie: this.cookie }),
        ...this.#headers,
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
      redirect: 'manual',
    })
    const set = response.headers.get('set-cookie')
    if (set !== null) {
      this.setCookie = set
      this.cookie = /^([^=]+=[^;]+);/.exec(set)?.[1] ?? null
    }
    return response
  }

  /** Whatever comes back, unchecked. */
  async call<P extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
    { method, path }: Endpoint<P, B, A>,
    { params = {}, body, headers = {} }: Sent<z.input<B>> = {},
  ): Promise<Answered> {
    const sent = { headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    const response = await this.send(method, `/api${fillPath(path, params)}`, sent)
    return { status: response.status, body: (await response.json()) as Answered['body'], headers: response.headers }
  }

  /** A file, or what is refused instead. */
  async file(
    contract: { readonly path: string },
    sent: { readonly params: Record<string, string>; readonly query: Record<string, string> },
    { headers = {} }: { headers?: Record<string, string> } = {},
  ): Promise<AnsweredFile> {
    const response = await this.send('GET', `/api${fileAddress(contract, sent)}`, { headers })
    const bytes = new Uint8Array(await response.arrayBuffer())
    const body = response.status === 200 ? {} : (JSON.parse(Buffer.from(bytes).toString()) as Answered['body'])
    return { status: response.status, body, headers: response.headers, bytes }
  }

  /** The answer of the contract. Throws what was refused instead. */
  async must<P extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
    contract: Endpoint<P, B, A>,
    sent: Sent<z.input<B>> = {},
  ): Promise<z.output<A>> {
    const { status, body } = await this.call(contract, sent)
    if (status !== 200) throw new Error(`${contract.method} ${contract.path}: ${status} ${JSON.stringify(body)}`)
    return contract.answer.parse(body)
  }
}
