/**
 * A client without a browser: a Yjs document on a real WebSocket, with every frame it hears kept for the test to look
 * at. It can also say what no honest client says.
 */
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { textRoot } from '#shared/room/roots.ts'
import { Joined } from '#shared/room/parts.ts'
import { decodeFrame, encodeFrame, type Frame } from '#shared/room/wire.ts'

type Sendable = Parameters<typeof encodeFrame>[0]

export interface Address {
  /** `ws://host:port/collab/<statementId>`, with or without a query. */
  readonly url: string
  readonly cookie?: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface Closed {
  readonly code: number
  readonly reason: string
}

export class HeadlessClient {
  readonly doc: Y.Doc
  readonly socket: WebSocket
  readonly heard: Frame[] = []
  /** Resolves when the socket is closed, by whomever. */
  readonly closed: Promise<Closed>
  readonly #listeners = new Set<(frame: Frame) => void>()
  readonly #joined = new Joined()
  #token = 0
  #mute = false

  private constructor(socket: WebSocket, doc: Y.Doc) {
    this.socket = socket
    this.doc = doc
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }))
    })
    socket.on('error', () => undefined)
    socket.on('message', (data: Buffer) => this.#hear(decodeFrame(data)))
    doc.on('update', this.#speak)
  }

  /** Connects and syncs; resolves when the whole text has come. Rejects with the HTTP status when there is no socket. */
  static async open(address: Address, doc: Y.Doc = new Y.Doc()): Promise<HeadlessClient> {
    const client = await HeadlessClient.connect(address, doc)
    const synced = client.next((frame) => frame.type === 'syncStep2')
    client.send({ type: 'syncStep1', stateVector: Y.encodeStateVector(doc) })
    await synced
    return client
  }

  /** Connects and says nothing. */
  static async connect({ url, cookie, headers }: Address, doc: Y.Doc = new Y.Doc()): Promise<HeadlessClient> {
    const socket = new WebSocket(url, { headers: { ...headers, ...(cookie === undefined ? {} : { cookie }) } })
    const client = new HeadlessClient(socket, doc)
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve())
      socket.once('unexpected-response', (_request, response) => {
        reject(new Error(`HTTP ${response.statusCode}`))
        socket.terminate()
      })
      socket.once('error', reject)
    })
    return client
  }

  get text(): Y.Text {
    return this.doc.getText(textRoot)
  }

  type(words: string, at: number = this.text.length): void {
    this.text.insert(at, words)
  }

  send(frame: Sendable): void {
    this.sendBytes(encodeFrame(frame))
  }

  sendBytes(bytes: Uint8Array): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(bytes)
  }

  /** Resolves when the server says that all sent so far is on disk. */
  async barrier(): Promise<void> {
    this.#token += 1
    const token = this.#token
    const answered = this.next((frame) => frame.type === 'barrier' && frame.token === token)
    this.send({ type: 'barrier', token })
    await answered
  }

  /** The next frame of which `wanted` is true. Rejects when the socket closes before. */
  next(wanted: (frame: Frame) => boolean): Promise<Frame> {
    return new Promise((resolve, reject) => {
      const listen = (frame: Frame): void => {
        if (!wanted(frame)) return
        this.#listeners.delete(listen)
        resolve(frame)
      }
      this.#listeners.add(listen)
      void this.closed.then(({ code, reason }) => reject(new Error(`closed with ${code} ${reason} while waiting`)))
    })
  }

  /** The first frame of which `wanted` is true, also one that came already. */
  async ever(wanted: (frame: Frame) => boolean): Promise<Frame> {
    return this.heard.find(wanted) ?? this.next(wanted)
  }

  /** Resolves when the text contains the words. */
  async shows(words: string): Promise<void> {
    while (!this.text.toString().includes(words)) await new Promise((resolve) => this.doc.once('update', resolve))
  }

  async close(): Promise<void> {
    this.socket.close()
    await this.closed
  }

  /** Cuts the connection as a network does. */
  async cut(): Promise<void> {
    this.socket.terminate()
    await this.closed
  }

  /** Hears and says nothing of the document any more, so that another client may go on with it. */
  detach(): void {
    this.doc.off('update', this.#speak)
  }

  /** Answers no syncStep1 any more. */
  mute(): void {
    this.#mute = true
  }

  readonly #speak = (update: Uint8Array, origin: unknown): void => {
    if (origin !== this) this.send({ type: 'update', update })
  }

  #hear(frame: Frame): void {
    this.heard.push(frame)
    switch (frame.type) {
      case 'syncStep1':
        if (!this.#mute) this.send({ type: 'syncStep2', update: Y.encodeStateAsUpdate(this.doc, frame.stateVector) })
        break
      case 'syncStep2':
      case 'update':
        Y.applyUpdate(this.doc, frame.update, this)
        break
      case 'part': {
        const whole = this.#joined.add(frame)
        if (whole !== null) this.#hear(decodeFrame(whole))
        break
      }
      default:
        break
    }
    for (const listen of this.#listeners) listen(frame)
  }
}
