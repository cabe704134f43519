/** Who may call what, in one table: every endpoint there is, for everybody there is, of a statement live and archived. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anchorAt, opening, replying, said } from '../thread/words.ts'
import { type AnyEndpoint, contracts } from './contracts.ts'
import { type Caller, callers, type Desk, setDesk } from './desk.ts'
import { passphrase } from './house.ts'

/** "200", or the status and the code of what is refused; `others` for everybody not named. */
type Outcomes = Partial<Record<Caller, string>> & { readonly others: string }

const done = '200'
const notAllowed = '403 not-allowed'
const archived = '403 archived'
const strangers = { nobody: '401 not-signed-in', 'whose session has ended': '401 not-signed-in' }

const everybody: Outcomes = { others: done }
const signedIn: Outcomes = { others: done, ...strangers }
/** Sessions are for people: the operator has none. */
const persons: Outcomes = { ...signedIn, 'the operator': '401 not-signed-in' }
const administrators: Outcomes = { others: notAllowed, ...strangers, 'the administrator': done, 'the operator': done }
const creators: Outcomes = { ...administrators, 'an account of another delegation': done }
/** Who had a part in the statement is told how it ended. */
const former = { 'whose link was withdrawn': '403 link-withdrawn', 'who was removed': '403 removed' }
const readers: Outcomes = {
  ...signedIn,
  'an account of another delegation': notAllowed,
  'a delegate of another statement': notAllowed,
  ...former,
}
const pen = (outcome: string) => ({ 'the penholder': outcome, 'an account of the penholder': outcome })
const inviters: Outcomes = { ...administrators, ...former, ...pen(done) }
const invitersOfArchived: Outcomes = {
  ...inviters,
  ...pen(archived),
  'the administrator': archived,
  'the operator': archived,
}
const commenters = (done: string, ofOthers = done): Outcomes => ({
  others: notAllowed,
  ...strangers,
  ...former,
  ...pen(ofOthers),
  'a commenter': ofOthers,
  'a drafter': done,
})
const archivedComments = commenters(archived)
/** The comment that everybody tries to change is the drafter's. */
const authors = commenters(done, '403 not-its-author')
/** What somebody has seen is kept of people; the operator is none. */
const watchers: Outcomes = { ...readers, 'the operator': '401 not-signed-in' }

interface Row {
  readonly live: Outcomes
  /** Where the endpoint is about one statement: of an archived one. */
  readonly archived?: Outcomes
  readonly params?: (desk: Desk, which: 'live' | 'archived') => Record<string, string>
  readonly body?: (desk: Desk, which: 'live' | 'archived') => unknown
  /** Of a file. */
  readonly query?: Record<string, string>
}

const guest = ({ guest: { delegationId } }: Desk) => ({ delegationId })
const colleague = ({ colleague: delegateId }: Desk) => ({ delegateId })
const account = { administrator: false, create: true }
const thread = ({ threads }: Desk, which: 'live' | 'archived') => ({ threadId: threads[which].threadId })
const comment = ({ threads }: Desk, which: 'live' | 'archived') => threads[which]

