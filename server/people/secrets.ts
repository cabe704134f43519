/** Secrets that open a door: how they are made, kept and compared. None is ever stored in clear or logged. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 bits as base64url, 43 characters. */
export const mintSecret = (): string => randomBytes(32).toString('base64url')

/** 96 bits as base64url, 16 characters: a name for a row, not a secret. */
export const mintId = (): string => randomBytes(12).toString('base64url')

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
