/** The endpoints of statements. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { source } from '../exchange/sources.ts'
import { oneLine } from '../one-line.ts'
import { delegationChoice } from '../people/contract.ts'
import { delegation, participation, personName, present, role, statementId } from '../people/people.ts'
import { language, longestField, statement, template } from './statement.ts'

const nothing = z.undefined()

/** A statement as a list shows it: what its text said when it last came to rest. */
export const listed = statement.extend({
  meeting: z.string(),
  date: z.string(),
  language,
  penholder: delegation,
  participations: z.array(participation),
  /** Time at the podium, s. */
  seconds: z.int(),
  /** The time limit of the letterhead, s. */
  limit: z.int().nullable(),
  /** Whose words changed it last; null for the operator's. */
  changedBy: delegation.nullable(),
})
export type Listed = z.infer<typeof listed>

/** What whoever calls may read, the one changed last first; archived ones too. */
export const listStatements = endpoint({
  method: 'GET',
  path: '/statements',
  right: 'anybody',
  params: z.object({}),
  body: nothing,
  answer: z.array(listed),
})

/**
 * Those of them that hold every word somewhere in title, meeting or text, the best match first; the last word may be
 * unfinished. A POST, so that what somebody looks for stands in no address and no log.
 */
export const searchStatements = endpoint({
  method: 'POST',
  path: '/statements/search',
  right: 'anybody',
  params: z.object({}),
  body: z.object({ words: z.string().max(200) }),
  answer: z.array(listed),
})

/** Creates a statement and its seeded document in one transaction. */
export const createStatement = endpoint({
  method: 'POST',
  path: '/statements',
  right: 'create',
  params: z.object({}),
  body: z.object({
    title: z.string().overwrite(oneLine).max(longestField),
    /**
     * Who holds the pen: a directory code or a name; without it the delegation of whoever creates it. Another than one's
     * own only for the administrator and the operator: `not-allowed`.
     */
    penholder: delegationChoice.optional(),
    /** Renames the account of whoever creates it; that is the name they sign in with. Refuses `name-taken`. */
    name: personName.optional(),
    /** A text to begin with. Without a title, its first heading becomes the title. */
    source: source.optional(),
    /** One of our own texts to begin with, where there is no source. */
    template: template.optional(),
  }),
  answer: z.object({ statementId, title: z.string(), penholder: delegation }),
})

export const readStatement = endpoint({
  method: 'GET',
  path: '/statements/:statementId',
  right: 'read',
  params: z.object({ statementId }),
  body: nothing,
  answer: z.object({
    statement,
    standing: z.object({
      role: role.nullable(),
      holdsPen: z.boolean(),
      drafting: z.enum(['open', 'pen']),
      archived: z.boolean(),
      account: z.object({ administrator: z.boolean(), create: z.boolean() }).nullable(),
    }),
    participations: z.array(participation),
    /** How the server names whoever asks, as the others see it. */
    you: present,
  }),
})

/** A new statement with the same text and letterhead; its delegations are not invited anew. Needs `create` besides. */
export const duplicateStatement = endpoint({
  method: 'POST',
  path: '/statements/:statementId/duplicate',
  right: 'read',
  params: z.object({ statementId }),
  body: nothing,
  answer: z.object({ statementId }),
})

/** An archived statement can be read, and nothing else until it is brought back. */
export const archiveStatement = endpoint({
  method: 'PUT',
  path: '/statements/:statementId/archived',
  right: 'invite',
  params: z.object({ statementId }),
  body: z.object({ archived: z.boolean() }),
  answer: z.object({}),
})

/** Whose words the client ids of the text are, by the server's binding. */
export const listAuthors = endpoint({
  method: 'GET',
  path: '/statements/:statementId/authors',
  right: 'read',
  params: z.object({ statementId }),
  body: nothing,
  answer: z.array(present.extend({ clientIds: z.array(z.int()) })),
})

/** What the installation keeps, for the administration page. */
export const readHoldings = endpoint({
  method: 'GET',
  path: '/holdings',
  right: 'administer',
  params: z.object({}),
  body: nothing,
  answer: z.object({
    statements: z.array(
      z.object({ statementId, title: z.string(), penholder: delegation, bytes: z.int(), changedAt: z.int() }),
    ),
    /** The database file and its write-ahead log. */
    bytes: z.int(),
    /** Left on the disk; null where the system does not say. */
    freeBytes: z.int().nullable(),
    /** When the newest backup was made by `npm run backup`, epoch ms. */
    backedUpAt: z.int().nullable(),
  }),
})
