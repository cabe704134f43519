// Rights and presence in a live room: what each may, how the server names them, and what changes while they are there.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Role, StatementId } from '#shared/people/people.ts'
import { type AwarenessState, type Frame, readAwareness, writeAwareness } from '#shared/room/wire.ts'
import { HeadlessClient } from '../../headless-client.ts'
import { createWorld, type Person, type World } from '../../world.ts'

let world: World
/** How far the server's clock is ahead of ours, ms. */
let ahead = 0
let norway: Person
let statementId: StatementId

beforeEach(async () => {
  ahead = 0
  world = await createWorld({ pingMs: 100, clock: { now: () => Date.now() + ahead } })
  norway = await world.person('NOR', 'Anna')
  statementId = await world.statement(norway)
})
afterEach(() => world.close())

const enter = async (code: string, role: Role): Promise<{ client: HeadlessClient; person: Person }> => {
  const person = await world.person(code)
  await world.join(statementId, person, role)
  return { client: await HeadlessClient.open(world.address(statementId, person)), person }
}
const open = (person: Person): Promise<HeadlessClient> => HeadlessClient.open(world.address(statementId, person))
/** What a client hears when anything about its own standing has changed. */
const standingChanged = (): Frame => ({ type: 'notice', notice: { kind: 'people', id: statementId } })
const closeDrafting = (): Promise<unknown> =>
  world.runtime.storage.db.updateTable('statements').set({ drafting: 'pen' }).execute()

