import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { compileCache } from './tests/compile-cache.ts'

process.env['NODE_COMPILE_CACHE'] ??= compileCache

/** Where the files that take longest are: begun last, one of them would keep one core busy while the other waits. */
const first = ['/convergence/', '/durability/', '/exchange/hostile', '/server/cli/']

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = first.findIndex((folder) => moduleId.includes(folder))
      return place < 0 ? first.length : place
    }
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other))
  }
}

// Two cores: two files at a time keep a slow disk flush in one from starving the clock of the other.
export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    exclude: ['tests/browser/**', 'tests/bench/**'],
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
