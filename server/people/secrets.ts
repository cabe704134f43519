/** Secrets that open a door: how they are made, kept and compared. None is ever stored in clear or logged. */
import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'

/** 256 bits as base64url, 43 characters. */
export const mintSecret = (): string => randomBytes(32).toString('base64url')

/**
 * About 95 bits as base64url, 16 characters: a name for a row, not a secret. It begins with a letter or a digit, so that
 * a command does not take it for an option.
 */
export function mintId(): string {
  const id = randomBytes(12).toString('base64url')
  return /^[-_]/.test(id) ? mintId() : id
}

/** What is stored of a session's token: a stolen database signs nobody in. */
export const fingerprint = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

/** Compares in a time that tells nothing about where they differ. */
export const sameSecret = (given: string, expected: string): boolean =>
  timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(expected).digest())

/**
 * The secret of an invitation's link. It is made anew from the key file whenever the penholder copies the link, so a
 * stolen database opens nothing; a raised generation makes another one.
 */
export const invitationSecret = (key: Uint8Array, invitationId: string, generation: number): string =>
  createHmac('sha256', key).update(`${invitationId} ${generation}`).digest('base64url')

/** "<id>.<secret>", what stands behind the `#` of a link; null when it is none. An id has no full stop in it. */
export function splitKey(key: string): { readonly id: string; readonly secret: string } | null {
  const [id = '', secret = ''] = key.trim().split('.', 2)
  return id === '' || secret === '' ? null : { id, secret }
}

/** 30 digits and capitals without those that look alike: no 0, O, 1, I, L or U. Eight make 39 bits. */
const codeAlphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A code that is read off one screen and typed into another, "7KQ4-M2XD". */
export function mintCode(): string {
  const signs = Array.from({ length: 8 }, () => codeAlphabet[randomInt(codeAlphabet.length)])
  return `${signs.slice(0, 4).join('')}-${signs.slice(4).join('')}`
}

/** The code however it was typed: without spaces and strokes, in capitals. */
export const plainCode = (typed: string): string => typed.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase()

/** What is stored of a code. It is short, so that its hash needs a key: a stolen database must not tell it. */
export const codeFingerprint = (key: Uint8Array, typed: string): string =>
  createHmac('sha256', key)
    .update(`code ${plainCode(typed)}`)
    .digest('base64url')