describe('rights', () => {
  test.each(['observer', 'commenter'] as const)('a hand-made client of a mere %s changes nothing', async (role) => {
    const writer = await open(norway)
    writer.type('Agreed text.')
    await writer.barrier()
    const attempts: [string, (client: HeadlessClient) => void][] = [
      ['typing', (client) => client.type('Not agreed. ')],
      ['deleting', (client) => client.text.delete(2, 4)],
      ['formatting', (client) => client.text.format(1, 4, { bold: true })],
      ['a title', (client) => client.doc.getText('letterhead.title').insert(0, 'X')],
      [
        'a complete answer with words in it',
        (client) => (
          client.detach(),
          client.type('X'),
          client.send({ type: 'syncStep2', update: Y.encodeStateAsUpdate(client.doc) })
        ),
      ],
      [
        'a deletion in a complete answer',
        (client) => (
          client.detach(),
          client.text.delete(2, 1),
          client.send({ type: 'syncStep2', update: Y.encodeStateAsUpdate(client.doc) })
        ),
      ],
    ]
    const { client: first, person } = await enter('OBS', role)
    await first.close()
    for (const [name, attempt] of attempts) {
      const client = await open(person)
      const refused = client.next(({ type }) => type === 'refused')
      attempt(client)
      expect(await refused, name).toEqual({ type: 'refused', code: 'read-only' })
      await client.close()
    }
    const reader = await open(norway)
    expect(Y.equalSnapshots(Y.snapshot(reader.doc), Y.snapshot(writer.doc))).toBe(true)
    expect(await world.runtime.storage.updates.since(statementId, 0)).toHaveLength(2)
    await Promise.all([writer.close(), reader.close()])
  })

  test('a reader whose Yjs tidies up formatting is neither heard nor thrown out', async () => {
    const { client } = await enter('OBS', 'observer')
    const writer = await open(norway)
    writer.type('Some bold words.')
    for (let time = 0; time < 4; time += 1) {
      writer.text.format(2, 6, { bold: true })
      writer.text.format(4, 6, { bold: null })
      writer.text.format(1, 12, { italic: true })
      writer.text.format(1, 12, { italic: null })
    }
    await writer.barrier()
    await client.shows('Some bold words.')
    await client.barrier()
    expect(client.heard.some(({ type }) => type === 'refused')).toBe(false)
    await Promise.all([client.close(), writer.close()])
  })

  test.each([
    ['a commenter becomes a drafter', 'commenter', 'drafter', null],
    ['a drafter becomes a commenter', 'drafter', 'commenter', 'read-only'],
    ['an observer becomes a commenter', 'observer', 'commenter', 'read-only'],
  ] as const)('when %s they are told, and the socket goes by the new role at once', async (_, from, to, code) => {
    const { client, person } = await enter('FRA', from)
    const pen = await open(norway)
    const { db } = world.runtime.storage
    await db.updateTable('participations').set({ role: to }).where('delegation_id', '=', person.delegationId).execute()
    await world.runtime.rooms.reassess(statementId)
    client.type('After. ')
    if (code === null) await pen.shows('After. ')
    else expect(await client.ever(({ type }) => type === 'refused')).toEqual({ type: 'refused', code })
    expect(client.heard).toContainEqual(standingChanged())
    expect(pen.heard).not.toContainEqual(standingChanged())
    await Promise.all([client.close(), pen.close()])
  })

  test('when the pen passes while drafting is closed both are told, and the one writes instead of the other', async () => {
    const { client: next, person } = await enter('FRA', 'drafter')
    const { client: third } = await enter('JPN', 'drafter')
    const pen = await open(norway)
    await closeDrafting()
    await world.runtime.rooms.reassess(statementId)
    await Promise.all([next, third, pen].map((client) => client.barrier()))
    for (const client of [next, third, pen]) client.heard.length = 0
    const { db } = world.runtime.storage
    await db.updateTable('statements').set({ penholder: person.delegationId }).execute()
    await world.runtime.rooms.reassess(statementId)
    next.type('By the new pen. ')
    await next.barrier()
    pen.type('By the old one. ')
    expect(await pen.ever(({ type }) => type === 'refused')).toEqual({ type: 'refused', code: 'drafting-closed' })
    await third.shows('By the new pen. ')
    expect([next, pen, third].map(({ heard }) => heard.filter(({ type }) => type === 'notice'))).toEqual([
      [standingChanged()],
      [standingChanged()],
      [],
    ])
    await Promise.all([next.close(), third.close(), pen.close()])
  })

  test('when drafting opens again whoever waited writes without connecting anew', async () => {
    const { client } = await enter('FRA', 'drafter')
    const pen = await open(norway)
    await closeDrafting()
    await world.runtime.rooms.reassess(statementId)
    await world.runtime.storage.db.updateTable('statements').set({ drafting: 'open' }).execute()
    await world.runtime.rooms.reassess(statementId)
    client.type('Open again. ')
    await client.barrier()
    await pen.shows('Open again. ')
    expect(client.heard.filter(({ type }) => type === 'notice')).toEqual([standingChanged(), standingChanged()])
    await Promise.all([client.close(), pen.close()])
  })

  test('an archived text can be read and not written, by the pen neither', async () => {
    const pen = await open(norway)
    await world.runtime.storage.db.updateTable('statements').set({ archived_at: 1 }).execute()
    await world.runtime.rooms.reassess(statementId)
    pen.type('Too late.')
    expect(await pen.ever(({ type }) => type === 'refused')).toEqual({ type: 'refused', code: 'archived' })
    expect(pen.heard).toContainEqual(standingChanged())
    await pen.close()
  })

  test('a person or a statement that is gone closes its sockets for good', async () => {
    const { client, person } = await enter('FRA', 'drafter')
    const pen = await open(norway)
    const { db } = world.runtime.storage
    await db.deleteFrom('participations').where('delegation_id', '=', person.delegationId).execute()
    await world.runtime.rooms.reassess(statementId)
    expect(await client.closed).toEqual({ code: 4403, reason: 'link-withdrawn' })
    const tables = ['redemptions', 'invitations', 'participations', 'clients', 'updates', 'statements'] as const
    for (const table of tables) await db.deleteFrom(table).execute()
    await world.runtime.rooms.reassess(statementId)
    expect(await pen.closed).toEqual({ code: 4404, reason: 'unknown-statement' })
  })

  test('one delegate is reassessed in every statement, and nobody else is asked about', async () => {
    const { client: here, person } = await enter('FRA', 'drafter')
    const other = await world.statement(norway)
    await world.join(other, person, 'observer')
    const there = await HeadlessClient.open(world.address(other, person))
    const pen = await open(norway)
    const { db } = world.runtime.storage
    await db.deleteFrom('sessions').execute()
    await world.runtime.rooms.reassessDelegate(person.delegateId)
    expect(await here.closed).toEqual({ code: 4401, reason: 'not-signed-in' })
    expect(await there.closed).toEqual({ code: 4401, reason: 'not-signed-in' })
    await pen.barrier()
    await pen.close()
  })

  test('a session that ends by itself ends its sockets, and no others', async () => {
    const { client, person } = await enter('FRA', 'drafter')
    const pen = await open(norway)
    await client.close()
    const { db } = world.runtime.storage
    const end = Date.now() + 1e6
    await db.updateTable('sessions').set({ expires_at: end }).where('delegate_id', '=', person.delegateId).execute()
    const short = await open(person)
    // As often as the door looks: still there.
    await short.next((frame) => frame.type === 'awareness')
    ahead = 2e6
    expect(await short.closed).toEqual({ code: 4401, reason: 'not-signed-in' })
    await pen.barrier()
    await pen.close()
  })

  test('whose standing cannot be known is closed, and may come back', async () => {
    const pen = await open(norway)
    await world.runtime.storage.db.schema.alterTable('sessions').renameTo('lost').execute()
    await world.runtime.rooms.reassess(statementId)
    expect((await pen.closed).code).toBeGreaterThanOrEqual(1011)
    expect(world.runtime.rooms.present(statementId)).toEqual([])
  })

  test('when the pen closes drafting the others are told, refused from then on, and may still read', async () => {
    const { client } = await enter('FRA', 'drafter')
    const pen = await open(norway)
    client.type('Before. ')
    await client.barrier()
    await closeDrafting()
    const told = client.next(({ type }) => type === 'notice')
    await world.runtime.rooms.reassess(statementId)
    expect(await told).toEqual({ type: 'notice', notice: { kind: 'people', id: statementId } })
    client.type('After. ')
    expect(await client.next(({ type }) => type === 'refused')).toEqual({ type: 'refused', code: 'drafting-closed' })
    pen.type('By the pen. ')
    await pen.barrier()
    await client.shows('By the pen. ')
    expect(pen.heard).toContainEqual(standingChanged())
    expect(pen.text.toString()).not.toContain('After.')
    await Promise.all([client.close(), pen.close()])
  })

  test('whoever is withdrawn or signed out is closed, and nobody else', async () => {
    const { client: withdrawn, person: one } = await enter('FRA', 'drafter')
    const { client: signedOut, person: two } = await enter('JPN', 'drafter')
    const stays = await open(norway)
    const { db } = world.runtime.storage
    await db.deleteFrom('redemptions').where('delegate_id', '=', one.delegateId).execute()
    await db.deleteFrom('sessions').where('delegate_id', '=', two.delegateId).execute()
    await world.runtime.rooms.reassess(statementId)
    expect(await withdrawn.closed).toEqual({ code: 4403, reason: 'not-allowed' })
    expect(await signedOut.closed).toEqual({ code: 4401, reason: 'not-signed-in' })
    stays.type('Still here.')
    await stays.barrier()
    expect(world.runtime.rooms.present(statementId)).toHaveLength(1)
    await stays.close()
  })

  test('whoever is withdrawn while their room is loading does not get in', async () => {
    const { client, person } = await enter('FRA', 'drafter')
    const { storage, rooms } = world.runtime
    await client.close()
    const other = await world.statement(norway)
    await world.join(other, person, 'drafter')
    // Loading needs the turn that this transaction takes as soon as the newcomer has been recognised.
    const visit = rooms.visit.bind(rooms)
    let withdrawn: Promise<void> | null = null
    rooms.visit = async (...wanted) => {
      withdrawn ??= storage.db
        .deleteFrom('redemptions')
        .where('delegate_id', '=', person.delegateId)
        .execute()
        .then(() => rooms.reassess(other))
      await withdrawn
      return visit(...wanted)
    }
    await expect(HeadlessClient.open(world.address(other, person))).rejects.toThrow('HTTP 403')
    rooms.visit = visit
    expect(rooms.present(other)).toEqual([])
  })

  test('a notice reaches those whom its audience lets through', async () => {
    const { client: france } = await enter('FRA', 'drafter')
    const pen = await open(norway)
    const heard = france.next(({ type }) => type === 'notice')
    world.runtime.rooms.notice(statementId, { kind: 'thread', id: 't1' }, ({ code }) => code === 'FRA')
    world.runtime.rooms.notice(statementId, { kind: 'revision', id: 'r1' })
    expect(await heard).toEqual({ type: 'notice', notice: { kind: 'thread', id: 't1' } })
    await pen.barrier()
    expect(pen.heard.filter(({ type }) => type === 'notice')).toEqual([
      { type: 'notice', notice: { kind: 'revision', id: 'r1' } },
    ])
    await Promise.all([france.close(), pen.close()])
  })
})

