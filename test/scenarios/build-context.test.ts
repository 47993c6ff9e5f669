import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { appendFile, chmod, lutimes, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { temporaryTree } from '../build/support/temporary-tree.ts'
import { buildScenario, linesOf, stepsOf } from './support/build-scenario.ts'

/** Prints kind, mode, names of the same file, size and target of all that was copied. */
const listing = [
  'FROM busybox',
  'COPY . /ctx',
  'RUN cd /ctx && find . | sort | while read -r f; do stat -c \'%A %h %s %N\' "$f"; done',
].join('\n')

describe('a context', () => {
  buildScenario('arrives as it is: links, fifos, modes, names, empty directories', async ({ builder }) => {
    await using tree = await temporaryTree({
      'a/first': 'hello',
      'b/second': { sameAs: 'a/first' },
      'c-third': { sameAs: 'a/first' },
      empty: null,
      'link-file': { to: 'a/first' },
      'link-dir': { to: 'a' },
      'link-gone': { to: '/nowhere/at all' },
      'mode-suid': 'x',
      'mode-sticky': null,
      'ünï cödé/日本 😀': 'y',
      '.hidden': '',
    })
    await chmod(join(tree.path, 'mode-suid'), 0o6751)
    await chmod(join(tree.path, 'mode-sticky'), 0o1777)
    execFileSync('mkfifo', ['-m', '640', join(tree.path, 'pipe')])
    const request = {
      service: 'web',
      context: tree.path,
      dockerfileInline: listing,
      noCache: true,
      tags: [builder.name('odd')],
    }
    const lines = linesOf(await builder.build(request))
    const here = execFileSync(
      'sh',
      ['-c', 'find . | LC_ALL=C sort | while read -r f; do stat -c \'%A %h %s %N\' "$f"; done'],
      {
        cwd: tree.path,
        env: { ...process.env, LC_ALL: 'C.UTF-8', QUOTING_STYLE: 'literal' },
      },
    )
    expect(comparable(lines)).toEqual(comparable(here.toString().trim().split('\n')))
    expect(lines).toHaveLength(16)

    // A second time nothing travels and nothing is left behind in the engine's copy.
    const again = await builder.build(request)
    expect(comparable(linesOf(again))).toEqual(comparable(lines))
  })

  buildScenario('is filtered by 600 ignore lines with exceptions', async ({ builder }) => {
    const ignored = Array.from({ length: 300 }, (_, i) => [`dir${i}/**`, `!dir${i}/keep, ü${i}.txt`]).flat()
    await using tree = await temporaryTree({
      '.dockerignore': [...ignored, '**/*.log', '!important.log', '.dockerignore'].join('\n'),
      'dir7/keep, ü7.txt': '',
      'dir7/drop.txt': '',
      'dir7/deep/drop.txt': '',
      'dir299/keep, ü299.txt': '',
      'dir299/keep, ü298.txt': '',
      'other/x.txt': '',
      'other/x.log': '',
      'important.log': '',
    })
    const built = await builder.build({
      service: 'web',
      context: tree.path,
      dockerfileInline: 'FROM busybox\nCOPY . /ctx\nRUN cd /ctx && find . -type f | sort',
      tags: [builder.name('ignore')],
      noCache: true,
    })
    expect(linesOf(built)).toEqual([
      './dir299/keep, ü299.txt',
      './dir7/keep, ü7.txt',
      './important.log',
      './other/x.txt',
    ])
  })

  buildScenario("a Dockerfile's own ignore file goes before the common one", async ({ builder }) => {
    await using tree = await temporaryTree({
      'web.Dockerfile': 'FROM busybox\nCOPY . /ctx\nRUN ls -A /ctx',
      'web.Dockerfile.dockerignore': 'a\n*Dockerfile*\n.docker*',
      '.dockerignore': 'b',
      a: '',
      b: '',
    })
    const request = {
      service: 'web',
      context: tree.path,
      dockerfile: 'web.Dockerfile',
      tags: [builder.name('own')],
      noCache: true,
    }
    expect(linesOf(await builder.build(request))).toEqual(['b'])
  })

  buildScenario('travels only as far as it changed', async ({ builder }) => {
    const big = 'x'.repeat(300_000)
    const names = Array.from({ length: 40 }, (_, i) => `files/f${i}`)
    await using tree = await temporaryTree(Object.fromEntries(names.map((name, i) => [name, `${i}${big}`])))
    const request = {
      service: 'web',
      context: tree.path,
      dockerfileInline: 'FROM busybox\nCOPY . /ctx\nRUN cat /ctx/files/f3 | tail -c 8',
      tags: [builder.name('bytes')],
    }
    const first = await builder.build(request)
    expect(first.sent).toBeGreaterThan(40 * 300_000)

    const second = await builder.build(request)
    expect(Object.values(stepsOf(second))).toEqual(['cached', 'cached'])
    expect(second.sent).toBeLessThan(20_000)

    const end = randomBytes(4).toString('hex')
    await appendFile(join(tree.path, 'files/f3'), end)
    const third = await builder.build(request)
    expect(linesOf(third)).toEqual([end])
    expect(third.sent).toBeGreaterThan(300_000)
    expect(third.sent).toBeLessThan(330_000)

    // A touched file with the same contents travels, and changes no step.
    await utimes(join(tree.path, 'files/f4'), 1, 1)
    const fourth = await builder.build(request)
    expect(Object.values(stepsOf(fourth))).toEqual(['cached', 'cached'])
    expect(fourth.sent).toBeLessThan(330_000)
  })

  buildScenario('only the copied part of it travels', async ({ builder }) => {
    await using tree = await temporaryTree({
      'small/s': 'small',
      'big/b': 'x'.repeat(2_000_000),
      'to-small': { to: 'small/s' },
    })
    const built = await builder.build({
      service: 'web',
      context: tree.path,
      dockerfileInline: 'FROM busybox\nCOPY to-small /x\nRUN cat /x',
      tags: [builder.name('part')],
      noCache: true,
    })
    expect(linesOf(built)).toEqual(['small'])
    expect(built.sent).toBeLessThan(20_000)
  })

  buildScenario('may change while it is sent', async ({ builder }) => {
    const names = Array.from({ length: 400 }, (_, i) => `d${i % 10}/f${i}`)
    await using tree = await temporaryTree(
      Object.fromEntries(names.map((name) => [name, 'x'.repeat(20_000)])),
    )
    let stop = false
    const churn = async (): Promise<void> => {
      for (let i = 0; !stop; i = (i + 1) % 200) {
        const path = join(tree.path, names[i] ?? '')
        await rm(path, { force: true })
        await writeFile(path, 'y'.repeat(10_000 + i))
        await rm(join(tree.path, names[399 - (i % 100)] ?? ''), { force: true })
      }
    }
    const churning = churn()
    const request = {
      service: 'web',
      context: tree.path,
      dockerfileInline: 'FROM busybox\nCOPY . /ctx\nRUN ls /ctx | wc -l',
      tags: [builder.name('churn')],
      noCache: true,
    }
    try {
      const built = await builder.build(request)
      expect(built.failures).toEqual([])
      expect(linesOf(built)).toEqual(['10'])
    } finally {
      stop = true
      await churning
    }
    // And a quiet build afterwards has exactly what is there.
    const count = (await readdir(tree.path, { recursive: true })).length
    const quiet = { ...request, dockerfileInline: 'FROM busybox\nCOPY . /ctx\nRUN find /ctx | wc -l' }
    expect(linesOf(await builder.build(quiet))).toEqual([String(count + 1)])
  })

  buildScenario('of the same files does the same whatever their times', async ({ builder }) => {
    await using tree = await temporaryTree({ a: '1', b: { to: 'a' } })
    const request = {
      service: 'web',
      context: tree.path,
      dockerfileInline: 'FROM busybox\nCOPY . /ctx\n',
      tags: [builder.name('times')],
    }
    const first = await builder.build(request)
    await utimes(join(tree.path, 'a'), 5, 5)
    await lutimes(join(tree.path, 'b'), 6, 6)
    const second = await builder.build(request)
    expect(second.images.get('web')?.id).toBe(first.images.get('web')?.id)
  })
})

/** Directories' sizes and link counts depend on the file system, not on what they hold. */
function comparable(lines: readonly string[]): string[] {
  return lines
    .map((line) => line.replaceAll("'", '').replace(/^(d\S+) \d+ \d+/, '$1'))
    .filter((line) => !line.endsWith(' .'))
    .sort()
}
