/** Links for one use: a name for the row, a secret of which only a hash is kept, an end, and the mark that it was used. */
import { Refusal } from '#shared/refusal.ts'
import { fingerprint, mintId, mintSecret, sameSecret, splitKey } from './secrets.ts'

export interface OneTimeLink {
  readonly secretHash: string
  /** Epoch ms. */
  readonly expiresAt: number
  /** Epoch ms; null while nobody has used it. */
  readonly usedAt: number | null
}

export interface MintedLink extends Pick<OneTimeLink, 'secretHash'> {
  readonly id: string
  /** "<id>.<secret>", for behind the `#` and for nowhere else. */
  readonly key: string
}

export function mintLink(): MintedLink {
  const id = mintId()
  const secret = mintSecret()
  return { id, key: `${id}.${secret}`, secretHash: fingerprint(secret) }
}

/**
 * The link of a key, while it opens. Throws Refusal `unknown-link`, or to whoever has the secret `link-used` or
 * `link-expired`.
 */
export async function findOpenLink<Link extends OneTimeLink>(
  key: string,
  now: number,
  find: (id: string) => Promise<Link | null>,
): Promise<Link> {
  const parts = splitKey(key)
  const link = parts === null ? null : await find(parts.id)
  if (parts === null || link === null) throw new Refusal('unknown-link')
  if (!sameSecret(fingerprint(parts.secret), link.secretHash)) throw new Refusal('unknown-link')
  if (link.usedAt !== null) throw new Refusal('link-used')
  if (link.expiresAt <= now) throw new Refusal('link-expired')
  return link
}
