/** What the row of notices says when several things are so at once. */
import { expect, test } from 'vitest'
import type { Standing } from '#shared/people/rights.ts'
import { noticesShown, places, type Situation } from '../../../client/statement/notices-shown.ts'

const drafter: Standing = { role: 'drafter', holdsPen: false, drafting: 'open', archived: false, account: null }
const closed: Standing = { ...drafter, drafting: 'pen' }
const archived: Standing = { ...drafter, archived: true }
const count = { made: 9, saved: 7 }
const quiet: Situation = {
  sync: { state: 'live', asked: null, made: 7, saved: 7 },
  connection: { connection: 'there' },
  left: null,
  standing: drafter,
  pen: null,
  newRole: null,
  deed: null,
  textMoved: false,
  updated: false,
}
const offline = { sync: { state: 'offline', ...count }, connection: { connection: 'lost', since: 0 } } as const
const locked = { sync: { state: 'locked', reason: 'the disk is full', ...count } } as const
const stopped = { sync: { state: 'stopped', code: 'removed', ...count } } as const
const left = (code: 'drafting-closed' | 'archived' | 'read-only' | 'text-replaced' | 'not-in-schema' | 'removed') =>
  ({ left: { code, changes: 5 } }) as const

const shown = (...parts: readonly Partial<Situation>[]) => noticesShown(Object.assign({}, quiet, ...parts))
const says = (...parts: readonly Partial<Situation>[]): string[] => shown(...parts).map((said) => said.says)

test('nothing is said while all is well', () => {
  expect(says()).toEqual([])
})

test('changes refused since drafting was closed: one notice, and none beside it that says so again', () => {
  expect(shown({ standing: closed })).toEqual([{ place: 'standing', says: 'closed' }])
  const refused = { place: 'not-taken', says: 'barred', barrier: 'closed', changes: 5 }
  expect(shown({ standing: closed }, left('drafting-closed'))).toEqual([refused])
  // Refused while drafting was closed, and by now the statement is archived, or the role is another.
  expect(shown({ standing: archived }, left('drafting-closed'))).toEqual([{ ...refused, barrier: 'archived' }])
  const commenter: Standing = { ...drafter, role: 'commenter' }
  expect(shown({ standing: commenter }, left('drafting-closed'))).toEqual([{ ...refused, barrier: 'role' }])
})

test('changes refused for a reason that has gone: none says that it stands still', () => {
  for (const code of ['drafting-closed', 'archived', 'read-only', 'removed'] as const)
    expect(shown(left(code))).toEqual([{ place: 'not-taken', says: 'was-barred', code, changes: 5 }])
})

test('changes refused for what they are, or after a restore, say nothing of who may write', () => {
  expect(says(left('text-replaced'), { standing: closed })).toEqual(['refused', 'closed'])
  expect(says(left('not-in-schema'), { standing: archived })).toEqual(['refused', 'archived'])
})

test('offline says what can be gone on with', () => {
  const writes = (standing: Standing) => shown(offline, { standing })[0]
  expect(writes(drafter)).toMatchObject({ says: 'offline', changes: 2, writes: 'text' })
  expect(writes(closed)).toMatchObject({ writes: 'comments' })
  expect(writes({ ...drafter, role: 'observer' })).toMatchObject({ writes: 'nothing' })
  expect(says(offline, { standing: closed })).toEqual(['offline', 'closed'])
  expect(says(offline, left('drafting-closed'), { standing: closed })).toEqual(['barred', 'offline'])
})

test('a page at its end says one thing, with all that is to be copied', () => {
  const rest: Partial<Situation> = {
    standing: closed,
    pen: 'went',
    deed: 'not-allowed',
    textMoved: true,
    updated: true,
  }
  expect(shown(stopped, left('drafting-closed'), rest)).toEqual([
    { place: 'trouble', says: 'stopped', code: 'removed', changes: 7 },
  ])
})

test('while the server cannot save, nobody hears besides that they may not write', () => {
  expect(says(locked, { standing: closed })).toEqual(['cannot-save'])
  expect(says(locked, { standing: archived, updated: true })).toEqual(['cannot-save'])
  expect(says(locked, left('text-replaced'))).toEqual(['cannot-save', 'refused'])
})

test('the pen gone and drafting closed are one notice, and the second stays when the first is put away', () => {
  expect(shown({ standing: closed, pen: 'went' })).toEqual([{ place: 'standing', says: 'pen-went', closed: true }])
  expect(shown({ pen: 'went' })).toEqual([{ place: 'standing', says: 'pen-went', closed: false }])
  expect(says({ pen: 'came', standing: { ...closed, holdsPen: true } })).toEqual(['pen-came'])
  expect(says({ pen: 'came', standing: { ...archived, holdsPen: true } })).toEqual(['archived'])
})

test('another role is said once, and not while more is said of why this person cannot write', () => {
  const observer: Partial<Situation> = { standing: { ...drafter, role: 'observer' }, newRole: 'observer' }
  expect(shown(observer)).toEqual([{ place: 'standing', says: 'role', role: 'observer' }])
  expect(shown(observer, left('read-only'))).toMatchObject([{ says: 'barred', barrier: 'role' }])
  expect(says(locked, observer)).toEqual(['cannot-save'])
  expect(says({ newRole: 'drafter', standing: closed })).toEqual(['closed'])
  expect(says({ newRole: 'drafter', standing: archived })).toEqual(['archived'])
})

test('what was not done says why, unless that stands above it', () => {
  expect(shown({ deed: 'not-allowed' })).toMatchObject([{ says: 'not-done', told: false }])
  expect(shown(offline, { deed: 'unreachable' })).toMatchObject([{ says: 'offline' }, { told: true }])
  expect(shown(locked, { deed: 'storage-failed' })).toMatchObject([{ says: 'cannot-save' }, { told: true }])
})

test('a new version is told of once nothing else is to be seen to', () => {
  expect(says({ updated: true })).toEqual(['updated'])
  expect(says({ updated: true, connection: { connection: 'back', sent: 3 } })).toEqual(['back', 'updated'])
  for (const first of [offline, locked, stopped, left('text-replaced'), left('drafting-closed')])
    expect(says(first, { updated: true })).not.toContain('updated')
})

test('of any two, each place holds one, from top to bottom', () => {
  const parts: readonly Partial<Situation>[] = [
    offline,
    locked,
    stopped,
    { connection: { connection: 'back', sent: 1 } },
    left('drafting-closed'),
    left('text-replaced'),
    { standing: closed },
    { standing: archived },
    { pen: 'came' },
    { pen: 'went' },
    { newRole: 'commenter', standing: { ...drafter, role: 'commenter' } },
    { deed: 'unreachable' },
    { textMoved: true },
    { updated: true },
  ]
  for (const one of parts)
    for (const other of parts) {
      const found = shown(one, other).map(({ place }) => place)
      expect(found).toEqual(places.filter((place) => found.includes(place)))
      expect(found).not.toHaveLength(0)
    }
})
