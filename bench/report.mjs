import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const FILE = join(import.meta.dirname, '../docs/benchmarks.md')

/** Writes the table; rows of cases that were not run this time, or with another Node, stay as they were. */
export function writeReport(results, { node, oracle, cores, memory }) {
  const rows = new Map(readRows())
  const major = node.split('.')[0]
  for (const result of results) rows.set(`${result.name}, ${major}`, row(result, major))
  writeFileSync(
    FILE,
    `# Benchmarks

Whole processes, tscompose and docker-compose turn about in the same run; medians of the runs given. Compare
only within a row: the ratio is what counts, below 1 tscompose is faster. Peak is the highest resident memory
of any of the runs; sent are the bytes that went to the engine, where they were counted. A ratio above its target is a
target that is missed: Node's own start and four questions to the engine are most of what a no-op \`up\` takes.

    npm run bench

Last run: Node ${node}, docker-compose ${oracle}, ${cores} cores, ${memory} GiB.

| case | node | runs | tscompose ms | docker-compose ms | ratio | target | tscompose peak MB | docker-compose peak MB | tscompose sent kB | docker-compose sent kB |
|---|---|---|---|---|---|---|---|---|---|---|
${byCase([...rows.values()]).join('\n')}
`,
  )
}

/** Rows of one case together, cases as they first came. */
function byCase(rows) {
  const names = [...new Set(rows.map(caseOf))]
  return names.flatMap((name) => rows.filter((line) => caseOf(line) === name).sort())
}

function caseOf(line) {
  return line.split('|')[1].trim()
}

function row({ name, runs, ours, theirs, ratio, target }, node) {
  const goal = target === undefined ? '' : `≤ ${target}`
  const sent = ({ sent: bytes }) => (bytes === undefined ? '' : (bytes / 1000).toFixed(0))
  return `| ${name} | ${node} | ${runs} | ${ours.ms.toFixed(0)} | ${theirs.ms.toFixed(0)} | ${ratio.toFixed(2)} | ${goal} | ${ours.peak.toFixed(0)} | ${theirs.peak.toFixed(0)} | ${sent(ours)} | ${sent(theirs)} |`
}

function readRows() {
  if (!existsSync(FILE)) return []
  return readFileSync(FILE, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| case'))
    .map((line) => [`${caseOf(line)}, ${line.split('|')[2].trim()}`, line])
}
