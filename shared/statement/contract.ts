/** The endpoints of statements. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { oneLine } from '../one-line.ts'
import { delegationChoice } from '../people/contract.ts'
import { delegation, participation, present, role, statementId } from '../people/people.ts'
import { longestField, statement } from './statement.ts'

const nothing = z.undefined()

export const listStatements = endpoint({
  method: 'GET',
  path: '/statements',
  right: 'anybody',
  params: z.object({}),
  body: nothing,
  answer: z.array(statement.extend({ penholder: delegation })),
})

/** Creates a statement and its seeded document in one transaction. */
export const createStatement = endpoint({
  method: 'POST',
  path: '/statements',
  right: 'create',
  params: z.object({}),
  body: z.object({
    title: z.string().overwrite(oneLine).max(longestField),
    /** Who holds the pen: a directory code or a name; without it the delegation of whoever creates it. */
    penholder: delegationChoice.optional(),
    /** A text to begin with. Without a title, its first heading becomes the title. */
    source: z.object({ format: z.enum(['markdown', 'text']), content: z.string().max(2_000_000) }).optional(),
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
      account: z.object({ administrator: z.boolean(), create: z.boolean() }).nullable(),
    }),
    participations: z.array(participation),
    /** How the server names whoever asks, as the others see it. */
    you: present,
  }),
})
