/**
 * The room as this device holds it: the document, the socket (y-websocket's own provider, taught our added messages),
 * and where the text is safe. Lives outside React; one Room for each time a statement is opened.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { messageYjsSyncStep1, messageYjsSyncStep2 } from 'y-protocols/sync'
import { WebsocketProvider, messageAwareness, messageSync } from 'y-websocket'
import * as Y from 'yjs'
import type { StatementId } from '#shared/people/people.ts'
import { type RefusalCode, isRefusalCode, rulings } from '#shared/refusal.ts'
import { letterheadRoots, textRoot } from '#shared/room/roots.ts'
import { type SyncEvent, type SyncState, beginning, shouldAsk, step } from '#shared/room/sync-state.ts'
import { Joined, readsParts } from '#shared/room/parts.ts'
import { type Notice, decodeFrame, encodeFrame, numbers } from '#shared/room/wire.ts'
import { unsentWords } from './carry-over.ts'
import type { DeviceCopy } from './keep-offline.ts'

/** A caret is sent at most this often (ms): twenty a second look like one movement. */
const caretPause = 50
/** A barrier unanswered for so long (ms) means that the connection is dead, though nobody has said so. */
const barrierPatience = 10_000
/** What goes before the barrier has to be carried first: 8 bytes/ms is 64 kbit/s, a slow mobile connection. */
const slowestUplink = 8

export interface Room {
  readonly statementId: StatementId
  readonly epoch: number
  readonly doc: Y.Doc
  readonly text: Y.Text
  readonly awareness: Awareness
  readonly sync: { readonly read: () => SyncState; readonly subscribe: (changed: () => void) => () => void }
  /** Calls back for each notice of the server until the answer is called. */
  readonly onNotice: (heard: (notice: Notice) => void) => () => void
  /** What this device typed and the server has not answered for, as plain text: for copying. */
  readonly unsentWords: () => string
  /**
   * Words typed here are kept out of the document for now, since an input method is not done with them: they count as one
   * unsaved change until the answer is called.
   */
  readonly withhold: () => () => void
  /** What is written in `act` counts as so many changes of this person. */
  readonly countAs: <Result>(changes: number, act: () => Result) => Result
  /** True when everything typed here is on this device, so that closing the page loses nothing. */
  readonly isKept: () => boolean
  readonly device: DeviceCopy | null
  /** Connects at once instead of at the next turn of the clock. */
  readonly retry: () => void
  /** After a refusal: says that nothing follows it. */
  readonly stop: (code: RefusalCode) => void
  /** Leaves the room. What is unsaved is gone with it. */
  readonly destroy: () => void
}

interface Opening {
  readonly statementId: StatementId
  readonly epoch: number
  /** Where this device keeps the text; null where it keeps none. */
  readonly device?: DeviceCopy | null
  /** False for a text that is to come from the server alone. */
  readonly restores?: boolean
}

