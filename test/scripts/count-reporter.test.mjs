import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { projectRoot } from '../../scripts/build/freshness.mjs'
import { run } from '../../scripts/engine/run.mjs'

let folder
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tsc-counts-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

/** Runs Vitest on one file with this content and gives what the reporter counted. */
async function countsOf(content) {
  const counts = join(folder, 'counts.json')
  await writeFile(join(folder, 'sample.test.mjs'), content)
  const vitest = join(projectRoot, 'node_modules/vitest/vitest.mjs')
  const reporter = join(projectRoot, 'scripts/test/count-reporter.mjs')
  const args = [vitest, 'run', '--root', folder, '--globals', `--reporter=${reporter}`]
  const env = { ...process.env, TSCOMPOSE_TEST_COUNTS: counts }
  await run(process.execPath, args, { cwd: folder, env }).catch(() => {})
  return JSON.parse(await readFile(counts, 'utf8'))
}

test('tests are counted by their outcome', async () => {
  expect(
    await countsOf(`
      test('passes', () => {})
      test('fails', () => { throw new Error('no') })
      test.skip('is left out', () => {})
    `),
  ).toEqual({ passed: 1, failed: 1, skipped: 1 })
})

test('one that passes only at its second try has failed', async () => {
  expect(
    await countsOf(`
      let tries = 0
      test('passes late', { retry: 2 }, () => { if (tries++ === 0) throw new Error('not yet') })
      test('passes at once', { retry: 2 }, () => {})
    `),
  ).toEqual({ passed: 1, failed: 1, skipped: 0 })
})

test('a file that cannot be loaded counts as one failed test', async () => {
  expect(await countsOf('throw new Error("no")')).toEqual({ passed: 0, failed: 1, skipped: 0 })
})
