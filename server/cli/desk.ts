/**
 * The operator's desk: the commands call the same endpoints as the pages, through the running server when there is one,
 * else through one that is built on the data folder and never listens.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { type Endpoint, fileAddress, type FileEndpoint, fillPath } from '#shared/endpoint.ts'
import type { Settings } from '../environment.ts'
import { type FolderLock, lockFolder } from '../storage/lock.ts'
import { prepareFolder, readServer } from './data-folder.ts'

export interface Desk {
  /** Throws an Error of one sentence when the server refuses. */
  readonly call: <Params extends z.ZodType, Body extends z.ZodType, Answer extends z.ZodType>(
    contract: Endpoint<Params, Body, Answer>,
    sent: { readonly params: Record<string, string>; readonly body?: z.input<Body> },
  ) => Promise<z.output<Answer>>
  /** The bytes of a file. Throws an Error of one sentence when the server refuses. */
  readonly download: <Params extends z.ZodType, Query extends z.ZodType>(
    contract: FileEndpoint<Params, Query>,
    sent: { readonly params: Record<string, string>; readonly query: Record<string, string> },
  ) => Promise<Uint8Array>
  readonly close: () => Promise<void>
}

/** How long to wait for a server that is starting, or for another command that is at work. */
const patienceMs = 10_000
const betweenMs = 100

/**
 * The lock of the folder says whether a server runs, and nothing else does: a note that was left by a killed server never
 * sends the operator's token to whoever has its port now.
 */
export async function openDesk(settings: Settings): Promise<Desk> {
  const folder = await prepareFolder(settings.dataDir)
  const until = Date.now() + patienceMs
  for (;;) {
    const lock = takeLock(folder)
    if (typeof lock !== 'string') return deskOnFolder(settings, folder, lock)
    const server = await readServer(folder)
    if (server !== null) return deskAtServer(server.url, server.token)
    if (Date.now() > until) throw new Error(lock)
    await wait(betweenMs)
  }
}

/** The lock, or the sentence that says who has it. */
function takeLock(folder: string): FolderLock | string {
  try {
    return lockFolder(folder)
  } catch (error) {
    if (error instanceof Error) return error.message
    throw error
  }
}

interface Answered {
  readonly ok: boolean
  readonly bytes: Uint8Array
}

/** Sends one request below `/api`. */
type Send = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body: string | undefined) => Promise<Answered>

function deskAtServer(url: string, token: string): Desk {
  const send: Send = async (method, path, body) => {
    const request = { method, headers: headersOf(token, body), ...(body === undefined ? {} : { body }) }
    const response = await fetch(`${url}/api${path}`, request)
    return { ok: response.ok, bytes: new Uint8Array(await response.arrayBuffer()) }
  }
  return { call: callBy(send), download: downloadBy(send), close: async () => undefined }
}

async function deskOnFolder(settings: Settings, folder: string, lock: FolderLock): Promise<Desk> {
  // Loaded only now: it is the whole server, and a command that finds one running needs none of it.
  const { openHouse } = await import('./house.ts')
  const { app, operatorToken, close } = await openHouse(settings, folder, lock, async () => undefined)
  const send: Send = async (method, path, body) => {
    const headers = headersOf(operatorToken, body)
    const request = { method, url: `/api${path}`, headers, ...(body === undefined ? {} : { payload: body }) }
    const { statusCode, rawPayload } = await app.inject(request)
    return { ok: statusCode < 300, bytes: rawPayload }
  }
  return { call: callBy(send), download: downloadBy(send), close }
}

const headersOf = (token: string, body: string | undefined): Record<string, string> => ({
  authorization: `Bearer ${token}`,
  ...(body === undefined ? {} : { 'content-type': 'application/json' }),
})

const refused = z.object({ sentence: z.string(), detail: z.string().optional() })

const callBy =
  (send: Send): Desk['call'] =>
  async ({ method, path, answer }, { params, body }) => {
    const { ok, bytes } = await send(
      method,
      fillPath(path, params),
      body === undefined ? undefined : JSON.stringify(body),
    )
    if (!ok) throw refusalIn(bytes)
    return answer.parse(jsonOf(bytes))
  }

const downloadBy =
  (send: Send): Desk['download'] =>
  async (contract, sent) => {
    const { ok, bytes } = await send('GET', fileAddress(contract, sent), undefined)
    if (!ok) throw refusalIn(bytes)
    return bytes
  }

const jsonOf = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes))

function refusalIn(bytes: Uint8Array): Error {
  const { sentence, detail } = refused.parse(jsonOf(bytes))
  return new Error(detail === undefined ? sentence : `${sentence.replace(/\.$/, '')}: ${detail}.`)
}
