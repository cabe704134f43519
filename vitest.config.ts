import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { compileCache } from './tests/compile-cache.ts'

process.env['NODE_COMPILE_CACHE'] ??= compileCache

/**
 * Each has a process of its own: they measure what theirs takes, keep one busy for a minute, or find a browser's database
 * empty (`fake-indexeddb`), of which a process has one.
 */
const alone = [
  'tests/convergence/**/*.test.ts',
  'tests/durability/**/*.test.ts',
  'tests/server/exchange/{hostile,hostile-server,mutants,press,read-source}.test.ts',
  'tests/client/{room/device-database,thread/live-threads,thread/by-chance,people/unsent}.test.ts',
]

/**
 * What takes longest comes first: begun last, one file would keep one core busy while the other waits. Then the others, those
 * with a page behind those without: a process goes on with files of its kind only.
 */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ project, moduleId }: TestSpecification): number => {
      if (project.name === 'alone') return 0
      if (moduleId.includes('/server/cli/')) return 1
      return hasPage(moduleId) ? 3 : 2
    }
    const ranks = new Map(files.map((file) => [file, rank(file)]))
    return (await super.sort(files)).toSorted((one, other) => (ranks.get(one) ?? 0) - (ranks.get(other) ?? 0))
  }
}

const hasPage = (file: string): boolean => readFileSync(file, 'utf8').startsWith('// @vitest-environment')

// Three files at a time on two cores: one of them waits for a disk or a clock (230 s instead of 284 s with two).
export default defineConfig({
  test: {
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'alone', include: alone } },
      {
        extends: true,
        test: {
          name: 'together',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/browser/**', 'tests/bench/**', ...alone],
          // One process after another file instead of a new one each: it starts, and loads the server, once.
          isolate: false,
        },
      },
    ],
  },
})
