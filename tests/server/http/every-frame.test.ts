/** What comes of every kind of frame, from everybody at the door: drafting open, closed to all but the pen, archived. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { setDrafting } from '#shared/people/contract.ts'
import { encodeFrame, type Frame, readAwareness, writeAwareness } from '#shared/room/wire.ts'
import { HeadlessClient } from '../../headless-client.ts'
import { type Caller, callers, type Desk, setDesk } from './desk.ts'

const states = ['open', 'closed', 'archived'] as const
type State = (typeof states)[number]

let desk: Desk
beforeAll(async () => {
  desk = await setDesk()
})
afterAll(() => desk.end())

/** Closes or opens drafting of the live statement. */
async function bring(state: State): Promise<void> {
  if (state === 'archived') return
  const body = { drafting: state === 'closed' ? ('pen' as const) : ('open' as const) }
  await (await desk.as('the penholder')).must(setDrafting, { params: { statementId: desk.live }, body })
}

const statementOf = (state: State) => (state === 'archived' ? desk.archived : desk.live)

async function enter(caller: Caller, state: State): Promise<HeadlessClient> {
  const { cookie } = await desk.as(caller)
  const headers: Record<string, string> = { origin: desk.house.url }
  if (caller === 'the operator') headers['authorization'] = `Bearer ${desk.house.operatorToken}`
  return HeadlessClient.open({
    url: `${desk.house.url.replace('http', 'ws')}/collab/${statementOf(state)}`,
    headers,
    ...(cookie === null ? {} : { cookie }),
  })
}

const away = {
  nobody: '4401 not-signed-in',
  'whose session has ended': '4401 not-signed-in',
  'the operator': '4401 not-signed-in',
  'an account of another delegation': '4403 not-allowed',
  'a delegate of another statement': '4403 not-allowed',
  'whose link was withdrawn': '4403 link-withdrawn',
  'who was removed': '4403 removed',
} as const satisfies Partial<Record<Caller, string>>

const readOnly = 'refused read-only'
type Guest = Exclude<Caller, keyof typeof away>
/** What comes of words, by who sends them and how the statement stands. */
const words: Record<Guest, Record<State, string>> = {
  'an observer': { open: readOnly, closed: readOnly, archived: 'refused archived' },
  'a commenter': { open: readOnly, closed: readOnly, archived: 'refused archived' },
  'a drafter': { open: 'stored', closed: 'refused drafting-closed', archived: 'refused archived' },
  'the penholder': { open: 'stored', closed: 'stored', archived: 'refused archived' },
  'an account of the penholder': { open: 'stored', closed: 'stored', archived: 'refused archived' },
  'the administrator': { open: readOnly, closed: readOnly, archived: 'refused archived' },
}
const guests = callers.filter((caller): caller is Guest => !(caller in away))

/** A frame, and what comes of it: the same for everybody, or as for words. */
interface Kind {
  readonly comes: 'as for words' | 'answered' | 'heard by others' | 'closed 4400 malformed'
  readonly send: (client: HeadlessClient) => void
}
/** Says it all in one answer to syncStep1, as after a time without a connection. */
const sendWhole = (client: HeadlessClient): void =>
  client.send({ type: 'syncStep2', update: Y.encodeStateAsUpdate(client.doc) })
/** What only the server says, or nobody. */
const neverSaid = (bytes: Uint8Array): Kind => ({
  comes: 'closed 4400 malformed',
  send: (client) => client.sendBytes(bytes),
})

