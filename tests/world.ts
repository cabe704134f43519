/**
 * A whole server without its HTTP pages: a Runtime on a real SQLite file in a folder of its own, and the door of the
 * rooms on a real port. People are rows, as set-up and invitations leave them.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import type { DelegateId, DelegationId, InvitationId, Role, StatementId } from '#shared/people/people.ts'
import type { DocumentJson } from '#shared/statement/schema.ts'
import type { Letterhead } from '#shared/statement/statement.ts'
import { readSettings, type Settings } from '../server/environment.ts'
import { admit } from '../server/people/recognise.ts'
import { fingerprint, mintId, mintSecret } from '../server/people/secrets.ts'
import { createRooms, type LiveRooms } from '../server/room/rooms.ts'
import { seed } from '../server/room/seed.ts'
import { createUpgrade } from '../server/room/upgrade.ts'
import type { Clock, Runtime } from '../server/runtime.ts'
import { project } from '../server/statement/project.ts'
import { openSqlite } from '../server/storage/sqlite.ts'

export interface WorldOptions {
  /** An existing data folder, which stays when the world ends; without it a new one that goes. */
  readonly folder?: string
  readonly settings?: Partial<Settings>
  readonly clock?: Clock
  readonly pingMs?: number
  /** 0 takes a free one. */
  readonly port?: number
}

export interface Person {
  readonly delegateId: DelegateId
  readonly delegationId: DelegationId
  /** The Cookie header of this person's session. */
  readonly cookie: string
}

export interface World {
  readonly runtime: Runtime & { readonly rooms: LiveRooms }
  readonly registry: Registry
  readonly folder: string
  readonly port: number
  /** Where a statement's socket is. */
  address(statementId: StatementId, person?: Person): { readonly url: string; readonly cookie?: string }
  /** A delegate of a delegation of this code, signed in. The delegation is made when it is not there yet. */
  person(code: string, name?: string): Promise<Person>
  /** A statement with `penholder`'s delegation holding the pen; its people take part as drafters. */
  statement(
    penholder: Person,
    text?: { document?: DocumentJson; letterhead?: Partial<Letterhead> },
  ): Promise<StatementId>
  /** Lets a person take part, as if they had followed an invitation. */
  join(statementId: StatementId, person: Person, role: Role): Promise<void>
  close(): Promise<void>
}

const emptyDocument: DocumentJson = { type: 'doc', content: [{ type: 'paragraph', attrs: { id: 'first' } }] }

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'penholder-')))
  const settings = { ...readSettings({ DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' }), ...options.settings }
  const clock = options.clock ?? { now: () => Date.now() }
  const logger = pino({ level: settings.logLevel }, process.stderr)
  const registry = new Registry()
  const storage = await openSqlite(join(folder, 'penholder.sqlite'))
  const rooms = createRooms({
    settings,
    storage,
    clock,
    logger,
    registry,
    onQuiet: (statementId, quiet) => project({ storage }, statementId, quiet),
  })
  const upgrade = createUpgrade({
    settings,
    rooms,
    logger,
    authenticate: ({ cookie = '' }, statementId) =>
      admit({ storage, clock }, /penholder=([^;]+)/.exec(cookie)?.[1] ?? null, statementId),
    ...(options.pingMs === undefined ? {} : { pingMs: options.pingMs }),
  })
  const server = createServer((_request, response) => response.writeHead(404).end())
  server.on('upgrade', (request, socket, head) => {
    if (!upgrade.take(request, socket, head)) socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const runtime = { settings, storage, rooms, clock, logger, invitationKey: new Uint8Array(32) }
  const { db } = storage

  const world: World = {
    runtime,
    registry,
    folder,
    port,
    address: (statementId, person) => ({
      url: `ws://127.0.0.1:${port}/collab/${statementId}`,
      ...(person === undefined ? {} : { cookie: person.cookie }),
    }),
    async person(code, name = `Delegate of ${code}`) {
      const delegationId = `delegation-${code}` as DelegationId
      const delegateId = mintId() as DelegateId
      const token = mintSecret()
      const now = clock.now()
      await db
        .insertInto('delegations')
        .values({ id: delegationId, name: code, code })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      await db
        .insertInto('delegates')
        .values({ id: delegateId, delegation_id: delegationId, name, created_at: now })
        .execute()
      await db
        .insertInto('sessions')
        .values({ token_hash: fingerprint(token), delegate_id: delegateId, created_at: now, expires_at: now + 1e10 })
        .execute()
      return { delegateId, delegationId, cookie: `penholder=${token}` }
    },
    async statement(penholder, { document = emptyDocument, letterhead = {} } = {}) {
      const id = mintId() as StatementId
      const now = clock.now()
      const bytes = seed({ document, letterhead, language: 'en' })
      await storage.updates.append(
        [{ statementId: id, seq: 1, epoch: 1, bytes, author: null, cause: 'import', at: now }],
        [],
        async (transaction) => {
          await transaction
            .insertInto('statements')
            .values({
              id,
              penholder: penholder.delegationId,
              drafting: 'open',
              epoch: 1,
              created_at: now,
              title: letterhead.title ?? '',
              meeting: '',
              date: '',
              text: '',
              changed_at: now,
              archived_at: null,
            })
            .execute()
        },
      )
      await world.join(id, penholder, 'drafter')
      return id
    },
    async join(statementId, person, role) {
      const now = clock.now()
      const { count } = await db
        .selectFrom('participations')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('statement_id', '=', statementId)
        .executeTakeFirstOrThrow()
      await db
        .insertInto('participations')
        .values({ statement_id: statementId, delegation_id: person.delegationId, role, place: count + 1 })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      const invitation = `${statementId}-${person.delegationId}` as InvitationId
      await db
        .insertInto('invitations')
        .values({
          id: invitation,
          statement_id: statementId,
          delegation_id: person.delegationId,
          generation: 1,
          max_people: 100,
          created_at: now,
          expires_at: now + 1e10,
          revoked_at: null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      await db
        .insertInto('redemptions')
        .values({ invitation_id: invitation, delegate_id: person.delegateId, at: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    async close() {
      await rooms.close()
      await upgrade.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await storage.close()
      if (options.folder === undefined) await rm(folder, { recursive: true })
    },
  }
  return world
}
