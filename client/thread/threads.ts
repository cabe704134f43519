/** What the parts of commenting tell each other: threads as the page shows them, and where they stand in the text. */
import type { Refusal } from '#shared/refusal.ts'
import type { Anchor, Audience, Comment, CommentText, Thread } from '#shared/thread/thread.ts'

/**
 * Names a thread on this page, one's own before the server has it as after: the key under which its first comment was
 * sent. Of others' threads it is the id, since a key is whatever its author says.
 */
export type ThreadKey = string

/** A thread that the server has, or one that waits on this device and has no id yet. */
export interface ShownThread extends Omit<Thread, 'id' | 'comments'> {
  readonly key: ThreadKey
  readonly id: Thread['id'] | null
  readonly comments: readonly ShownComment[]
}

export interface ShownComment extends Omit<Comment, 'id'> {
  readonly id: Comment['id'] | null
  /** Null once the server has it; 'sending', or waiting for a connection; the refusal when the server will not have it. */
  readonly waiting: null | 'sending' | 'offline' | Refusal
}

export interface Draft {
  readonly anchor: Anchor
  /** Of an answer that outlived its thread: who could read that. */
  readonly answered?: Audience
}

/** What a person has done and may take back, with the thread as it was before. */
export type Undoable =
  | { readonly deed: 'deleted'; readonly thread: ShownThread; readonly comment: ShownComment }
  | { readonly deed: 'attached'; readonly thread: ShownThread }

/** The threads of one statement, live. What opens and replies is kept on this device until the server has it. */
export interface Threads {
  /** In the order in which they were opened. */
  readonly all: readonly ShownThread[]
  /** False until they came from the server, or from what this device keeps. */
  readonly loaded: boolean
  /** Answers the key of the new thread, which is shown at once. */
  readonly open: (said: { anchor: Anchor; audience: Audience; text: CommentText }) => ThreadKey
  readonly reply: (thread: ShownThread, text: CommentText) => void
  /** Throws Refusal, `unreachable` without a connection; so do the four below. */
  readonly edit: (thread: ShownThread, comment: ShownComment, text: CommentText) => Promise<void>
  /** Of a comment that waits: gives it up, without asking anybody. */
  readonly remove: (thread: ShownThread, comment: ShownComment) => Promise<void>
  readonly setState: (thread: ShownThread, state: 'open' | 'resolved') => Promise<void>
  readonly mend: (thread: ShownThread, anchor: Anchor) => Promise<void>
  /** Tries again to send a comment that the server refused. */
  readonly sendAgain: (comment: ShownComment) => void
  /** The person has looked at all comments of these. */
  readonly see: (threads: readonly ShownThread[]) => void
  /** Calls back for comments of others that come while the page is open, until the answer is called. */
  readonly onNews: (heard: (news: readonly News[]) => void) => () => void
}

/** A comment that somebody else has just written, and its thread with it. */
export interface News {
  readonly thread: ShownThread
  readonly comment: ShownComment
}

/** A block, and the number that stands beside it on the sheet; null for what has none. */
export interface ParagraphName {
  readonly id: string
  readonly number: number | null
}

/** Where a thread stands now, in positions of the editor's document. */
export type ThreadPlace =
  | {
      readonly found: 'words' | 'paragraph'
      readonly from: number
      readonly to: number
      readonly paragraph: ParagraphName
    }
  | { readonly found: 'nowhere' }

/** The place of every thread and, under `draftKey`, of the comment that is being written. */
export interface Places {
  /** Calls when the text rests after a change, and whenever a thread was found elsewhere, until the answer is called. */
  readonly subscribe: (changed: () => void) => () => void
  /** Of the document that the editor shows now. */
  readonly at: (key: ThreadKey) => ThreadPlace
}

export const draftKey: ThreadKey = 'draft'

/**
 * The id of a thread's card on the page: its words refer to it, and Alt+Down gives it the focus, so that a card has a
 * tabIndex of its own.
 */
export const cardId = (key: ThreadKey): string => `thread-${key}`
