// y-websocket's own provider, unchanged, with a cookie: it reads, writes, sees who is here, and comes back.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { StatementId } from '#shared/people/people.ts'
import { createWorld, type Person, type World } from '../../world.ts'

let world: World
let norway: Person
let france: Person
let statementId: StatementId
const providers: WebsocketProvider[] = []

beforeEach(async () => {
  world = await createWorld()
  norway = await world.person('NOR', 'Anna')
  france = await world.person('FRA', 'Benoît')
  statementId = await world.statement(norway, { letterhead: { title: 'A stock title' } })
  await world.join(statementId, france, 'drafter')
})
afterEach(async () => {
  for (const provider of providers.splice(0)) provider.destroy()
  await world.close()
})

/** The provider takes no headers, so the cookie comes with the socket's class, as a browser adds it by itself. */
function provide(person: Person, doc = new Y.Doc()): WebsocketProvider {
  class SocketWithCookie extends WebSocket {
    constructor(url: string) {
      super(url, { headers: { cookie: person.cookie } })
    }
  }
  const provider = new WebsocketProvider(`ws://127.0.0.1:${world.port}/collab`, statementId, doc, {
    WebSocketPolyfill: SocketWithCookie as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  })
  providers.push(provider)
  return provider
}

const synced = (provider: WebsocketProvider): Promise<void> =>
  new Promise((resolve) => (provider.synced ? resolve() : provider.once('sync', () => resolve())))

const shows = async (doc: Y.Doc, words: string): Promise<void> => {
  while (!doc.getText('text').toString().includes(words)) await new Promise((resolve) => doc.once('update', resolve))
}

describe('a stock y-websocket provider', () => {
  test('syncs, writes both ways and keeps what it wrote', async () => {
    const [a, b] = [provide(norway), provide(france)]
    await Promise.all([synced(a), synced(b)])
    expect(a.doc.getText('letterhead.title').toString()).toBe('A stock title')
    a.doc.getText('text').insert(1, 'Bonjour ')
    await shows(b.doc, 'Bonjour')
    b.doc.getText('text').insert(b.doc.getText('text').length, 'le monde')
    await shows(a.doc, 'le monde')
    a.destroy()
    b.destroy()
    const c = provide(france)
    await synced(c)
    expect(c.doc.getText('text').toString()).toContain('Bonjour le monde')
  })

  test('what it wrote while it was away arrives when it comes back', async () => {
    const [a, b] = [provide(norway), provide(france)]
    await Promise.all([synced(a), synced(b)])
    a.disconnect()
    a.doc.getText('text').insert(1, 'offline ')
    b.doc.getText('text').insert(1, 'meanwhile ')
    a.connect()
    await Promise.all([shows(a.doc, 'meanwhile'), shows(b.doc, 'offline')])
    expect(a.doc.getText('text').toString()).toBe(b.doc.getText('text').toString())
  })

  test('sees the others under the names that the server gives them, also after they reconnect', async () => {
    const [a, b] = [provide(norway), provide(france)]
    const seen = async (wanted: (states: Map<number, Record<string, unknown>>) => boolean): Promise<void> => {
      while (!wanted(b.awareness.getStates())) await new Promise((resolve) => b.awareness.once('change', resolve))
    }
    a.awareness.setLocalState({ user: { name: 'The Secretary-General' }, caret: 1 })
    await seen((states) => states.get(a.doc.clientID)?.['caret'] === 1)
    expect(b.awareness.getStates().get(a.doc.clientID)).toMatchObject({ user: { name: 'Anna', code: 'NOR', hue: 1 } })
    a.disconnect()
    await seen((states) => !states.has(a.doc.clientID))
    a.awareness.setLocalState({ caret: 2 })
    a.connect()
    await seen((states) => states.get(a.doc.clientID)?.['caret'] === 2)
    // Its own state is what it said, not what came back.
    expect(a.awareness.getLocalState()).toEqual({ caret: 2 })
  })

  test('stops for good when its right is withdrawn, and not when the server restarts', async () => {
    const a = provide(france)
    await synced(a)
    const closed = new Promise((resolve) => a.once('closed', (event) => resolve(event)))
    await world.runtime.storage.db.deleteFrom('redemptions').where('delegate_id', '=', france.delegateId).execute()
    await world.runtime.rooms.reassess(statementId)
    expect(await closed).toEqual({ code: 4403, reason: 'not-allowed' })
    expect(a.shouldConnect).toBe(false)

    const b = provide(norway)
    await synced(b)
    const gone = new Promise<{ code: number } | null>((resolve) =>
      b.once('connection-close', (event) => resolve(event)),
    )
    await world.runtime.rooms.close()
    expect(await gone).toMatchObject({ code: 1012 })
    expect(b.shouldConnect).toBe(true)
  })
})
