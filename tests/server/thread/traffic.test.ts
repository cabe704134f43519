/**
 * What a delegation says among itself reaches nobody else. Everything that the server sends the others is captured, every
 * byte of every socket and every answer of every endpoint, and is the same as where nothing was said.
 */
import { expect, test, vi } from 'vitest'
import { readSession } from '#shared/people/contract.ts'
import type { StatementId } from '#shared/people/people.ts'
import { decodeFrame } from '#shared/room/wire.ts'
import * as contract from '#shared/thread/contract.ts'
import { HeadlessClient } from '../../headless-client.ts'
import { type AnyEndpoint, contracts } from '../http/contracts.ts'
import { startHouse, type TestHouse, type Visitor } from '../http/house.ts'
import { anchorAt, mentionOf, opening, replying, said } from './words.ts'

const words = ['Zanzibar', 'Quetzalcoatl', 'Ouagadougou', 'Popocatepetl', 'Titicaca'] as const
const [first, second, third, fourth, quoted] = words

/** Somebody who must not know, and everything that has reached them. */
interface Outsider {
  readonly name: string
  readonly visitor: Visitor
  readonly bytes: Buffer[]
  readonly answers: string[]
}

/** Whom the thread is hidden from: its address, or one that leads nowhere. */
interface Hidden {
  readonly threadId: string
  readonly commentId: string
}

const nowhere: Hidden = { threadId: 'AAAAAAAAAAAAAAAA', commentId: 'AAAAAAAAAAAAAAAB' }

interface Run {
  readonly outsiders: readonly Outsider[]
  /** All by which the thread could be known, and what its own delegation was sent. */
  readonly signs: readonly string[]
  readonly insiders: string
  readonly log: string
}

const someDay = Date.UTC(2026, 5, 25, 14, 5)

async function run(secretly: boolean): Promise<Run> {
  const lines: string[] = []
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((line) => lines.push(String(line)) > 0)
  // Papers say the minute of each comment: in both runs it is the same.
  let calls = 0
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => someDay + Math.floor((calls += 1) / 10))
  const house = await startHouse({ LOG_LEVEL: 'trace' })
  try {
    const statementId = await house.statement('NOR')
    const others: [string, Visitor][] = [
      ['the penholder', await house.joined(statementId, 'NOR')],
      ['another delegation', await house.joined(statementId, 'CHL')],
      ['an observer', await house.joined(statementId, 'AUT', 'observer')],
      ['the administrator', await house.administrator()],
      ['the operator', house.operator()],
    ]
    const outsiders = others.map(([name, visitor]): Outsider => ({ name, visitor, bytes: [], answers: [] }))
    const ana = await house.joined(statementId, 'PER', 'drafter', 'Ana')
    const beto = await house.joined(statementId, 'PER', 'drafter', 'Beto')
    const open = await ana.must(contract.openThread, { params: { statementId }, body: opening('Open to all') })

    const clients = await Promise.all(
      outsiders
        .filter(({ visitor }) => visitor.cookie !== null)
        .map(async ({ visitor, bytes }) => {
          const client = await enter(house, statementId, visitor)
          client.socket.on('message', (data: Buffer) => bytes.push(Buffer.from(data)))
          return client
        }),
    )
    const own = await enter(house, statementId, beto)
    // Who was seen just now is written down and told after half a second: let that be over.
    await new Promise((resolve) => setTimeout(resolve, 900))
    for (const { bytes } of outsiders) bytes.length = 0

    const at = { statementId, threadId: open.id as string }
    const secret = secretly ? await speak(ana, beto, statementId) : null
    await ana.must(contract.replyToThread, { params: at, body: replying('Also open') })
    for (const outsider of outsiders) await callAll(outsider, statementId, secret ?? nowhere)
    if (secret !== null) await unsay(ana, beto, statementId, secret)
    await ana.must(contract.replyToThread, { params: at, body: replying('Open as well') })
    for (const outsider of outsiders) await callAll(outsider, statementId, secret ?? nowhere)
    await Promise.all(clients.map((client) => client.barrier()))

    const insiders = JSON.stringify([secret?.told, own.heard])
    await Promise.all([...clients, own].map((client) => client.close()))
    return { outsiders, signs: [...words, ...(secret?.signs ?? [])], insiders, log: lines.join('') }
  } finally {
    await house.end()
    stderr.mockRestore()
    clock.mockRestore()
  }
}

const enter = (house: TestHouse, statementId: StatementId, { cookie }: Visitor): Promise<HeadlessClient> =>
  HeadlessClient.open({
    url: `${house.url.replace('http', 'ws')}/collab/${statementId}`,
    headers: { origin: house.url },
    cookie: cookie ?? '',
  })

/** Every act there is, in a thread of the delegation's own. */
async function speak(ana: Visitor, beto: Visitor, statementId: StatementId) {
  const params = { statementId }
  const betoId = (await beto.must(readSession)).person?.delegate.id ?? ''
  const text = [...said(first), mentionOf('PER'), mentionOf('PER', betoId)]
  const body = { ...opening(text, 'delegation'), anchor: anchorAt(quoted) }
  const { id: threadId, comments } = await ana.must(contract.openThread, { params, body })
  const at = { statementId, threadId: threadId as string }
  await beto.must(contract.replyToThread, { params: at, body: replying(second) })
  await ana.must(contract.replyToThread, { params: at, body: replying(third) })
  const commentId = comments[0]?.id as string
  await ana.must(contract.editComment, { params: { ...at, commentId }, body: { text: [...text, ...said(fourth)] } })
  await beto.must(contract.mendAnchor, { params: at, body: { version: 1, anchor: anchorAt(`${quoted} again`) } })
  await beto.must(contract.setThreadState, { params: at, body: { state: 'resolved' } })
  const thread = await beto.must(contract.readThread, { params: at })
  const seen = [{ threadId, commentId: thread.comments[2]?.id as never }]
  await beto.must(contract.seeThreads, { params, body: { seen } })
  const mentions = await beto.must(contract.listMentions)
  const signs = [threadId, ...thread.comments.flatMap(({ id, key }) => [id, key])]
  return { ...at, commentId, thread, signs, told: { thread, mentions } }
}

