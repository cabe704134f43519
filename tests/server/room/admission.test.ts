// What may enter the document and what may not, through a real socket: the refused leaves no trace, the neighbour goes on.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { StatementId } from '#shared/people/people.ts'
import { letterheadRoot, metaRoot, textRoot } from '#shared/room/roots.ts'
import { writeAwareness } from '#shared/room/wire.ts'
import { blocks } from '#shared/statement/schema.ts'
import { HeadlessClient } from '../../headless-client.ts'
import { createWorld, type Person, type World } from '../../world.ts'

let world: World
let norway: Person
let france: Person
let statementId: StatementId

beforeAll(async () => {
  world = await createWorld()
  norway = await world.person('NOR')
  france = await world.person('FRA')
  statementId = await world.statement(norway, {
    document: {
      type: 'doc',
      content: [{ type: 'paragraph', attrs: { id: 'p1' }, content: [{ type: 'text', text: 'Mr. President,' }] }],
    },
  })
  await world.join(statementId, france, 'drafter')
})
afterAll(() => world.close())

const open = (person: Person): Promise<HeadlessClient> => HeadlessClient.open(world.address(statementId, person))

type Change = (doc: Y.Doc) => void

const text = (doc: Y.Doc): Y.Text => doc.getText(textRoot)
const meta = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(metaRoot)
const title = (doc: Y.Doc): Y.Text => doc.getText(letterheadRoot('title'))
const marker =
  (entries: Record<string, unknown>): Change =>
  (doc) =>
    text(doc).insertEmbed(0, new Y.Map(Object.entries(entries)))
const embed =
  (value: unknown): Change =>
  (doc) =>
    text(doc).insertEmbed(1, value as object)
const format =
  (attributes: Record<string, unknown>): Change =>
  (doc) =>
    text(doc).format(1, 5, attributes)

const allowed: [string, Change][] = [
  ['words', (doc) => text(doc).insert(3, 'new ')],
  ['a deletion', (doc) => text(doc).delete(2, 2)],
  ...Object.keys(blocks).map((role): [string, Change] => [`a ${role}`, marker({ id: `new-${role}`, role })]),
  ['a heading of level 3', marker({ id: 'h', role: 'heading', level: 3 })],
  ['an item of depth 3', marker({ id: 'i', role: 'numberedItem', depth: 3 })],
  ['the level of a heading that is a paragraph now', marker({ id: 'was', role: 'paragraph', level: 2 })],
  ['another role of a block', (doc) => firstMarker(doc).set('role', 'salutation')],
  ['bold and not bold', (doc) => (text(doc).format(1, 4, { bold: true }), text(doc).format(2, 1, { bold: null }))],
  ['a link', format({ link: { href: 'https://example.org/a?b=c' } })],
  ['a hard break', embed({ type: 'hardBreak' })],
  ['a footnote reference', embed({ type: 'footnoteReference', attrs: { note: 'n1' } })],
  ['a title', (doc) => title(doc).insert(0, 'x'.repeat(500))],
  ['a title typed, deleted and typed again', (doc) => typeAndDelete(title(doc), 10)],
  ['a language', (doc) => meta(doc).set('language', 'ar')],
  ['a pace', (doc) => meta(doc).set('pace', 95)],
]

