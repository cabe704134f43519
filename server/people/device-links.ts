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
import type { Limits } from './limits.ts'
import { findOpenLink, mintLink } from './one-time-link.ts'
import { standingAt } from './recognise.ts'
import type { DeviceLink } from './rows/device-links.ts'
import { deleteOldDeviceLinks, findDeviceLink, insertDeviceLink, useDeviceLink } from './rows/device-links.ts'
import { codeFingerprint, mintCode, splitKey } from './secrets.ts'
import type { Session } from './sessions.ts'
import { beginSession } from './sessions.ts'

const linkMs = 5 * 60_000
/** So long it can be said of a link that it was used or has expired. */
const rememberedMs = 86_400_000

export interface MadeDeviceLink {
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
): Promise<MadeDeviceLink> {
  const { storage, clock, invitationKey } = runtime
  if (statementId !== null && !may('read', await standingAt(runtime, person, statementId))) {
    throw new Refusal('not-allowed')
  }
  const now = clock.now()
  const { id, key, secretHash } = mintLink()
  const code = mintCode()
  const expiresAt = now + linkMs
  const codeHash = codeFingerprint(invitationKey, code)
  await storage.transaction(async (db) => {
    await deleteOldDeviceLinks(db, now - rememberedMs)
    await insertDeviceLink(db, { id, secretHash, codeHash, delegateId: person.delegate.id, statementId, expiresAt })
  })
  return { link: `${siteUrl}/device#${key}`, code, expiresAt }
}

interface Opened {
  /** Where the device begins. */
  readonly statementId: StatementId | null
  readonly session: Session
}

/**
 * Signs a browser in by what stands behind the `#` of the link, or by the code. Throws Refusal `unknown-link`,
 * `link-used` or `link-expired` for a link, `unknown-code` for each of them with a code, or `too-many-tries`.
 */
export async function openDeviceLink(
  runtime: Runtime,
  limits: Pick<Limits, 'code' | 'key'>,
  key: string,
  address: string,
  before: string | null,
): Promise<Opened> {
  if (splitKey(key) !== null) return limits.key(address, () => open(runtime, before, (db) => byKey(runtime, db, key)))
  const right = limits.code(address)
  const opened = await open(runtime, before, (db) => byCode(runtime, db, key))
  right()
  return opened
}

const open = (
  runtime: Runtime,
  before: string | null,
  find: (db: Storage['db']) => Promise<DeviceLink>,
): Promise<Opened> =>
  runtime.storage.transaction(async (db) => {
    const { id, statementId, delegateId } = await find(db)
    await useDeviceLink(db, id, runtime.clock.now())
    return { statementId, session: await beginSession(runtime, db, delegateId, before) }
  })

const byKey = ({ clock }: Runtime, db: Storage['db'], key: string): Promise<DeviceLink> =>
  findOpenLink(key, clock.now(), (id) => findDeviceLink(db, { id }))

async function byCode({ clock, invitationKey }: Runtime, db: Storage['db'], code: string): Promise<DeviceLink> {
  const link = await findDeviceLink(db, { codeHash: codeFingerprint(invitationKey, code) })
  if (link === null || link.usedAt !== null || link.expiresAt <= clock.now()) throw new Refusal('unknown-code')
  return link
}
