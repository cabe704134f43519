/** Who takes part: delegations, their delegates, their part in a statement, and the link that lets them in. */
import { z } from 'zod'
import { oneLine } from '../one-line.ts'

export const delegationId = z.string().min(1).max(40).brand<'DelegationId'>()
export const delegateId = z.string().min(1).max(40).brand<'DelegateId'>()
export const statementId = z
  .string()
  .regex(/^[0-9A-Za-z_-]{8,40}$/)
  .brand<'StatementId'>()
export const invitationId = z.string().min(1).max(40).brand<'InvitationId'>()

export type DelegationId = z.infer<typeof delegationId>
export type DelegateId = z.infer<typeof delegateId>
export type StatementId = z.infer<typeof statementId>
export type InvitationId = z.infer<typeof invitationId>

export const role = z.enum(['drafter', 'commenter', 'observer'])
export type Role = z.infer<typeof role>

/** One of the twelve hues of the design. */
export const hue = z.int().min(1).max(12)

/** How the nameplate of the `place`-th delegation of a statement looks; the 13th has hue 1 again, outlined. */
export const nameplateOf = (place: number): { hue: number; outlined: boolean } => ({
  hue: ((place - 1) % 12) + 1,
  outlined: place > 12,
})

export const personName = z.string().overwrite(oneLine).min(1).max(80)

export const delegation = z.object({
  id: delegationId,
  /** "Norway", "International Committee of the Red Cross". */
  name: z.string().min(1).max(120),
  /** What stands on the nameplate: "NOR", "ICRC". */
  code: z.string().min(1).max(8),
})
export type Delegation = z.infer<typeof delegation>

export const delegate = z.object({ id: delegateId, delegationId, name: personName })
export type Delegate = z.infer<typeof delegate>

export const participation = z.object({
  delegation,
  role,
  hue,
  /** True from the 13th delegation on: the nameplate is drawn in outline. */
  outlined: z.boolean(),
  holdsPen: z.boolean(),
})
export type Participation = z.infer<typeof participation>

/** How the server names whoever stands behind a connection. Clients show it and cannot change it. */
export const present = z.object({
  delegateId,
  name: z.string(),
  delegationId,
  delegation: z.string(),
  code: z.string(),
  hue,
  outlined: z.boolean(),
})
export type Present = z.infer<typeof present>

/** A delegate as others see them, in the place that their delegation has at the table. */
export const presentOf = (
  { delegate, delegation }: { readonly delegate: Delegate; readonly delegation: Delegation },
  place: number,
): Present => ({
  delegateId: delegate.id,
  name: delegate.name,
  delegationId: delegation.id,
  delegation: delegation.name,
  code: delegation.code,
  ...nameplateOf(place),
})
