/**
 * The same delegate on another device: a link, drawn as a QR code, and a short code to type where there is no camera.
 * Either works once, for five minutes.
 */
import type { Person } from '#shared/people/contract.ts'
import type { StatementId } from '#shared/people/people.ts'
import { may } from '#shared/people/rights.ts'
import { Refusal } from '#shared/refusal.ts'
import type { Runtime } from '../runtime.ts'
import type { Storage } from '../storage/storage.ts'
import type { DeviceLinkRow } from '../storage/tables.ts'
import { standingAt } from './recognise.ts'
import type { Limits } from './limits.ts'
import { deleteOldDeviceLinks, findDeviceLink, findDeviceLinkByCode, insertDeviceLink, useDeviceLink } from './rows.ts'
import { codeFingerprint, fingerprint, mintCode, mintId, mintSecret, sameSecret, splitKey } from './secrets.ts'
import type { Session } from './sessions.ts'
import { beginSession } from './sessions.ts'

const linkMs = 5 * 60_000
/** So long it can be said of a link that it was used or has expired. */
const rememberedMs = 86_400_000

export interface DeviceLink {
  readonly link: string
  /** "7KQ4-M2XD". */
  readonly code: string
  /** Epoch ms. */
  readonly expiresAt: number
}

/** `statementId` is where the other device begins. Throws Refusal `unknown-statement`, or `not-allowed` to read that. */
export async function makeDeviceLink(
  runtime: Runtime,
  siteUrl: string,
  person: Person,
  statementId: StatementId | null,
): Promise<DeviceLink> {
  const { storage, clock, invitationKey } = runtime
  if (statementId !== null && !may('read', await standingAt(runtime, person, statementId))) {
    throw new Refusal('not-allowed')
  }
  const now = clock.now()
  const id = mintId()
  const secret = mintSecret()
  const code = mintCode()
  const expiresAt = now + linkMs
  await storage.transaction(async (db) => {
    await deleteOldDeviceLinks(db, now - rememberedMs)
    await insertDeviceLink(db, {
      id,
      secret_hash: fingerprint(secret),
      code_hash: codeFingerprint(invitationKey, code),
      delegate_id: person.delegate.id,
      statement_id: statementId,
      expires_at: expiresAt,
      used_at: null,
    })
  })
  return { link: `${siteUrl}/device#${id}.${secret}`, code, expiresAt }
}

/**
 * Signs a browser in by what stands behind the `#` of the link, or by the code. Throws Refusal `unknown-link`,
 * `link-used` or `link-expired` for a link, `unknown-code` for each of them with a code, or `too-many-tries`.
 */
export function openDeviceLink(
  runtime: Runtime,
  limits: Pick<Limits, 'code' | 'key'>,
  key: string,
  address: string,
  before: string | null,
): Promise<{ statementId: StatementId | null; session: Session }> {
  const open = (find: (db: Storage['db']) => Promise<DeviceLinkRow>): ReturnType<typeof openDeviceLink> =>
    runtime.storage.transaction(async (db) => {
      const { id, statement_id, delegate_id } = await find(db)
      await useDeviceLink(db, id, runtime.clock.now())
      return { statementId: statement_id, session: await beginSession(runtime, db, delegate_id, before) }
    })
  if (splitKey(key) !== null) return limits.key(address, () => open((db) => findByKey(runtime, db, key)))
  return openByCode()

  async function openByCode(): ReturnType<typeof openDeviceLink> {
    const right = limits.code(address)
    const opened = await open((db) => findByCode(runtime, db, key))
    right()
    return opened
  }
}

async function findByKey({ clock }: Runtime, db: Storage['db'], key: string): Promise<DeviceLinkRow> {
  const parts = splitKey(key)
  const link = parts === null ? null : await findDeviceLink(db, parts.id)
  if (parts === null || link === null) throw new Refusal('unknown-link')
  if (!sameSecret(fingerprint(parts.secret), link.secret_hash)) throw new Refusal('unknown-link')
  if (link.used_at !== null) throw new Refusal('link-used')
  if (link.expires_at <= clock.now()) throw new Refusal('link-expired')
  return link
}

async function findByCode({ clock, invitationKey }: Runtime, db: Storage['db'], code: string): Promise<DeviceLinkRow> {
  const link = await findDeviceLinkByCode(db, codeFingerprint(invitationKey, code))
  const isOpen = link !== null && link.used_at === null && link.expires_at > clock.now()
  if (!isOpen) throw new Refusal('unknown-code')
  return link
}
