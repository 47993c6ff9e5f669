// Measures tscompose against docker-compose, whole processes, in one run, and writes docs/benchmarks.md.
//   npm run bench                    every case
//   npm run bench -- config up       cases whose name contains one of the words
//   npm run bench -- --runs 5        fewer runs than each case asks for; --no-write leaves the document alone
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt } from '../scripts/build/ensure.mjs'
import { ensureEngine } from '../scripts/engine/ensure.mjs'
import { ensureOracle, oracleEnvironment } from '../scripts/engine/oracle.mjs'
import { main, say } from '../scripts/engine/say.mjs'
import { ensureImages } from '../scripts/images/ensure.mjs'
import { compare } from './compare.mjs'
import { writeReport } from './report.mjs'

await main(async () => {
  const { words, runs, write } = readArguments(process.argv.slice(2))
  await ensureBuilt()
  const host = await ensureEngine()
  await ensureImages(host)
  const oracle = await ensureOracle()
  const ours = [process.execPath, join(import.meta.dirname, '../bin/tscompose.js')]
  const config = mkdtempSync(join(tmpdir(), 'bench-config-'))
  const env = { ...process.env, ...oracleEnvironment(oracle, config), DOCKER_HOST: host }
  // Node 20 parses all these certificates at each start; what they are for is not what is measured.
  delete env.NODE_EXTRA_CA_CERTS
  const results = []
  for (const one of await findCases(words)) {
    say(`${one.name} …`)
    const result = await compare(one, { ours, theirs: [oracle], env, runs })
    say(
      `  ${Math.round(result.ours.ms)} ms, docker-compose ${Math.round(result.theirs.ms)} ms: ${result.ratio.toFixed(2)}x, peak ${Math.round(result.ours.peak)} MB${describeSent(result)}`,
    )
    results.push(result)
  }
  const machine = {
    node: process.version,
    oracle: execFileSync(oracle, ['version', '--short'], { encoding: 'utf8' }).trim(),
    cores: cpus().length,
    memory: Math.round(totalmem() / 2 ** 30),
  }
  rmSync(config, { recursive: true, force: true })
  if (write) writeReport(results, machine)
})

function describeSent({ ours, theirs }) {
  return ours.sent === undefined ? '' : `, sent ${ours.sent} and ${theirs.sent} bytes`
}

function readArguments(argv) {
  const words = []
  let runs
  let write = true
  for (let i = 0; i < argv.length; i++) {
    if (argv[i] === '--runs') runs = Number(argv[++i])
    else if (argv[i] === '--no-write') write = false
    else words.push(argv[i])
  }
  return { words, runs, write }
}

async function findCases(words) {
  const folder = join(import.meta.dirname, 'cases')
  const files = readdirSync(folder).sort()
  const lists = await Promise.all(files.map(async (file) => (await import(join(folder, file))).cases))
  return lists.flat().filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)))
}
