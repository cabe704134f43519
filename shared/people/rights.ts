/** Who may what: the one place that decides, for the button on the screen as for the frame on the socket. */
import type { Role } from './people.ts'

export type Right = 'read' | 'comment' | 'propose' | 'edit' | 'object' | 'decide' | 'invite' | 'create' | 'administer'

/** Where somebody stands towards one statement; `role` is null for an account that takes no part in it. */
export interface Standing {
  readonly role: Role | null
  readonly holdsPen: boolean
  /** 'pen': the penholder has closed drafting to all others. */
  readonly drafting: 'open' | 'pen'
  /** An archived statement can be read, and brought back. */
  readonly archived: boolean
  readonly account: Account | null
}

export interface Account {
  readonly administrator: boolean
  readonly create: boolean
}

/** Whoever operates the server from its own machine: the commands of `npm run` act with this standing. */
export const operator: Standing = {
  role: null,
  holdsPen: false,
  drafting: 'open',
  archived: false,
  account: { administrator: true, create: true },
}

/** Answers for one right and one standing; the same on both sides of the wire. */
export function may(right: Right, standing: Standing): boolean {
  const { role, holdsPen, drafting, archived, account } = standing
  const administrator = account?.administrator ?? false
  switch (right) {
    case 'read':
      return role !== null || holdsPen || administrator
    case 'comment':
    case 'propose':
      return !archived && (holdsPen || role === 'drafter' || role === 'commenter')
    case 'edit':
      return !archived && (holdsPen || (role === 'drafter' && drafting === 'open'))
    case 'object':
      return !archived && !holdsPen && (role === 'drafter' || role === 'commenter')
    case 'decide':
      return !archived && holdsPen
    case 'invite':
      return holdsPen || administrator
    case 'create':
      return administrator || (account?.create ?? false)
    case 'administer':
      return administrator
  }
}
