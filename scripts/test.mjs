// Runs all tests on a machine in any state: builds, makes sure of an engine and the base images, runs Vitest.
// Arguments go to Vitest. The last line is the plain count.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from './build/freshness.mjs'
import { ensureOracle } from './engine/oracle.mjs'
import { ensureRegistry } from './engine/registry.mjs'
import { runHere } from './engine/run.mjs'
import { main, say, Trouble } from './engine/say.mjs'
import { ensureAll } from './ensure-all.mjs'
import { ensureShells } from './test/shells.mjs'

await main(async () => {
  const host = await ensureAll()
  const oracle = await find(ensureOracle, 'no docker-compose to compare with')
  const registry = await find(ensureRegistry, 'no registry to test with')
  await find(ensureShells, 'no zsh or no fish to complete in')
  const folder = await mkdtemp(join(tmpdir(), 'tscompose-test-'))
  try {
    return await runVitest(join(folder, 'counts.json'), {
      DOCKER_HOST: host,
      TSCOMPOSE_ORACLE: oracle,
      TSCOMPOSE_REGISTRY: registry,
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

/** The path of a program; empty where it cannot be had, and then the tests that need it are skipped. */
async function find(ensure, without) {
  try {
    return await ensure()
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    say(`${without}: ${error.message}`)
    return ''
  }
}

async function runVitest(countsFile, env) {
  const vitest = join(projectRoot, 'node_modules/vitest/vitest.mjs')
  const reporters = [
    '--reporter=default',
    `--reporter=${join(projectRoot, 'scripts/test/count-reporter.mjs')}`,
  ]
  const code = await runHere(process.execPath, [vitest, 'run', ...reporters, ...process.argv.slice(2)], {
    cwd: projectRoot,
    env: { ...process.env, ...env, TSCOMPOSE_TEST_COUNTS: countsFile },
  })
  const counts = await readFile(countsFile, 'utf8').then(JSON.parse, () => ({
    passed: 0,
    failed: 0,
    skipped: 0,
  }))
  // Vitest may end badly with no test failed (a crash, no test found): that is a failure too.
  if (code !== 0 && counts.failed === 0) counts.failed = 1
  process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`)
  return counts.failed === 0 ? 0 : 1
}