describe('awareness', () => {
  const say = (client: HeadlessClient, clientId: number, clock: number, state: AwarenessState | null): void =>
    client.send({ type: 'awareness', update: writeAwareness([{ clientId, clock, state }]) })
  const nextOf = async (client: HeadlessClient, clientId: number): Promise<AwarenessState | null> => {
    const frame = await client.next(
      (heard) => heard.type === 'awareness' && readAwareness(heard.update).some((entry) => entry.clientId === clientId),
    )
    if (frame.type !== 'awareness') throw new Error('no awareness')
    return readAwareness(frame.update).find((entry) => entry.clientId === clientId)?.state ?? null
  }

  test('carries the server’s name for whoever speaks, whatever they call themselves', async () => {
    const { client: france, person } = await enter('FRA', 'drafter')
    const pen = await open(norway)
    const seen = nextOf(pen, 7)
    say(france, 7, 1, { user: { name: 'Anna', code: 'NOR' }, caret: { anchor: 'a' } })
    expect(await seen).toEqual({
      caret: { anchor: 'a' },
      user: {
        delegateId: person.delegateId,
        name: 'Delegate of FRA',
        delegationId: person.delegationId,
        delegation: 'FRA',
        code: 'FRA',
        hue: 2,
        outlined: false,
      },
    })
    await Promise.all([france.close(), pen.close()])
  })

  test('somebody who is renamed is named anew for the others, without a word of their own', async () => {
    const { client: france, person } = await enter('FRA', 'drafter')
    const pen = await open(norway)
    const seen = nextOf(pen, 7)
    say(france, 7, 1, { caret: 1 })
    await seen
    const renamed = nextOf(pen, 7)
    const { db } = world.runtime.storage
    await db.updateTable('delegates').set({ name: 'Benoît' }).where('id', '=', person.delegateId).execute()
    await world.runtime.rooms.reassessDelegate(person.delegateId)
    expect(await renamed).toMatchObject({ caret: 1, user: { name: 'Benoît' } })
    expect(await france.ever(({ type }) => type === 'notice')).toEqual(standingChanged())
    await Promise.all([france.close(), pen.close()])
  })

  test('nobody can speak for, change or remove another', async () => {
    const { client: france } = await enter('FRA', 'drafter')
    const { client: japan } = await enter('JPN', 'observer')
    const pen = await open(norway)
    const first = nextOf(pen, 7)
    say(france, 7, 1, { caret: 1 })
    await first
    say(japan, 8, 1, { caret: 8 })
    say(japan, 7, 99, { caret: 'spoofed' })
    say(japan, 7, 100, null)
    const last = nextOf(pen, 8)
    say(japan, 8, 2, { caret: 'last' })
    await last
    const all = pen.heard.flatMap((frame) => (frame.type === 'awareness' ? readAwareness(frame.update) : []))
    expect(all.filter(({ clientId }) => clientId === 7).map(({ state }) => state?.['caret'])).toEqual([1])
    await Promise.all([france.close(), japan.close(), pen.close()])
  })

  test('a client id that wrote words of another delegate is not free for carets', async () => {
    const { client: france } = await enter('FRA', 'drafter')
    const pen = await open(norway)
    pen.type('Mine.')
    await pen.barrier()
    say(france, pen.doc.clientID, 1, { caret: 'spoofed' })
    const seen = nextOf(pen, 9)
    say(france, 9, 1, { caret: 9 })
    await seen
    expect(
      pen.heard.some(
        (frame) =>
          frame.type === 'awareness' &&
          readAwareness(frame.update).some(({ clientId }) => clientId === pen.doc.clientID),
      ),
    ).toBe(false)
    await Promise.all([france.close(), pen.close()])
  })

  test('whoever goes is gone for the others at once, and whoever comes later does not see a ghost', async () => {
    const { client: france, person } = await enter('FRA', 'drafter')
    const pen = await open(norway)
    const seen = nextOf(pen, 7)
    say(france, 7, 1, { caret: 1 })
    await seen
    const gone = nextOf(pen, 7)
    await france.cut()
    expect(await gone).toBeNull()
    const late = await open(norway)
    late.send({ type: 'queryAwareness' })
    const all = await late.next(({ type }) => type === 'awareness')
    expect(all.type === 'awareness' && readAwareness(all.update)).toEqual([])
    // The same client comes back with the clock it had: it is seen at once.
    const back = await open(person)
    const again = nextOf(pen, 7)
    say(back, 7, 1, { caret: 2 })
    expect(await again).toMatchObject({ caret: 2 })
    await Promise.all([back.close(), pen.close(), late.close()])
  })

  test('a client that comes back before its old socket is known to be dead takes its place', async () => {
    const { client: old, person } = await enter('FRA', 'drafter')
    const pen = await open(norway)
    const first = nextOf(pen, 7)
    say(old, 7, 5, { caret: 'old' })
    await first
    const back = await open(person)
    const second = nextOf(pen, 7)
    say(back, 7, 5, { caret: 'new' })
    expect(await second).toMatchObject({ caret: 'new' })
    await old.cut()
    const third = nextOf(pen, 7)
    say(back, 7, 6, { caret: 'newer' })
    expect(await third).toMatchObject({ caret: 'newer' })
    await Promise.all([back.close(), pen.close()])
  })

  test('another tab of the same person that sends back what it hears does not take it over', async () => {
    const { client: tab, person } = await enter('FRA', 'drafter')
    const other = await open(person)
    const pen = await open(norway)
    const heard = other.next((frame) => frame.type === 'awareness' && readAwareness(frame.update).length > 0)
    say(tab, 7, 5, { caret: 'mine' })
    const echo = await heard
    if (echo.type === 'awareness') other.send(echo)
    await other.barrier()
    const seen = nextOf(pen, 7)
    say(tab, 7, 6, { caret: 'still mine' })
    expect(await seen).toMatchObject({ caret: 'still mine' })
    await Promise.all([tab.close(), other.close(), pen.close()])
  })

  test('somebody alone hears something now and then, and a socket that answers no ping is dropped', async () => {
    const pen = await open(norway)
    const kept = await pen.next((frame) => frame.type === 'awareness')
    expect(kept.type === 'awareness' && readAwareness(kept.update)).toEqual([])
    const dead = await open(norway)
    dead.socket.pause()
    await pen.next(() => world.runtime.rooms.present(statementId).length === 1)
    dead.socket.terminate()
    await pen.close()
  })
})
