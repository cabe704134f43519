/** The tables as Kysely sees them. Only text, integers and bytes, so that every database can hold them; times are epoch ms. */
import type { Generated, Kysely } from 'kysely'
import type { DelegateId, DelegationId, InvitationId, Role, StatementId } from '#shared/people/people.ts'
import type { Language } from '#shared/statement/statement.ts'
import type { CommentId, ThreadId } from '#shared/thread/thread.ts'
import type { Cause } from './storage.ts'

/** The database, or the transaction that a query is part of. */
export type Db = Kysely<Tables>

export interface Tables {
  statements: StatementRow
  updates: UpdateRow
  snapshots: SnapshotRow
  clients: ClientRow
  delegations: DelegationRow
  delegates: DelegateRow
  accounts: AccountRow
  sessions: SessionRow
  participations: ParticipationRow
  invitations: InvitationRow
  redemptions: RedemptionRow
  former_places: FormerPlaceRow
  removals: RemovalRow
  account_links: AccountLinkRow
  device_links: DeviceLinkRow
  probes: ProbeRow
  search_entries: SearchEntryRow
  search_index: SearchIndexRow
  threads: ThreadRow
  anchors: AnchorRow
  comments: CommentRow
  spent_keys: SpentKeyRow
  mentions: MentionRow
  seen_threads: SeenThreadRow
}

export interface StatementRow {
  id: StatementId
  penholder: DelegationId
  drafting: 'open' | 'pen'
  epoch: number
  created_at: number
  /** The projection of the live document, for lists and search: never the truth about the text. */
  title: string
  meeting: string
  date: string
  text: string
  changed_at: number
  archived_at: number | null
  /** Which version of the projection this row has; one that is behind is made anew when the server starts. */
  projection: Generated<number>
  language: Generated<Language>
  /** Speaking time. */
  seconds: Generated<number>
  /** The time limit of the letterhead, s. */
  time_limit: number | null
  changed_by: DelegationId | null
}

export interface UpdateRow {
  statement_id: StatementId
  seq: number
  epoch: number
  bytes: Buffer
  author: DelegateId | null
  cause: Cause
  at: number
}

/** One piece of a snapshot, which counts when all `pieces` are there. */
export interface SnapshotRow {
  statement_id: StatementId
  seq: number
  piece: number
  pieces: number
  epoch: number
  state: Buffer
  state_vector: Buffer
}

export interface ClientRow {
  statement_id: StatementId
  client_id: number
  delegate_id: DelegateId
}

export interface DelegationRow {
  id: DelegationId
  name: string
  code: string
}

export interface DelegateRow {
  id: DelegateId
  delegation_id: DelegationId
  name: string
  created_at: number
}

export interface AccountRow {
  delegate_id: DelegateId
  passphrase_hash: string
  administrator: 0 | 1
  can_create: 0 | 1
  /** When somebody last signed in or opened a statement with it. */
  seen_at: number | null
}

export interface SessionRow {
  /** SHA-256 of the 256-bit token in the cookie: a stolen database signs nobody in. */
  token_hash: string
  delegate_id: DelegateId
  created_at: number
  expires_at: number
}

export interface ParticipationRow {
  statement_id: StatementId
  delegation_id: DelegationId
  role: Role
  /** 1, 2, 3 … in order of joining; hue and outline follow from it. */
  place: number
}

export interface InvitationRow {
  id: InvitationId
  statement_id: StatementId
  delegation_id: DelegationId
  generation: number
  max_people: number
  created_at: number
  expires_at: number
  revoked_at: number | null
}

export interface RedemptionRow {
  invitation_id: InvitationId
  delegate_id: DelegateId
  at: number
  /** When they were last in the statement's room. */
  seen_at: number | null
}

/** The place of a delegation that was removed: nobody else gets it, and it gets it back when it is invited again. */
export interface FormerPlaceRow {
  statement_id: StatementId
  delegation_id: DelegationId
  place: number
}

/** Somebody was shown out of a statement, and has not joined it again. */
export interface RemovalRow {
  statement_id: StatementId
  delegate_id: DelegateId
}

/** A link for one use: to a new account of the delegation, or to a new passphrase of the delegate. */
export interface AccountLinkRow {
  id: string
  /** SHA-256 of 256 random bits. */
  secret_hash: string
  delegation_id: DelegationId
  delegate_id: DelegateId | null
  administrator: 0 | 1
  can_create: 0 | 1
  created_at: number
  expires_at: number
  used_at: number | null
}

/** A link and a short code, for one use, to a session of the delegate on another device. */
export interface DeviceLinkRow {
  id: string
  /** SHA-256 of 256 random bits. */
  secret_hash: string
  /** HMAC of the code under the key file: a code is short, and the table alone must not tell it. */
  code_hash: string
  delegate_id: DelegateId
  statement_id: StatementId | null
  expires_at: number
  used_at: number | null
}

/** Under which number the index has a statement. */
export interface SearchEntryRow {
  number: Generated<number>
  statement_id: StatementId
}

/** An FTS5 table without content: it can be searched and not read. */
export interface SearchIndexRow {
  rowid: number
  title: string
  meeting: string
  text: string
}

export interface ThreadRow {
  id: ThreadId
  statement_id: StatementId
  /** The one delegation that may read it; null: everybody who may read the statement. */
  audience: DelegationId | null
  /** Which of its anchors counts: the last. */
  anchor_version: number
  /** Null while it is open. */
  resolved_by: DelegateId | null
  resolved_at: number | null
  changed_at: number
}

/** Every anchor that a thread has had, from version 1 on, with who put it there. */
export interface AnchorRow {
  thread_id: ThreadId
  version: number
  /** JSON of `anchor` in shared/thread. */
  anchor: string
  author: DelegateId
  at: number
}

export interface CommentRow {
  /** Rises with time over all statements, and is never given twice. Clients are not told it. */
  number: Generated<number>
  id: CommentId
  thread_id: ThreadId
  author: DelegateId
  key: string
  /** JSON of the pieces in shared/thread; null when its author deleted it. */
  text: string | null
  created_at: number
  edited_at: number | null
}

/** The key of a comment of which no row is left: what is sent under it again is not said again. */
export interface SpentKeyRow {
  author: DelegateId
  key: string
}

/** Who is mentioned in the text of a comment: a delegate, or with null everybody of the delegation. */
export interface MentionRow {
  comment: number
  delegation_id: DelegationId
  delegate_id: DelegateId | null
}

/** Up to which comment, by its number, somebody has seen a thread. */
export interface SeenThreadRow {
  thread_id: ThreadId
  delegate_id: DelegateId
  comment: number
}

/** Written and emptied by the health check. */
export interface ProbeRow {
  bytes: Buffer
}
