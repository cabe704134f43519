/** When the pages count as stale: exactly when a file that they are made from says something else. */
import { expect, test } from 'vitest'
import { hashSources, type SourceFile } from '../../../server/http/client-build.ts'

const file = (path: string, content: string): SourceFile => ({ path, content: Buffer.from(content) })
const files = [file('client/main.tsx', 'a'), file('shared/refusal.ts', 'b'), file('index.html', 'c')]
const fresh = hashSources(files)

test('the order of the files says nothing', () => {
  expect(hashSources(files.toReversed())).toBe(fresh)
})

test.each<[string, readonly SourceFile[]]>([
  ['a changed file', [file('client/main.tsx', 'A'), ...files.slice(1)]],
  ['a new file', [...files, file('client/new.ts', '')]],
  ['a file that is gone', files.slice(1)],
  ['a renamed file', [file('client/start.tsx', 'a'), ...files.slice(1)]],
  [
    'text moved from one file to the next',
    [file('client/main.tsx', 'ab'), file('shared/refusal.ts', ''), file('index.html', 'c')],
  ],
  ['the other files written into the first', [file('client/main.tsx', 'aindex.html\ncshared/refusal.ts\nb')]],
  ['a name that runs on into the text', [file('client/main.tsxa', ''), ...files.slice(1)]],
])('%s is another client', (_, changed) => {
  expect(hashSources(changed)).not.toBe(fresh)
})
