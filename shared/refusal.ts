/**
 * Everything that may be refused, in one table: the stable code, what HTTP answers, with what a socket closes, and the
 * sentence a delegate reads. A Refusal is for what may happen; a bug is an Error.
 */

interface Ruling {
  readonly status: number
  /** WebSocket close code. 4400 to 4499 are final: y-websocket 3 stops reconnecting on them; others are tried again. */
  readonly close: number
  readonly sentence: string
}

export const rulings = {
  'not-signed-in': { status: 401, close: 4401, sentence: 'Sign in, or open your invitation link again.' },
  'wrong-passphrase': { status: 401, close: 4401, sentence: 'This name and passphrase do not belong together.' },
  'not-allowed': { status: 403, close: 4403, sentence: 'Your delegation does not have the right to do this.' },
  'link-withdrawn': {
    status: 403,
    close: 4403,
    sentence: 'The link by which you joined was withdrawn. Ask the penholder for a new one.',
  },
  removed: {
    status: 403,
    close: 4403,
    sentence: 'You were removed from this statement. Ask the penholder whether you may join again.',
  },
  'foreign-origin': { status: 403, close: 4403, sentence: 'This page may not speak to Penholder from another site.' },
  'read-only': { status: 403, close: 4403, sentence: 'You can read this statement, but not change it.' },
  'drafting-closed': { status: 403, close: 4403, sentence: 'Drafting is closed. Only the penholder writes now.' },
  'not-found': { status: 404, close: 4404, sentence: 'There is nothing here.' },
  'unknown-statement': { status: 404, close: 4404, sentence: 'This statement does not exist.' },
  'unknown-invitation': { status: 404, close: 4404, sentence: 'This link does not lead to a statement.' },
  'invitation-expired': { status: 410, close: 4410, sentence: 'This invitation has expired.' },
  'invitation-withdrawn': { status: 410, close: 4410, sentence: 'This invitation was withdrawn.' },
  'delegation-full': {
    status: 409,
    close: 4409,
    sentence: 'This delegation has as many people here as its link allows.',
  },
  'unknown-delegation': { status: 422, close: 4422, sentence: 'No delegation has this code or name.' },
  'unknown-link': { status: 404, close: 4404, sentence: 'This link is not known here.' },
  'link-used': { status: 410, close: 4410, sentence: 'This link was used already. Ask for a new one.' },
  'link-expired': { status: 410, close: 4410, sentence: 'This link has expired. Ask for a new one.' },
  'unknown-code': { status: 404, close: 4404, sentence: 'This code is not right, or its five minutes are over.' },
  'name-taken': { status: 409, close: 4409, sentence: 'Somebody signs in with this name already. Choose another.' },
  'last-administrator': { status: 409, close: 4409, sentence: 'Somebody must be left to administer Penholder.' },
  'holds-the-pen': { status: 409, close: 4409, sentence: 'This delegation holds the pen. Pass the pen first.' },
  'unknown-thread': { status: 404, close: 4404, sentence: 'This comment is no longer here.' },
  'unknown-comment': { status: 404, close: 4404, sentence: 'This comment was deleted.' },
  'not-its-author': { status: 403, close: 4403, sentence: 'Only the person who wrote this comment can change it.' },
  'mention-outside': {
    status: 422,
    close: 4422,
    sentence: 'You can mention only those who may read this comment.',
  },
  'too-many-threads': {
    status: 409,
    close: 4409,
    sentence: 'This statement has as many comments as the server keeps. Delete some that are resolved.',
  },
  'too-many-comments': { status: 429, close: 4429, sentence: 'Too many comments at once. Wait a minute.' },
  'export-failed': {
    status: 500,
    close: 1011,
    sentence: 'The file could not be made. Choose another format, or try again.',
  },
  'export-too-slow': {
    status: 503,
    close: 1013,
    sentence: 'The file took too long to make. Leave out the comments, or choose another format.',
  },
  'too-many-exports': { status: 429, close: 4429, sentence: 'Too many exports at once. Wait a moment.' },
  'not-a-document': {
    status: 422,
    close: 4422,
    sentence: 'This is not a Word document, or it is damaged. Open it in Word, save it again as .docx, and try that.',
  },
  'old-document': {
    status: 422,
    close: 4422,
    sentence: 'This is a Word file of the old kind. Open it in Word and save it as .docx.',
  },
  'locked-document': {
    status: 422,
    close: 4422,
    sentence: 'This file is protected by a password. Save it without one, then import it.',
  },
  'document-too-deep': {
    status: 422,
    close: 4422,
    sentence: 'This file is built in a way that no statement is. Copy its text and paste it instead.',
  },
  'unpacks-too-large': {
    status: 413,
    close: 4413,
    sentence: 'This file holds more than the server reads. Leave out its pictures, or copy its text and paste it.',
  },
  'not-an-archive': { status: 422, close: 4422, sentence: 'This is not an archive of Penholder, or it is damaged.' },
  'import-too-slow': {
    status: 503,
    close: 1013,
    sentence: 'Reading this file took too long. Copy its text and paste it instead.',
  },
  'too-many-imports': { status: 429, close: 4429, sentence: 'Too many imports at once. Wait a moment.' },
  archived: { status: 403, close: 4403, sentence: 'This statement is archived. Bring it back to change it.' },
  'wrong-set-up-key': {
    status: 403,
    close: 4403,
    sentence: 'This set-up link is no longer valid. The server prints a new one each time it starts.',
  },
  'too-many-tries': { status: 429, close: 4429, sentence: 'Too many tries. Wait a minute, then try again.' },
  'already-set-up': { status: 409, close: 4409, sentence: 'Penholder is set up already. Sign in.' },
  'text-replaced': { status: 409, close: 4409, sentence: 'The text was restored from a backup.' },
  malformed: { status: 400, close: 4400, sentence: 'The server could not read what was sent.' },
  invalid: { status: 422, close: 4422, sentence: 'Something in this form is missing or too long.' },
  'not-in-schema': { status: 422, close: 4422, sentence: 'The text holds something that a statement cannot hold.' },
  'foreign-words': { status: 403, close: 4403, sentence: 'Words were sent in the name of somebody else.' },
  'gap-too-long': { status: 400, close: 4400, sentence: 'Earlier changes are missing. Reload the page.' },
  'frame-too-large': { status: 413, close: 1009, sentence: 'This change is larger than the server takes at once.' },
  'document-too-large': {
    status: 413,
    close: 4413,
    sentence: 'The statement has reached the largest size the server keeps.',
  },
  'too-many-connections': {
    status: 503,
    close: 1013,
    sentence: 'The server has as many people as it can take. Trying again.',
  },
  'too-many-requests': { status: 429, close: 1013, sentence: 'Too many tries. Wait a minute.' },
  'too-slow': { status: 408, close: 4008, sentence: 'This connection cannot keep up. Connecting again.' },
  'storage-failed': { status: 503, close: 1013, sentence: 'The server cannot save changes.' },
  failed: { status: 500, close: 1011, sentence: 'The server made a mistake. Try again.' },
  restarting: { status: 503, close: 1012, sentence: 'The server is restarting. Connecting again.' },
  /** Said by the client alone: no server answered. */
  unreachable: {
    status: 503,
    close: 1013,
    sentence: 'The server cannot be reached. Check your connection, then try again.',
  },
} as const satisfies Record<string, Ruling>

export type RefusalCode = keyof typeof rulings

export const isRefusalCode = (value: string): value is RefusalCode => Object.hasOwn(rulings, value)

/** What somebody is told besides of a link that no longer lets them in. */
export interface EndedLink {
  /** For which delegation it was: its name. */
  readonly delegation: string
  /** Epoch ms; null for one whose place a newer link has taken. */
  readonly endedAt: number | null
}

/** Thrown or returned where a rule says no. `detail` is for the log and for forms, never the text of a statement. */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly detail: string | undefined
  readonly link: EndedLink | undefined

  constructor(code: RefusalCode, detail?: string, link?: EndedLink) {
    super(detail === undefined ? code : `${code}: ${detail}`)
    this.name = 'Refusal'
    this.code = code
    this.detail = detail
    this.link = link
  }

  get ruling(): Ruling {
    return rulings[this.code]
  }
}