const notInSchema: [string, Change][] = [
  ['another root', (doc) => doc.getText('notes').insert(0, 'x')],
  ['a root with an empty name', (doc) => doc.getText('').insert(0, 'x')],
  ['a root that looks like one of an object', (doc) => doc.getText('__proto__').insert(0, 'x')],
  ['a root of the letterhead that is none', (doc) => doc.getText('letterhead.secret').insert(0, 'x')],
  ['a list in the text', (doc) => listAt(doc, textRoot).push([1])],
  ['bytes in the text', (doc) => listAt(doc, textRoot).push([new Uint8Array(9)])],
  ['a document in the text', (doc) => listAt(doc, textRoot).push([new Y.Doc()])],
  ['an attribute of the whole text', (doc) => text(doc).setAttribute('x', 1)],
  ['an image', embed({ type: 'image', attrs: { src: 'https://example.org/x.png' } })],
  ['an atom with something more', embed({ type: 'hardBreak', more: 1 })],
  ['an atom with an unknown attribute', embed({ type: 'hardBreak', attrs: { onclick: 'x' } })],
  ['a note that is an object', embed({ type: 'footnoteReference', attrs: { note: { id: 1 } } })],
  ['a note of a megabyte', embed({ type: 'footnoteReference', attrs: { note: 'x'.repeat(1e6) } })],
  ['an atom of an inherited name', embed({ type: 'constructor' })],
  ['a text in the text', embed(new Y.Text('x'))],
  ['a list type in the text', embed(new Y.Array())],
  ['an element in the text', embed(new Y.XmlElement('script'))],
  ['a hook in the text', embed(new Y.XmlHook('x'))],
  ['an unknown role', marker({ id: 'x', role: 'table' })],
  ['a role of an inherited name', marker({ id: 'x', role: 'toString' })],
  ['a role that is an object', marker({ id: 'x', role: { toString: 'paragraph' } })],
  ['an id that is a number', marker({ id: 1, role: 'paragraph' })],
  ['an id that is too long', marker({ id: 'x'.repeat(65), role: 'paragraph' })],
  ['a level that is none', marker({ id: 'x', role: 'heading', level: 9 })],
  ['an unknown attribute', marker({ id: 'x', role: 'paragraph', style: 'color: red' })],
  ['an attribute of an inherited name', marker({ id: 'x', role: 'paragraph', constructor: 1 })],
  ['a map in a marker', marker({ id: 'x', role: 'heading', level: new Y.Map() })],
  ['bytes in a marker', marker({ id: 'x', role: 'heading', level: new Uint8Array(1) })],
  ['an attribute of somebody else’s block', (doc) => firstMarker(doc).set('depth', 99)],
  ['an unknown mark', format({ blink: true })],
  ['a mark of an inherited name', format({ hasOwnProperty: true })],
  ['a mark with a value that it cannot have', format({ bold: 'very' })],
  ['a link to a script', format({ link: { href: 'javascript:alert(1)' } })],
  ['a link to data', format({ link: { href: 'data:text/html,x' } })],
  ['a link with something more', format({ link: { href: 'https://example.org', onclick: 'x' } })],
  ['a link that is a string', format({ link: 'https://example.org' })],
  ['an atom in the letterhead', (doc) => title(doc).insertEmbed(0, { type: 'hardBreak' })],
  ['bold in the letterhead', (doc) => title(doc).insert(0, 'x', { bold: true })],
  ['a title beyond all measure', (doc) => title(doc).insert(0, 'x'.repeat(2001))],
  ['an unknown language', (doc) => meta(doc).set('language', 'tlh')],
  ['a pace that nobody speaks at', (doc) => meta(doc).set('pace', 301)],
  ['a pace between two words', (doc) => meta(doc).set('pace', 110.5)],
  ['a pace that is a text', (doc) => meta(doc).set('pace', '110')],
  ['another format', (doc) => meta(doc).set('format', 2)],
  ['another entry of meta', (doc) => meta(doc).set('owner', 'me')],
  ['good words together with bad ones', (doc) => (text(doc).insert(1, 'good'), doc.getText('notes').insert(0, 'bad'))],
]

