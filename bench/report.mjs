import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const FILE = join(import.meta.dirname, '../docs/benchmarks.md')

/** Writes the table; rows of cases that were not run this time stay as they were. */
export function writeReport(results, { node, oracle, cores, memory }) {
  const rows = new Map(readRows())
  for (const result of results) rows.set(result.name, row(result))
  writeFileSync(
    FILE,
    `# Benchmarks

Whole processes, tscompose and docker-compose turn about in the same run; medians of the runs given. Compare
only within a row: the ratio is what counts, below 1 tscompose is faster. Peak is the highest resident memory
of any of the runs; sent are the bytes that went to the engine, where they were counted.

    npm run bench

Last run: Node ${node}, docker-compose ${oracle}, ${cores} cores, ${memory} GiB.

| case | runs | tscompose ms | docker-compose ms | ratio | target | tscompose peak MB | docker-compose peak MB | tscompose sent kB | docker-compose sent kB |
|---|---|---|---|---|---|---|---|---|---|
${[...rows.values()].join('\n')}
`,
  )
}

function row({ name, runs, ours, theirs, ratio, target }) {
  const goal = target === undefined ? '' : `≤ ${target}`
  const sent = ({ sent: bytes }) => (bytes === undefined ? '' : (bytes / 1000).toFixed(0))
  return `| ${name} | ${runs} | ${ours.ms.toFixed(0)} | ${theirs.ms.toFixed(0)} | ${ratio.toFixed(2)} | ${goal} | ${ours.peak.toFixed(0)} | ${theirs.peak.toFixed(0)} | ${sent(ours)} | ${sent(theirs)} |`
}

function readRows() {
  if (!existsSync(FILE)) return []
  return readFileSync(FILE, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| case'))
    .map((line) => [line.split('|')[1].trim(), line])
}
