/** How the page names who said something in a file that was imported. */
import { expect, test } from 'vitest'
import { imported, lookOfImported } from '#shared/people/imported.ts'
import type { Present } from '#shared/people/people.ts'
import type { Thread } from '#shared/thread/thread.ts'
import { words } from '../../../client/language/en.ts'
import { showThreads } from '../../../client/thread/shown-threads.ts'
import { emptyBook, learnThread } from '../../../client/thread/thread-book.ts'

const voice = (name: string, own: Partial<Present> = {}): Present => ({
  delegateId: name as Present['delegateId'],
  name,
  delegationId: imported.id,
  delegation: imported.name,
  code: imported.code,
  ...lookOfImported,
  ...own,
})
const norway = { delegationId: 'NOR' as Present['delegationId'], delegation: 'Norway', code: 'NOR' }
const you = voice('Ingrid Solberg', norway)

const thread = (authors: readonly Present[], by: Present): Thread => ({
  id: 't' as Thread['id'],
  statementId: 's'.repeat(8) as Thread['statementId'],
  anchorVersion: 1,
  anchor: {
    paragraphId: 'p',
    whole: true,
    range: null,
    quote: '',
    prefix: '',
    suffix: '',
  },
  audience: 'all',
  state: {
    state: 'resolved',
    by,
    at: 1,
  },
  comments: authors.map((author, k) => ({
    id: `c${k}` as Thread['comments'][number]['id'],
    key: crypto.randomUUID(),
    author,
    mentionsYou: false,
    text: [
      {
        type: 'text',
        text: 'Whose?',
      },
    ],
    createdAt: 1,
    editedAt: null,
  })),
  unseen: 0,
  changedAt: 1,
})

const shown = (given: Thread) => {
  const book = learnThread(emptyBook, given, { asked: 1, answered: 2 })
  return showThreads(you)({ book, waiting: [], seen: new Map() })[0]
}

test('they are imported by name, as author, as who resolved it, and as the card is called; whoever is here is not', () => {
  const found = shown(thread([voice('Anna Berg'), you], voice('Anna Berg')))
  expect(found?.comments.map(({ author }) => [author.name, author.delegation])).toEqual([
    ['imported: Anna Berg', 'imported: Anna Berg'],
    ['Ingrid Solberg', 'Norway'],
  ])
  expect(words.comments.by(found?.comments[0]?.author.delegation ?? '')).toBe('Comment by imported: Anna Berg')
  expect(found?.state).toMatchObject({ by: { name: 'imported: Anna Berg' } })
  expect(shown(thread([voice('')], voice('')))?.comments[0]?.author.name).toBe('imported')
})
