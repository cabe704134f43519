/**
 * Runs every scenario on every contender, interleaved, several rounds, and prints medians with their spread as Markdown
 * for docs/benchmarks.md. `ROUNDS=5 ONLY=rejoin SERVERS=memory,Penholder node tests/bench/run.ts` narrows it.
 */
import { cpus } from 'node:os'
import { contenders as all } from './contenders.ts'
import { type Figures, percentile, scenarios } from './scenarios.ts'

const rounds = Number(process.env['ROUNDS'] ?? 3)
const only = process.env['ONLY'] ?? ''
const named = (process.env['SERVERS'] ?? '').split(',')
const contenders = all.filter(({ name }) => named.some((part) => name.includes(part)))

console.log(
  `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model}), ${rounds} rounds.`,
)
for (const scenario of scenarios.filter(({ name }) => name.includes(only))) {
  const results = new Map<string, Figures[]>(contenders.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round++)
    for (const contender of contenders) {
      const server = await contender.start()
      try {
        results.get(contender.name)?.push(await scenario.run(contender, server))
      } finally {
        await server.stop()
      }
    }
  print(scenario.name, results)
}

function print(title: string, results: ReadonlyMap<string, readonly Figures[]>): void {
  const names = Object.keys([...results.values()][0]?.[0] ?? {})
  console.log(`\n### ${title}\n\n| | ${names.join(' | ')} |\n|---|${names.map(() => '---').join('|')}|`)
  for (const [contender, runs] of results) {
    const cells = names.map((name) => {
      const values = runs.map((figures) => figures[name] ?? Number.NaN)
      return `${short(percentile(values, 0.5))} (${short(Math.min(...values))}–${short(Math.max(...values))})`
    })
    console.log(`| ${contender} | ${cells.join(' | ')} |`)
  }
}

function short(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3)
}
