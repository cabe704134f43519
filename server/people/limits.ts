/**
 * Who may try what how often. A whole conference is one address: what somebody does rightly is never counted against an
 * address, so that two hundred people behind it come in within a minute while one who guesses among them does not.
 */
import { isIPv6 } from 'node:net'
import { nameKey } from '#shared/people/directory.ts'
import type { DelegateId, InvitationId } from '#shared/people/people.ts'
import { Refusal, type RefusalCode } from '#shared/refusal.ts'
import type { Clock } from '../runtime.ts'
import { Attempts } from './attempts.ts'

export interface Limits {
  /** One try at a passphrase; what it answers is to be called when it was right. Throws Refusal `too-many-tries`. */
  passphrase(name: string, address: string): () => void
  /**
   * One short code; what it answers is to be called when it was right. Guesses are counted at an address, and over all
   * of them, since a guesser may have many. Throws Refusal `too-many-tries`.
   */
  code(address: string): () => void
  /** Does `open` with the key of a link. Wrong keys are counted, and refused with `too-many-tries` when they are many. */
  key<Result>(address: string, open: () => Promise<Result>): Promise<Result>
  /** Somebody joins by this link under this name, in a session or without one. Throws Refusal `too-many-tries`. */
  joining(invitation: InvitationId, name: string, session: DelegateId | null): void
  /** Somebody makes a link to their own session. Throws Refusal `too-many-tries`. */
  deviceLink(session: DelegateId): void
}

/** Each server counts its own tries, in memory. */
export function createLimits(clock: Clock): Limits {
  const passphrasesByNameAndAddress = new Attempts({ burst: 8, every: 15_000 }, clock)
  // Wider, so that nobody far away can lock the owner of a name out with eight wrong guesses.
  const passphrasesByName = new Attempts({ burst: 40, every: 5_000 }, clock)
  // Room for everybody of a conference at once, before the first of them is known to be right.
  const passphrasesByAddress = new Attempts({ burst: 300, every: 1_000 }, clock)
  // Whoever has signed in from there before is not held up by somebody who guesses at three hundred names.
  const cameFrom = new Recent(10_000)
  // A code is one of 30^8 and lives for five minutes: all that can be tried in that time finds one in 10^8.
  const codesByAddress = new Attempts({ burst: 60, every: 1_000 }, clock)
  const codes = new Attempts({ burst: 1_000, every: 100 }, clock)
  const keysByAddress = new Attempts({ burst: 60, every: 1_000 }, clock)
  const joinsByLink = new Attempts({ burst: 200, every: 1_000 }, clock)
  const joinsByLinkAndName = new Attempts({ burst: 20, every: 10_000 }, clock)
  const joinsBySession = new Attempts({ burst: 20, every: 5_000 }, clock)
  const deviceLinks = new Attempts({ burst: 12, every: 10_000 }, clock)

  return {
    passphrase(name, address) {
      const from = networkOf(address)
      const own = `${nameKey(name)} ${from}`
      const known = cameFrom.has(own)
      if (!known) passphrasesByAddress.take(from)
      passphrasesByNameAndAddress.take(own)
      passphrasesByName.take(nameKey(name))
      return () => {
        if (!known) passphrasesByAddress.giveBack(from)
        cameFrom.add(own)
        passphrasesByNameAndAddress.forget(own)
        passphrasesByName.giveBack(nameKey(name))
      }
    },
    code(address) {
      const from = networkOf(address)
      codesByAddress.take(from)
      codes.take('')
      return () => {
        codesByAddress.giveBack(from)
        codes.giveBack('')
      }
    },
    async key(address, open) {
      try {
        return await open()
      } catch (error) {
        // The secret of a link is 256 bits: a right one needs no protection from the guesses of a neighbour.
        if (error instanceof Refusal && wrongKey.has(error.code)) keysByAddress.take(networkOf(address))
        throw error
      }
    },
    joining(invitation, name, session) {
      if (session !== null) joinsBySession.take(session)
      joinsByLinkAndName.take(`${invitation} ${nameKey(name)}`)
      joinsByLink.take(invitation)
    },
    deviceLink: (session) => deviceLinks.take(session),
  }
}

/** The last so many of what was added. */
class Recent {
  readonly #most: number
  readonly #keys = new Set<string>()

  constructor(most: number) {
    this.#most = most
  }

  has(key: string): boolean {
    return this.#keys.has(key)
  }

  add(key: string): void {
    this.#keys.delete(key)
    this.#keys.add(key)
    for (const oldest of this.#keys) {
      if (this.#keys.size <= this.#most) return
      this.#keys.delete(oldest)
    }
  }
}

const wrongKey: ReadonlySet<RefusalCode> = new Set<RefusalCode>(['unknown-invitation', 'unknown-link'])

/** Whose address it is: of IPv6 the first 64 bits, within which one machine may take any. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  if (!isIPv6(address)) return address
  const [plain = ''] = address.split('%', 1)
  const [head = '', tail] = plain.split('::', 2)
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after]
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