describe('admission', () => {
  test.each(allowed)('%s is stored', async (_name, change) => {
    const client = await open(norway)
    client.doc.transact(() => change(client.doc))
    await client.barrier()
    const reader = await open(france)
    expect(Y.equalSnapshots(Y.snapshot(reader.doc), Y.snapshot(client.doc))).toBe(true)
    expect(client.heard.some(({ type }) => type === 'refused')).toBe(false)
    await Promise.all([client.close(), reader.close()])
  })

  test.each(notInSchema)('%s is refused', async (_name, change) => {
    await refuses(changeBy(change), 'not-in-schema')
  })

  test('words under the client id of another delegate are refused', async () => {
    const victim = await open(france)
    victim.type('Mine. ')
    await victim.barrier()
    await refuses(
      changeBy((doc) => text(doc).insert(1, 'Yours? '), victim.doc.clientID),
      'foreign-words',
    )
    victim.type('Still mine. ')
    await victim.barrier()
    await victim.close()
  })

  test('words under the client id under which another delegate is seen are refused, also when they are away', async () => {
    const victim = await open(france)
    const { clientID } = victim.doc
    victim.send({ type: 'awareness', update: writeAwareness([{ clientId: clientID, clock: 1, state: {} }]) })
    await victim.barrier()
    await victim.close()
    victim.detach()
    victim.type('Written without a connection. ')
    await refuses(
      changeBy((doc) => text(doc).insert(1, 'A trap of the same length or more. '), clientID),
      'foreign-words',
    )
    const back = await HeadlessClient.open(world.address(statementId, france), victim.doc)
    await back.barrier()
    const reader = await open(norway)
    expect(reader.text.toString()).toContain('Written without a connection. ')
    await Promise.all([back.close(), reader.close()])
  })

  test('to be seen under the client id of the server’s seed makes it nobody’s', async () => {
    const client = await open(norway)
    const bound = await world.runtime.storage.updates.clients(statementId)
    const seed = [...client.doc.store.clients.keys()].find((id) => !bound.has(id)) ?? 0
    client.send({ type: 'awareness', update: writeAwareness([{ clientId: seed, clock: 1, state: {} }]) })
    const refused = client.next(({ type }) => type === 'refused')
    client.send({
      type: 'update',
      update: changeBy((doc) => text(doc).insert(1, 'From the chair: '), seed)(Y.encodeStateAsUpdate(client.doc)),
    })
    expect(await refused).toEqual({ type: 'refused', code: 'foreign-words' })
    await client.close()
  })

  test('words under the client id of the server’s seed are refused', async () => {
    const client = await open(norway)
    const bound = await world.runtime.storage.updates.clients(statementId)
    const seed = [...client.doc.store.clients.keys()].find((id) => !bound.has(id))
    expect(seed).toBeDefined()
    await refuses(
      changeBy((doc) => text(doc).insert(1, 'From the chair: '), seed),
      'foreign-words',
    )
    await client.close()
  })

  test('a second client id of the same delegate is theirs too', async () => {
    const client = await open(norway)
    client.doc.clientID = 4_294_967_295
    client.type('With another id. ')
    await client.barrier()
    const clients = await world.runtime.storage.updates.clients(statementId)
    expect(clients.get(4_294_967_295)).toBe(norway.delegateId)
    await client.close()
  })

  test('after a refusal what leans on it is refused again, and no barrier comes back', async () => {
    const client = await open(norway)
    client.doc.getText('notes').insert(0, 'bad')
    await client.next(({ type }) => type === 'refused')
    client.type('This leans on it. ')
    await client.next(({ type }) => type === 'refused')
    client.send({ type: 'barrier', token: 77 })
    client.send({ type: 'queryAwareness' })
    await client.next(({ type }) => type === 'awareness')
    expect(client.heard.some(({ type }) => type === 'barrier')).toBe(false)
    // With a fresh document the same person goes on.
    const fresh = await open(norway)
    fresh.type('Fresh. ')
    await fresh.barrier()
    await Promise.all([client.close(), fresh.close()])
  })

  test('an update that lacks what it builds on is asked for and brings both when it comes whole', async () => {
    const [client, reader] = await Promise.all([open(norway), open(france)])
    const updates: Uint8Array[] = []
    client.doc.on('update', (update: Uint8Array) => updates.push(update))
    client.detach()
    client.type('First. ')
    client.type('Second. ')
    const [, second] = updates
    if (second === undefined) throw new Error('no update')
    const asked = client.next(({ type }) => type === 'syncStep1')
    client.send({ type: 'update', update: second })
    const answered = client.barrier()
    await asked
    await answered
    await reader.shows('First. Second. ')
    await Promise.all([client.close(), reader.close()])
  })

  test('a barrier is held while something is missing, and not a frame longer', async () => {
    const client = await open(norway)
    client.mute()
    const updates: Uint8Array[] = []
    client.doc.on('update', (update: Uint8Array) => updates.push(update))
    client.detach()
    client.type('One. ')
    client.type('Two. ')
    const [one, two] = updates
    if (one === undefined || two === undefined) throw new Error('no updates')
    client.send({ type: 'update', update: two })
    client.send({ type: 'barrier', token: 1000 })
    client.send({ type: 'queryAwareness' })
    await client.next(({ type }) => type === 'awareness')
    client.send({ type: 'update', update: one })
    client.send({ type: 'queryAwareness' })
    await client.next(({ type }) => type === 'awareness')
    expect(client.heard.some(({ type }) => type === 'barrier')).toBe(false)
    const released = client.next((frame) => frame.type === 'barrier' && frame.token === 1000)
    client.send({ type: 'syncStep2', update: Y.encodeStateAsUpdate(client.doc) })
    await released
    await client.close()
  })

  test('a barrier waits also for words that another connection has just sent and the disk does not have yet', async () => {
    const [client, twin] = await Promise.all([open(norway), open(norway)])
    let release: () => void = () => undefined
    const holding = world.runtime.storage.transaction(() => new Promise<void>((resolve) => (release = resolve)))
    client.type('Said twice. ')
    client.send({ type: 'queryAwareness' })
    await client.next(({ type }) => type === 'awareness')
    twin.send({ type: 'syncStep2', update: Y.encodeStateAsUpdate(client.doc) })
    const answered = twin.barrier()
    twin.send({ type: 'queryAwareness' })
    await twin.next(({ type }) => type === 'awareness')
    const early = twin.heard.some(({ type }) => type === 'barrier')
    release()
    await holding
    expect(early).toBe(false)
    await answered
    await Promise.all([client.close(), twin.close()])
  })

  test('a document that has reached its size takes deletions only', async () => {
    const small = await createWorld({ settings: { maxDocumentBytes: 70_000 } })
    const person = await small.person('NOR')
    const id = await small.statement(person)
    const client = await HeadlessClient.open(small.address(id, person))
    client.type('x'.repeat(65_000))
    await client.barrier()
    const other = await HeadlessClient.open(small.address(id, person))
    other.type('y'.repeat(6000))
    expect(await other.next(({ type }) => type === 'refused')).toEqual({ type: 'refused', code: 'document-too-large' })
    client.text.delete(10, 60_000)
    await client.barrier()
    await small.close()
  })
})

