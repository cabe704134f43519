/** A connection of the load: raw frames, so that one process can be 200 readers without being the bottleneck. */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import type { Dialect, Place } from './contenders.ts'

export type Heard = { readonly kind: 'step2' | 'update'; readonly update: Uint8Array }

export class Visitor {
  /** What came, besides updates, is counted in bytes only. */
  bytes = 0
  onHeard: ((heard: Heard) => void) | null = null
  readonly #socket: WebSocket
  readonly #place: Place
  readonly #dialect: Dialect

  private constructor(socket: WebSocket, place: Place, dialect: Dialect) {
    this.#socket = socket
    this.#place = place
    this.#dialect = dialect
  }

  /** Connects; resolves when the socket is open. */
  static async open(place: Place, dialect: Dialect): Promise<Visitor> {
    const socket = new WebSocket(place.url, { headers: place.headers, perMessageDeflate: false, maxPayload: 0 })
    socket.binaryType = 'nodebuffer'
    const visitor = new Visitor(socket, place, dialect)
    socket.on('message', (data: Buffer) => visitor.#hear(data))
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve())
      socket.once('error', reject)
      socket.once('close', (code, reason) => reject(new Error(`closed ${code} ${reason.toString()}`)))
    })
    socket.on('error', () => undefined)
    // Hocuspocus answers nothing before it was given a token, even where no hook asks for one.
    if (dialect === 'prefix')
      visitor.#send((e) => (encoding.writeVarUint(e, 2), encoding.writeVarUint(e, 0), encoding.writeVarString(e, '')))
    return visitor
  }

  /** Asks for the whole text; resolves with it. Answers the server's own question with nothing to add. */
  async sync(stateVector: Uint8Array = new Uint8Array([0])): Promise<Uint8Array> {
    return await new Promise((resolve) => {
      this.onHeard = ({ kind, update }) => {
        if (kind !== 'step2') return
        this.onHeard = null
        resolve(update)
      }
      this.#sync(0, stateVector)
    })
  }

  update(update: Uint8Array): void {
    this.#sync(2, update)
  }

  caret(clientId: number, clock: number, state: unknown): void {
    const entry = encoding.encode((e) => {
      encoding.writeVarUint(e, 1)
      encoding.writeVarUint(e, clientId)
      encoding.writeVarUint(e, clock)
      encoding.writeVarString(e, JSON.stringify(state))
    })
    this.#send((e) => (encoding.writeVarUint(e, 1), encoding.writeVarUint8Array(e, entry)))
  }

  close(): void {
    this.#socket.terminate()
  }

  #sync(step: number, bytes: Uint8Array): void {
    this.#send(
      (e) => (encoding.writeVarUint(e, 0), encoding.writeVarUint(e, step), encoding.writeVarUint8Array(e, bytes)),
    )
  }

  #send(write: (encoder: encoding.Encoder) => void): void {
    this.#socket.send(
      encoding.encode((encoder) => {
        if (this.#dialect === 'prefix') encoding.writeVarString(encoder, this.#place.name)
        write(encoder)
      }),
    )
  }

  #hear(data: Buffer): void {
    this.bytes += data.length
    if (!this.onHeard) return
    const decoder = decoding.createDecoder(data)
    if (this.#dialect === 'prefix') decoding.readVarString(decoder)
    if (decoding.readVarUint(decoder) !== 0) return
    const step = decoding.readVarUint(decoder)
    if (step > 0) this.onHeard({ kind: step === 1 ? 'step2' : 'update', update: decoding.readVarUint8Array(decoder) })
  }
}