const table: Record<string, Row> = {
  readSession: { live: everybody },
  setUp: {
    live: { others: '409 already-set-up' },
    body: () => ({ key: 'x', name: 'Eve', delegation: 'CAN', passphrase }),
  },
  signIn: { live: everybody, body: () => ({ name: 'Ann Wong', passphrase }) },
  signOut: { live: signedIn },
  signOutEverywhere: { live: persons },
  makeDeviceLink: { live: persons, body: () => ({ statementId: null }) },
  openDeviceLink: { live: everybody, body: ({ keys }) => ({ key: keys.device }) },

  listAccounts: { live: administrators },
  inviteColleague: { live: administrators, body: () => ({ delegation: 'NOR', account }) },
  resetPassphrase: { live: administrators, params: colleague },
  withdrawAccountLink: { live: administrators, params: ({ keys }) => ({ id: keys.account.split('.')[0] ?? '' }) },
  changeAccount: { live: administrators, params: colleague, body: () => account },
  removeAccount: { live: administrators, params: colleague },
  readAccountLink: { live: everybody, body: ({ keys }) => ({ key: keys.account }) },
  openAccountLink: { live: everybody, body: ({ keys }) => ({ key: keys.account, name: 'Somebody', passphrase }) },

  readInvitation: { live: everybody, archived: everybody, body: ({ keys }, which) => ({ key: keys[which] }) },
  join: { live: everybody, archived: everybody, body: ({ keys }, which) => ({ key: keys[which], name: 'Somebody' }) },
  invite: {
    live: inviters,
    archived: invitersOfArchived,
    body: () => ({ delegation: 'AUT', role: 'observer' }),
  },
  listParticipations: { live: readers, archived: readers },
  listSeats: { live: inviters, archived: inviters },
  changeRole: { live: inviters, archived: invitersOfArchived, params: guest, body: () => ({ role: 'observer' }) },
  changeInvitation: { live: inviters, archived: invitersOfArchived, params: guest, body: () => ({ maxPeople: 20 }) },
  revokeInvitation: { live: inviters, archived: inviters, params: guest },
  renewInvitation: { live: inviters, archived: invitersOfArchived, params: guest },
  removePerson: { live: inviters, archived: inviters, params: ({ guest: person }) => person },
  removeDelegation: { live: inviters, archived: inviters, params: guest },
  passPen: { live: inviters, archived: invitersOfArchived, body: ({ guest: { delegationId } }) => ({ delegationId }) },
  setDrafting: {
    live: { others: notAllowed, ...strangers, ...former, ...pen(done) },
    archived: { others: notAllowed, ...strangers, ...former, ...pen(archived) },
    body: () => ({ drafting: 'pen' }),
  },

  listStatements: { live: signedIn },
  searchStatements: { live: signedIn, body: () => ({ words: 'statement' }) },
  createStatement: { live: creators, body: () => ({ title: 'Another' }) },
  readStatement: { live: readers, archived: readers },
  duplicateStatement: { live: { ...administrators, ...former }, archived: { ...administrators, ...former } },
  archiveStatement: { live: inviters, archived: inviters, body: () => ({ archived: false }) },
  listAuthors: { live: readers, archived: readers },
  readHoldings: { live: administrators },

  listThreads: { live: readers, archived: readers },
  readThread: { live: readers, archived: readers, params: thread },
  openThread: { live: commenters(done), archived: archivedComments, body: () => opening('And these?') },
  replyToThread: {
    live: commenters(done),
    archived: archivedComments,
    params: thread,
    body: () => replying('Because of the last meeting.'),
  },
  editComment: { live: authors, archived: archivedComments, params: comment, body: () => ({ text: said('Reworded') }) },
  deleteComment: { live: authors, archived: archivedComments, params: comment },
  setThreadState: {
    live: commenters(done),
    archived: archivedComments,
    params: thread,
    body: () => ({ state: 'resolved' }),
  },
  mendAnchor: {
    live: commenters(done),
    archived: archivedComments,
    params: thread,
    body: () => ({ version: 1, anchor: anchorAt('other words') }),
  },
  seeThreads: { live: watchers, archived: watchers, body: ({ threads }, which) => ({ seen: [threads[which]] }) },
  listDelegates: { live: readers, archived: readers },
  listMentions: { live: persons },

  exportStatement: {
    live: readers,
    archived: readers,
    params: () => ({ format: 'txt' }),
    query: { deliveryNote: 'none' },
  },
  previewPage: {
    live: readers,
    archived: readers,
    params: () => ({ page: '1' }),
    query: { deliveryNote: 'none' },
  },
  inspectSource: { live: creators, body: () => ({ format: 'text', content: 'Mr. President,' }) },
}

const changing = contracts.filter(([, { method }]) => method !== 'GET')
const ofStatements = contracts.filter(([, { path }]) => path.includes(':statementId'))

let desk: Desk
beforeAll(async () => {
  desk = await setDesk()
})
afterAll(() => desk.end())