/** An update made on a copy of the text, under a client id of its own or the one given. */
const changeBy =
  (change: Change, clientId?: number) =>
  (state: Uint8Array): Uint8Array => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, state)
    if (clientId !== undefined) doc.clientID = clientId
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    doc.transact(() => change(doc))
    return Y.mergeUpdates(updates)
  }

async function refuses(make: (state: Uint8Array) => Uint8Array, code: string): Promise<void> {
  const [client, neighbour] = await Promise.all([open(norway), open(france)])
  const state = Y.encodeStateAsUpdate(client.doc)
  const refused = client.next(({ type }) => type === 'refused')
  client.send({ type: 'update', update: make(state) })
  expect(await refused).toEqual({ type: 'refused', code })
  neighbour.type('Still here. ')
  await neighbour.barrier()
  await client.shows('Still here. ')
  const reader = await open(france)
  expect(Y.equalSnapshots(Y.snapshot(reader.doc), Y.snapshot(neighbour.doc))).toBe(true)
  await Promise.all([client.close(), neighbour.close(), reader.close()])
}

const firstMarker = (doc: Y.Doc): Y.Map<unknown> => {
  const found = text(doc)
    .toDelta()
    .find(({ insert }: { insert: unknown }) => insert instanceof Y.Map) as { insert: Y.Map<unknown> }
  return found.insert
}

/** The same root, taken for a list: only a hand-made client does that. */
const listAt = (doc: Y.Doc, root: string): Y.Array<unknown> => {
  const list = new Y.Array<unknown>()
  list._integrate(doc, null as unknown as Y.Item)
  const placeholder = doc.share.get(root)
  list._start = placeholder?._start ?? null
  list._map = placeholder?._map ?? new Map()
  list._length = placeholder?._length ?? 0
  for (let item = list._start; item !== null; item = item.right) item.parent = list
  doc.share.set(root, list)
  return list
}

function typeAndDelete(field: Y.Text, times: number): void {
  for (let time = 0; time < times; time += 1) {
    field.insert(0, 'x'.repeat(400))
    field.delete(0, 400)
  }
}
