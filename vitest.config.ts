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

// Three files at a time on two cores: one of them waits for a disk or a clock (230 s instead of 284 s with two).
export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    exclude: ['tests/browser/**', 'tests/bench/**'],
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