interface Sent {
  readonly which?: 'live' | 'archived'
  readonly statementId?: string
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

/** What comes of one call, and everything as it was before. */
async function outcomeOf(name: string, contract: AnyEndpoint, caller: Caller, sent: Sent = {}): Promise<string> {
  const { which = 'live', headers = {} } = sent
  const row = table[name]
  const body = 'body' in sent ? sent.body : row?.body?.(desk, which)
  const visitor = await desk.as(caller)
  const params = { statementId: sent.statementId ?? desk[which], ...row?.params?.(desk, which) }
  const answer =
    'query' in contract
      ? await visitor.file(contract, { params, query: row?.query ?? {} }, { headers })
      : await visitor.call(contract, { params, headers, ...(body === undefined ? {} : { body: body as never }) })
  if (contract.method !== 'GET' && answer.status === 200) await desk.restore()
  return answer.status === 200 ? done : `${answer.status} ${answer.body.code}`
}

const expected = ({ others, ...named }: Outcomes): Record<string, string> =>
  Object.fromEntries(callers.map((caller) => [caller, named[caller] ?? others]))

test('the table has a row for every endpoint, and for an archived statement where it is about one', () => {
  expect(Object.keys(table).toSorted()).toEqual(contracts.map(([name]) => name).toSorted())
  for (const [name] of ofStatements) expect(table[name], name).toHaveProperty('archived')
})

describe.each(contracts)('%s', (name, contract) => {
  const row = table[name]
  test.each(['live', 'archived'] as const)('of a statement that is %s', async (which) => {
    const outcomes = row?.[which]
    if (outcomes === undefined) return
    const found: Record<string, string> = {}
    for (const caller of callers) found[caller] = await outcomeOf(name, contract, caller, { which })
    expect(found).toEqual(expected(outcomes))
  })
})

test.each(changing)('%s changes nothing for a page of another site, whoever has it open', async (name, contract) => {
  for (const caller of ['the penholder', 'the administrator'] as const) {
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    expect(await outcomeOf(name, contract, caller, { headers })).toBe('403 foreign-origin')
  }
})

test.each(ofStatements)('%s of no statement, for anybody', async (name, contract) => {
  for (const statementId of ['00000000', 'x', '%00']) {
    for (const caller of ['a drafter', 'the administrator', 'the operator'] as const) {
      expect(await outcomeOf(name, contract, caller, { statementId }), caller).toBe('404 unknown-statement')
    }
  }
})

test.each(changing.filter(([name]) => table[name]?.body !== undefined))(
  '%s says nothing of its form to whoever may not send it',
  async (name, contract) => {
    for (const caller of callers) {
      const right = expected(table[name]?.live ?? { others: '' })[caller] ?? ''
      const formless = await outcomeOf(name, contract, caller, { body: 'nonsense' })
      const ofPeople = ['makeDeviceLink', 'seeThreads'].includes(name) && caller === 'the operator'
      const decidedLater = ofPeople || right === '403 not-its-author'
      expect(formless, caller).toBe(/^40[13]/.test(right) && !decidedLater ? right : '422 invalid')
    }
  },
)

test.each(contracts.filter(([, contract]) => 'query' in contract))(
  '%s without its choices, or with others, says nothing to whoever may not read',
  async (name, contract) => {
    const none: Record<string, string> = {}
    for (const query of [none, { deliveryNote: 'maybe' }, { deliveryNote: 'none', comments: 'some' }]) {
      for (const caller of callers) {
        const right = expected(table[name]?.live ?? { others: '' })[caller] ?? ''
        const visitor = await desk.as(caller)
        const params = { statementId: desk.live, ...table[name]?.params?.(desk, 'live') }
        const { status, body } = await visitor.file(contract, { params, query })
        expect(`${status} ${body.code}`, caller).toBe(/^40[13]/.test(right) ? right : '422 invalid')
      }
    }
  },
)

test('an endpoint that nobody stated is not there', async () => {
  const visitor = await desk.as('the administrator')
  for (const path of ['/api/accounts/all', `/api/statements/${desk.live}/updates`, '/api/', '/api/sessions']) {
    expect((await visitor.send('GET', path)).status, path).toBe(404)
  }
})