const kinds: Record<Frame['type'], Kind> = {
  syncStep1: {
    comes: 'answered',
    send: (client) => client.send({ type: 'syncStep1', stateVector: Y.encodeStateVector(client.doc) }),
  },
  syncStep2: {
    comes: 'as for words',
    send: (client) => {
      client.detach()
      client.type('Written without a connection. ')
      sendWhole(client)
    },
  },
  update: { comes: 'as for words', send: (client) => client.type('Written at the table. ') },
  awareness: {
    comes: 'heard by others',
    send: (client) => {
      const state = { user: { name: 'The Chair' }, caret: 'here' }
      client.send({ type: 'awareness', update: writeAwareness([{ clientId: client.doc.clientID, clock: 1, state }]) })
    },
  },
  queryAwareness: { comes: 'answered', send: (client) => client.send({ type: 'queryAwareness' }) },
  barrier: { comes: 'answered', send: (client) => client.send({ type: 'barrier', token: 4711 }) },
  auth: neverSaid(encodeFrame({ type: 'auth', reason: 'x' })),
  notice: neverSaid(encodeFrame({ type: 'notice', notice: { kind: 'people', id: 'x' } })),
  refused: neverSaid(encodeFrame({ type: 'refused', code: 'read-only' })),
  storage: neverSaid(encodeFrame({ type: 'storage', trouble: 'x' })),
  part: neverSaid(encodeFrame({ type: 'part', left: 0, bytes: Uint8Array.of(3) })),
  unknown: neverSaid(Uint8Array.of(120, 0)),
}

/** What answers a frame; a barrier comes back itself. */
const answers: Partial<Record<Frame['type'], Frame['type']>> = {
  syncStep1: 'syncStep2',
  queryAwareness: 'awareness',
  barrier: 'barrier',
}

const updatesOf = async (state: State): Promise<number> =>
  (await desk.house.runtime.storage.updates.since(statementOf(state), 0)).length

/** The first thing that happens to a client after it has sent a frame of this kind. */
async function outcomeOf(type: Frame['type'], client: HeadlessClient, witness: HeadlessClient): Promise<string> {
  const { send } = kinds[type]
  const gone = client.closed.then(({ code, reason }) => `closed ${code} ${reason}`)
  const lost = new Promise<never>(() => undefined)
  const next = (from: HeadlessClient, wanted: (frame: Frame) => boolean): Promise<Frame> =>
    from.next(wanted).catch(() => lost)
  const refused = next(client, (frame) => frame.type === 'refused').then(
    (frame) => `refused ${frame.type === 'refused' ? frame.code : ''}`,
  )
  const others = [gone, refused]
  const answer = answers[type]
  if (answer !== undefined) others.push(next(client, (frame) => frame.type === answer).then(() => 'answered'))
  if (type === 'awareness') others.push(next(witness, (frame) => isAbout(frame, client)).then(() => 'heard by others'))
  send(client)
  if (type === 'update' || type === 'syncStep2')
    others.push(
      client.barrier().then(
        () => 'stored',
        () => lost,
      ),
    )
  return Promise.race(others)
}

const isAbout = (frame: Frame, { doc }: HeadlessClient): boolean =>
  frame.type === 'awareness' && readAwareness(frame.update).some(({ clientId }) => clientId === doc.clientID)

describe.each(states)('drafting %s', (state) => {
  beforeAll(() => bring(state))

  test('the door lets in who may read, and nobody else', async () => {
    const found: Record<string, string> = {}
    for (const caller of callers) {
      const entering = enter(caller, state).then(
        async (client) => {
          await client.close()
          return 'in'
        },
        (error: Error) => /^closed with (.*) while waiting$/.exec(error.message)?.[1] ?? error.message,
      )
      found[caller] = await entering
    }
    const expected = callers.map((caller) => [caller, caller in away ? away[caller as keyof typeof away] : 'in'])
    expect(found).toEqual(Object.fromEntries(expected))
  })

  test.each(Object.keys(kinds) as Frame['type'][])('a frame %s', async (type) => {
    const { comes } = kinds[type]
    const witness = await enter('the penholder', state)
    for (const caller of guests) {
      const client = await enter(caller, state)
      const before = await updatesOf(state)
      const expected = comes === 'as for words' ? words[caller][state] : comes
      expect(await outcomeOf(type, client, witness), caller).toBe(expected)
      expect((await updatesOf(state)) - before, caller).toBe(expected === 'stored' ? 1 : 0)
      await client.close()
    }
    // Nobody else was thrown out by it.
    await witness.barrier()
    await witness.close()
  })
})
