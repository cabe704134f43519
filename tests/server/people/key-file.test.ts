/** The key of the invitations: made once, for its owner's eyes, and never replaced silently. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openKeyFile } from '../../../server/people/key-file.ts'
import { invitationSecret } from '../../../server/people/secrets.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'penholder-key-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('it is made once, 256 bits that only its owner reads', async () => {
  const path = join(folder, 'invitation.key')
  const key = await openKeyFile(path)
  expect(key).toHaveLength(32)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await openKeyFile(path)).toEqual(key)
  expect(await openKeyFile(join(folder, 'other.key'))).not.toEqual(key)
})

test.each(['', 'abc', 'z'.repeat(64)])('a file that holds %j is left alone and named', async (content) => {
  const path = join(folder, 'invitation.key')
  await writeFile(path, content)
  await expect(openKeyFile(path)).rejects.toThrow(path)
  expect(await readFile(path, 'utf8')).toBe(content)
})

test('a secret depends on key, invitation and generation', async () => {
  const one = await openKeyFile(join(folder, 'one.key'))
  const two = await openKeyFile(join(folder, 'two.key'))
  const secrets = [
    invitationSecret(one, 'a', 1),
    invitationSecret(one, 'a', 2),
    invitationSecret(one, 'b', 1),
    invitationSecret(one, 'a 1', 1),
    invitationSecret(two, 'a', 1),
  ]
  expect(new Set(secrets).size).toBe(secrets.length)
  expect(invitationSecret(one, 'a', 1)).toBe(secrets[0])
})
