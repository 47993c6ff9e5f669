import { execFileSync } from 'node:child_process'
import { chmod, mkdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { directorySource } from '../../../../src/build/kit/files/directory-source.ts'
import type { FileSource } from '../../../../src/build/kit/files/source.ts'
import { type ExtraFile, tarOf } from '../../../../src/build/kit/files/tar.ts'
import { temporaryTree } from '../../support/temporary-tree.ts'

const listing = 'find . | LC_ALL=C sort | while read -r f; do stat -c \'%A %Y %N\' "$f"; done'

async function pack(source: FileSource, exclude: string[] = [], extra: ExtraFile[] = []): Promise<Buffer> {
  const patterns = { include: [], exclude, follow: [] }
  return Buffer.concat(await tarOf(source, patterns, extra, new AbortController().signal).toArray())
}

it('a tree comes out of tar as it went in', async () => {
  const long = `${'long-'.repeat(30)}name`
  await using tree = await temporaryTree({
    'in/a/file': 'hello',
    'in/a/exact': 'x'.repeat(1024),
    'in/a/big': 'y'.repeat(200_001),
    'in/b': { sameAs: 'in/a/file' },
    'in/empty': null,
    'in/link': { to: 'a/file' },
    [`in/${long}/${long}`]: '1',
    'in/ünï/日本 😀': '2',
    'in/far': { to: `../${long}/${long}` },
  })
  const [from, to] = [join(tree.path, 'in'), join(tree.path, 'out')]
  await chmod(join(from, 'a/exact'), 0o4751)
  execFileSync('mkfifo', [join(from, 'pipe')])
  for (const path of ['a/file', 'a/exact', 'a', 'empty', '.']) await utimes(join(from, path), 1e9, 1e9)
  await mkdir(to)
  execFileSync('tar', ['-xp', '-C', to], { input: await pack(directorySource(from)) })
  const [before, after] = [from, to].map((cwd) => execFileSync('sh', ['-c', listing], { cwd }).toString())
  expect(after?.split('\n').slice(1)).toEqual(before?.split('\n').slice(1))
  execFileSync('diff', ['-r', '--no-dereference', '-x', 'pipe', from, to])
  expect(execFileSync('stat', ['-c', '%h', join(to, 'b')]).toString()).toBe('2\n')
})

it('patterns leave things out, and extra files come first', async () => {
  await using tree = await temporaryTree({ a: '', 'd/b': '', 'd/c': '' })
  const tar = await pack(directorySource(tree.path), ['d', '!d/c'], [{ path: '.extra', text: 'FROM x' }])
  expect(execFileSync('tar', ['-t'], { input: tar }).toString().split('\n')).toEqual([
    '.extra',
    'a',
    'd/',
    'd/c',
    '',
  ])
  expect(execFileSync('tar', ['-xO', '.extra'], { input: tar }).toString()).toBe('FROM x')
})

it('a file that shrinks or grows after its header keeps the promised size', async () => {
  await using tree = await temporaryTree({ a: '12345678', b: '1' })
  const source = directorySource(tree.path)
  const changing: FileSource = {
    walk: source.walk,
    async open(path) {
      await writeFile(join(tree.path, path), path === 'a' ? '123' : '12345')
      return source.open(path)
    },
  }
  const tar = await pack(changing)
  const read = (path: string) => execFileSync('tar', ['-xO', path], { input: tar }).toString()
  expect([read('a'), read('b')]).toEqual(['123\0\0\0\0\0', '1'])
})