/** Opens the statement's document and connects. `epoch` keeps a device with a text from before a restore from merging it. */
export function openRoom({ statementId, epoch, device = null, restores = true }: Opening): Room {
  const doc = new Y.Doc()
  // A text that is made only when formatting has come takes no notice of it, and loses some: a trap of Yjs.
  for (const root of [...letterheadRoots.keys(), textRoot]) doc.getText(root)
  const awareness = new Awareness(doc)
  const provider = new WebsocketProvider(socketAddress(), statementId, doc, {
    awareness,
    // Two tabs are two people at two places: what one shows must have come from the server.
    disableBc: true,
    connect: false,
    params: { epoch: String(epoch), [readsParts.name]: readsParts.value },
  })

  let state: SyncState = beginning
  const listeners = new Set<() => void>()
  const hearers = new Set<(notice: Notice) => void>()
  // Both halves of a first sync on this connection: the server's text has come, and ours has gone out.
  let received = false
  let offered = false
  /** Why the server cannot write, as it has said on this connection. */
  let trouble: string | null = null
  let patience: ReturnType<typeof setTimeout> | undefined
  /** Bytes sent since a barrier last came back. */
  let onTheWay = 0
  const joined = new Joined()
  // By client id: from which clock on the server has answered for nothing, now and when the barrier on its way comes back.
  let unsentFrom: ReadonlyMap<number, number> = new Map([[doc.clientID, 0]])
  let askedFrom = unsentFrom
  let left = false
  /** How many hold words back. A barrier would answer for them too. */
  let withheld = 0
  /** As how many changes what is written counts. */
  let each = 1

  const advance = (event: SyncEvent): void => {
    const next = step(state, event)
    if (next === state) return
    state = next
    ask()
    for (const changed of listeners) changed()
  }

  const ask = (): void => {
    if (withheld > 0 || !shouldAsk(state) || provider.ws?.readyState !== WebSocket.OPEN) return
    provider.ws.send(new Uint8Array(encodeFrame({ type: 'barrier', token: state.made })))
    askedFrom = new Map([[doc.clientID, Y.getState(doc.store, doc.clientID)]])
    state = step(state, { event: 'asked' })
    waitForBarrier()
  }

  const waitForBarrier = (): void => {
    clearTimeout(patience)
    patience = setTimeout(reconnect, barrierPatience + onTheWay / slowestUplink)
  }

  const isOver = (): boolean => state.state === 'refused' || state.state === 'stopped'

  const reconnect = (): void => {
    if (isOver()) return
    provider.disconnect()
    provider.connect()
  }

  const lost = (): void => {
    received = false
    offered = false
    trouble = null
    onTheWay = 0
    joined.forget()
    clearTimeout(patience)
    // The others return with the clocks they left with: remembered, they would be taken for old news until they move.
    for (const client of awareness.meta.keys()) if (client !== doc.clientID) awareness.meta.delete(client)
    advance({ event: 'disconnected' })
  }

  const inStep = (): void => {
    if (!received || !offered) return
    advance(trouble === null ? { event: 'in-step' } : { event: 'cannot-write', reason: trouble })
  }

  const refuse = (code: RefusalCode): void => {
    advance({ event: 'refused', code })
    provider.disconnect()
  }

  const readSync = provider.messageHandlers[messageSync]
  provider.messageHandlers[messageSync] = (encoder, decoder, ...rest) => {
    const kind = decoding.peekVarUint(decoder)
    readSync?.(encoder, decoder, ...rest)
    // The provider sends our answer to step 1 when this returns; a microtask later it is on its way.
    if (kind === messageYjsSyncStep1) {
      onTheWay += encoding.length(encoder)
      queueMicrotask(() => {
        offered = true
        inStep()
      })
    }
    if (kind === messageYjsSyncStep2) {
      received = true
      inStep()
    }
  }

  const readOurs = (_encoder: encoding.Encoder, decoder: decoding.Decoder): void => {
    const frame = decodeFrame(decoder.arr)
    switch (frame.type) {
      case 'barrier':
        clearTimeout(patience)
        onTheWay = 0
        unsentFrom = askedFrom
        advance({ event: 'acknowledged', upTo: frame.token })
        device?.sent(state.saved)
        return
      case 'notice':
        for (const heard of hearers) heard(frame.notice)
        return
      case 'refused':
        refuse(frame.code)
        return
      case 'storage':
        clearTimeout(patience)
        trouble = frame.trouble
        // Whoever comes meanwhile hears of it before the text. When the server can write again it asks for what is
        // missing by a SyncStep1; answering that puts us in step.
        if (trouble !== null) inStep()
        return
      default:
        return
    }
  }
  provider.messageHandlers[numbers.part] = (encoder, decoder, ...rest) => {
    const frame = decodeFrame(decoder.arr)
    if (frame.type !== 'part') return
    // Our barrier may have been answered behind it.
    if (state.state === 'live' && state.asked !== null) waitForBarrier()
    const whole = joined.add(frame)
    if (whole === null) return
    const message = decoding.createDecoder(whole)
    const number = decoding.readVarUint(message)
    provider.messageHandlers[number]?.(encoder, message, ...rest)
  }
  for (const number of [numbers.barrier, numbers.notice, numbers.refused, numbers.storage]) {
    provider.messageHandlers[number] = readOurs
  }

  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === device && device !== null) return
    if (origin !== provider) {
      onTheWay += update.length
      advance({ event: 'changed', changes: each })
    }
    device?.keep(update, origin === provider ? null : { upTo: state.made, changes: each })
  })
  provider.on('connection-close', (event) => {
    lost()
    // ws itself closes so, without a reason: sent once more, it would be too large again, for ever.
    if (event?.code === rulings['frame-too-large'].close) refuse('frame-too-large')
  })
  provider.on('closed', ({ reason }) =>
    advance({ event: 'refused', code: isRefusalCode(reason) ? reason : 'malformed' }),
  )
  sendOwnCaretOnly(provider)

  // A browser that knows it is offline says so at once; the socket may take half a minute to notice.
  const wentOffline = (): void => provider.disconnect()
  const cameOnline = (): void => {
    if (!isOver()) provider.connect()
  }
  window.addEventListener('offline', wentOffline)
  window.addEventListener('online', cameOnline)

  // What this device kept comes first: then the server is asked only for what is missing, and told what it lacks.
  const restore = async (copy: DeviceCopy): Promise<void> => {
    const kept = await copy.load()
    if (left || kept === null) return
    doc.transact(() => kept.updates.forEach((update) => Y.applyUpdate(doc, update, copy)), copy)
    unsentFrom = new Map([...kept.unsentFrom, [doc.clientID, 0]])
    advance({ event: 'restored', changes: kept.changes })
  }
  const connect = (): void => {
    if (!left) provider.connect()
  }
  if (device !== null && restores) void restore(device).finally(connect)
  else connect()

  return {
    statementId,
    epoch,
    doc,
    text: doc.getText(textRoot),
    awareness,
    sync: {
      read: () => state,
      subscribe: (changed) => {
        listeners.add(changed)
        return () => listeners.delete(changed)
      },
    },
    onNotice: (heard) => {
      hearers.add(heard)
      return () => hearers.delete(heard)
    },
    unsentWords: () => unsentWords(doc, (client, clock) => clock < (unsentFrom.get(client) ?? Infinity)),
    withhold: () => {
      withheld += 1
      advance({ event: 'changed' })
      return () => {
        withheld -= 1
        ask()
      }
    },
    countAs: (changes, act) => {
      each = changes
      try {
        return act()
      } finally {
        each = 1
      }
    },
    isKept: () => withheld === 0 && (device?.safe ?? false),
    device,
    retry: reconnect,
    stop: (code) => advance({ event: 'stopped', code }),
    destroy: () => {
      left = true
      window.removeEventListener('offline', wentOffline)
      window.removeEventListener('online', cameOnline)
      clearTimeout(patience)
      provider.destroy()
      awareness.destroy()
      doc.destroy()
    },
  }
}

const socketAddress = (): string => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/collab`

/**
 * The stock provider sends every awareness change it hears back to the server: with 200 people each caret would come
 * back 200 times. Ours sends its own, a few times a second at most.
 */
function sendOwnCaretOnly(provider: WebsocketProvider): void {
  const { awareness, doc } = provider
  awareness.off('update', provider._awarenessUpdateHandler)
  let due = false
  const sendOwn = (): void => {
    due = false
    if (provider.ws?.readyState !== WebSocket.OPEN) return
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, messageAwareness)
    encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, [doc.clientID]))
    provider.ws.send(encoding.toUint8Array(encoder))
  }
  awareness.on('update', (_changes: unknown, origin: unknown) => {
    if (origin === provider || due) return
    due = true
    setTimeout(sendOwn, caretPause)
  })
}
