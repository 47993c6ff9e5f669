import { existsSync } from 'node:fs'
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { start, tscompose } from './support/program.ts'

/**
 * Other people's projects with Docker Compose's answers; data to measure against, which is not ours to hand on. All
 * of them with TSCOMPOSE_CORPUS=all; otherwise one of each three, as all take as long as a third of the other tests.
 */
const CORPUS = join(import.meta.dirname, '../../../shared/corpus')
const ARCHIVE = join(CORPUS, 'dev.tar.xz')
const MEASURED = ['yaml', 'json', 'hash'] as const

interface Result {
  readonly id: string
  readonly exitOk: boolean
  readonly yaml?: boolean
  readonly json?: boolean
  readonly hash?: boolean
}

const title = existsSync(ARCHIVE) ? 'corpus' : 'corpus (skipped: ../shared/corpus is not there)'

async function chooseCases(folder: string): Promise<string[]> {
  const { stdout } = await start([process.execPath, 'compare.mjs', '--list', '--set', 'dev'], { cwd: folder })
    .ended
  const ids = stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t')[2] ?? '')
  return process.env.TSCOMPOSE_CORPUS === 'all' ? ids : ids.filter((_, index) => index % 3 === 0)
}

describe.skipIf(!existsSync(ARCHIVE))(title, () => {
  test('config answers as Docker Compose does for other people’s projects', {
    timeout: 1_200_000,
  }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tsc-corpus-'))
    try {
      await start(['tar', '-xJf', ARCHIVE, '-C', folder], { cwd: folder }).ended
      for (const name of ['compare.mjs', 'split.json']) await copyFile(join(CORPUS, name), join(folder, name))
      const report = join(folder, 'report.json')
      const command = [
        process.execPath,
        'compare.mjs',
        '--bin',
        tscompose.join(' '),
        '--set',
        'dev',
        '--report',
        report,
      ]
      const chosen = await chooseCases(folder)
      const { stdout } = await start([...command, '--case', chosen.join(',')], { cwd: folder }).ended
      const results = JSON.parse(await readFile(report, 'utf8')) as Result[]
      expect(results).toHaveLength(chosen.length)
      expect(results.filter(({ exitOk }) => !exitOk).map(({ id }) => id)).toEqual([])
      for (const kind of MEASURED) {
        const counted = results.filter((result) => result[kind] !== undefined)
        const same = counted.filter((result) => result[kind]).length
        expect(same / counted.length, `${kind}\n${stdout}`).toBeGreaterThanOrEqual(0.995)
      }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