async function unsay(ana: Visitor, beto: Visitor, statementId: StatementId, secret: Awaited<ReturnType<typeof speak>>) {
  const at = { statementId, threadId: secret.threadId }
  const [one, two, three] = secret.thread.comments.map(({ id }) => ({ params: { ...at, commentId: id as string } }))
  await ana.must(contract.setThreadState, { params: at, body: { state: 'open' } })
  await ana.must(contract.deleteComment, one)
  await beto.must(contract.deleteComment, two)
  expect(await ana.must(contract.deleteComment, three)).toBeNull()
}

/** What is sent so that a call gets as far as it can: the threads are looked for, the rest is refused for its form. */
const bodies: Record<string, unknown> = {
  searchStatements: { words: first },
  openThread: opening('Mine'),
  replyToThread: replying('Let me in'),
  editComment: { text: said('Let me in') },
  setThreadState: { state: 'resolved' },
  mendAnchor: { version: 1, anchor: anchorAt('mine') },
}
/** They end the session with which the others are called. */
const leaving = new Set(['signOut', 'signOutEverywhere'])
const ofThreads = new Set<string>(Object.keys(contract))
const called = contracts.filter(
  ([name, { method }]) => !leaving.has(name) && (ofThreads.has(name) || method === 'GET' || method === 'POST'),
)

async function callAll({ visitor, answers }: Outsider, statementId: StatementId, hidden: Hidden): Promise<void> {
  const params = { ...hidden, statementId, delegationId: 'PER', delegateId: 'nobody', format: 'txt', page: '1' }
  const seen = [{ threadId: hidden.threadId, commentId: hidden.commentId }]
  for (const [name, endpoint] of called) {
    const body = name === 'seeThreads' ? { seen } : (bodies[name] ?? {})
    answers.push(await whole(visitor, endpoint, params, body))
  }
}

/** Everything of an answer: its status, its headers and each byte. */
async function whole(
  visitor: Visitor,
  { method, path, ...endpoint }: AnyEndpoint,
  params: Record<string, string>,
  body: unknown,
): Promise<string> {
  const everything = 'query' in endpoint ? '?deliveryNote=none&comments=all&delegationColours=yes' : ''
  const filled = `/api${path}`.replace(/:(\w+)/g, (_, name: string) => params[name] ?? 'nothing') + everything
  const sent = method === 'GET' || method === 'DELETE' ? {} : { body: JSON.stringify(body) }
  const response = await visitor.send(method, filled, sent)
  const headers = [...response.headers].filter(([name]) => name !== 'date')
  return `${method} ${path} ${response.status} ${JSON.stringify(headers)} ${await response.text()}`
}

/** Times, ids in the order in which they come, and what the disk has left: what differs between any two runs. */
function plain(told: readonly string[]): string[] {
  const names = new Map<string, string>()
  const nameOf = (id: string): string => {
    if (!names.has(id)) names.set(id, `#${names.size}`)
    return names.get(id) ?? ''
  }
  return told.map((text) =>
    text
      .replace(/http:\/\/127\.0\.0\.1:\d+/g, 'http://here')
      .replace(/#[\w-]{16}\.[\w-]{43}/g, '#link')
      .replace(/\b\d{13}\b/g, 'then')
      .replace(/"(bytes|freeBytes)":\d+/g, '"$1":some')
      .replace(/"content-length","\d+"(?=.*:some)/g, '"content-length","some"')
      .replace(/"([\w-]{16}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})"/g, (_, id: string) => `"${nameOf(id)}"`),
  )
}

/** What came by the socket, but for the signs of life that go out every few seconds. */
const framesOf = ({ bytes }: Outsider): string[] =>
  bytes
    .map((frame) => decodeFrame(frame))
    .filter(({ type }) => type !== 'awareness' && type !== 'barrier')
    .map((frame) => JSON.stringify(frame))

test('of a thread of one delegation nothing reaches anybody else, and nothing tells that there is one', async () => {
  const [spoken, silent] = [await run(true), await run(false)]
  for (const sign of spoken.signs) expect(spoken.insiders, 'the delegation itself is sent it').toContain(sign)
  for (const sign of spoken.signs) expect(spoken.log.includes(sign), `${sign} in the log`).toBe(false)
  expect(spoken.log).toContain('/api/statements/:statementId/threads')

  for (const [index, outsider] of spoken.outsiders.entries()) {
    const { name, answers, bytes } = outsider
    const other = silent.outsiders[index]
    if (other === undefined) throw new Error('Both runs have the same outsiders.')
    const captured = Buffer.concat([...bytes, ...answers.map((answer) => Buffer.from(answer))])
    for (const sign of spoken.signs) expect(captured.includes(sign), `${sign} reached ${name}`).toBe(false)
    expect(captured.includes('Also open'), name).toBe(true)
    expect(plain(answers), name).toEqual(plain(other.answers))
    expect(plain(framesOf(outsider)), name).toEqual(plain(framesOf(other)))
    expect(framesOf(outsider).length > 0, name).toBe(outsider.visitor.cookie !== null)
  }
})
