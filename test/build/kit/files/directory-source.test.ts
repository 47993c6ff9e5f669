import { execFileSync } from 'node:child_process'
import { chmod, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { directorySource } from '../../../../src/build/kit/files/directory-source.ts'
import { goMode } from '../../../../src/build/kit/files/go-stat.ts'
import type { FilterPatterns } from '../../../../src/build/kit/files/source.ts'
import type { Stat } from '../../../../src/build/kit/wire/messages.ts'
import { type TreePart, temporaryTree } from '../../support/temporary-tree.ts'

async function walk(root: string, patterns: Partial<FilterPatterns> = {}): Promise<Stat[]> {
  const found: Stat[] = []
  const visit = (stat: Stat): undefined => void found.push(stat)
  const all = { include: [], exclude: [], follow: [], ...patterns }
  await directorySource(root).walk(all, visit, new AbortController().signal)
  return found
}

async function paths(parts: Record<string, TreePart>, patterns: Partial<FilterPatterns>): Promise<string[]> {
  await using tree = await temporaryTree(parts)
  return (await walk(tree.path, patterns)).map(({ path = '' }) => path)
}

describe('the order of a walk', () => {
  it('is depth first, by bytes, a directory before its entries', async () => {
    const parts = {
      'b/a': '',
      'b.txt': '',
      'b-c': '',
      a: '',
      B: '',
      'b/z/y': '',
      '\uffee': '',
      '😀': '',
      é: '',
    }
    expect(await paths(parts, {})).toEqual([
      'B',
      'a',
      'b',
      'b/a',
      'b/z',
      'b/z/y',
      'b-c',
      'b.txt',
      'é',
      '\uffee',
      '😀',
    ])
  })

  it('holds in directories of more entries than are read at once', async () => {
    const names = Array.from({ length: 1300 }, (_, i) => `d/f${String(i).padStart(5, '0')}`)
    const parts = Object.fromEntries([...names, 'd/f00700x/in', 'e'].map((name) => [name, '']))
    const expected = ['d', ...names, 'd/f00700x', 'd/f00700x/in', 'e'].sort()
    expect(await paths(parts, {})).toEqual(expected)
  })
})

describe('the filter of a walk', () => {
  const parts = {
    'a/b/c': '',
    'a/b/d': '',
    'a/x': '',
    'n/m/deep': '',
    'n/keep/k': '',
    'r.md': '',
    empty: null,
  }
  it.each<[string, Partial<FilterPatterns>, string[]]>([
    ['excludes directories with all that is in them', { exclude: ['a', 'n', 'empty'] }, ['r.md']],
    [
      'sends the directories above what is taken back',
      { exclude: ['**', '!n/keep/k'] },
      ['n', 'n/keep', 'n/keep/k'],
    ],
    ['includes only what is named, with what is above', { include: ['a/b/c'] }, ['a', 'a/b', 'a/b/c']],
    ['includes a directory with its contents', { include: ['a/b'] }, ['a', 'a/b', 'a/b/c', 'a/b/d']],
    [
      'includes by wildcards at any depth',
      { include: ['**/d*'] },
      ['a', 'a/b', 'a/b/d', 'n', 'n/m', 'n/m/deep'],
    ],
    [
      'combines both',
      { include: ['a', 'n'], exclude: ['**/x', 'n/m'] },
      ['a', 'a/b', 'a/b/c', 'a/b/d', 'n', 'n/keep', 'n/keep/k'],
    ],
    ['finds nothing where nothing is', { include: ['nowhere'] }, []],
    ['keeps an empty directory', { include: ['empty'] }, ['empty']],
  ])('%s', async (_, patterns, expected) => {
    expect(await paths(parts, patterns)).toEqual(expected)
  })
})

describe('follow paths', () => {
  const parts = {
    'real/file': 'x',
    'real/other': '',
    'link-dir': { to: 'real' },
    'sub/up': { to: '../real/file' },
    'sub/abs': { to: '/real/other' },
    'sub/out': { to: '../../../real/file' },
    one: { to: 'two' },
    two: { to: 'real/file' },
    loop1: { to: 'loop2' },
    loop2: { to: 'loop1' },
  } as const
  it.each<[string, string[], string[]]>([
    ['a plain file', ['real/file'], ['real', 'real/file']],
    ['a link and what it leads to', ['sub/up'], ['real', 'real/file', 'sub', 'sub/up']],
    ['an absolute link from the root of the tree', ['sub/abs'], ['real', 'real/other', 'sub', 'sub/abs']],
    ['a link that would leave the tree', ['sub/out'], ['real', 'real/file', 'sub', 'sub/out']],
    ['a link on the way', ['link-dir/file'], ['link-dir', 'real', 'real/file']],
    ['links one after the other', ['one'], ['one', 'real', 'real/file', 'two']],
    ['a circle of links', ['loop1'], ['loop1', 'loop2']],
    ['a wildcard over links', ['sub/u*'], ['real', 'real/file', 'sub', 'sub/up']],
    ['what is not there', ['missing'], []],
    ['a path from above', ['../real/file'], ['real', 'real/file']],
  ])('take %s', async (_, follow, expected) => {
    expect(await paths(parts, { follow })).toEqual(expected)
  })

  it('of everything do not restrict', async () => {
    expect(await paths({ a: '', b: '' }, { follow: ['.'] })).toEqual(['a', 'b'])
  })
})

describe('what is told of a file', () => {
  it('is size, time in nanoseconds, mode and target', async () => {
    await using tree = await temporaryTree({ file: 'hello', dir: null, 'dir/l': { to: '../file' } })
    const file = join(tree.path, 'file')
    await chmod(file, 0o4751)
    await utimes(file, 1_700_000_000.5, 1_700_000_000.5)
    const [dir, link, stat] = await walk(tree.path)
    expect(stat).toEqual({
      path: 'file',
      mode: 0o751 + goMode.setuid,
      size: 5,
      modTime: 1_700_000_000_500_000_000n,
    })
    expect(dir).toMatchObject({ path: 'dir', size: 0 })
    expect((dir?.mode ?? 0) >= goMode.directory).toBe(true)
    expect(link).toMatchObject({ path: 'dir/l', linkname: '../file', size: 7 })
  })

  it('names the first name of a hard link and keeps its size', async () => {
    await using tree = await temporaryTree({ a: 'hello', b: { sameAs: 'a' }, 'c/d': { sameAs: 'a' } })
    const linked = (await walk(tree.path)).map(({ path, linkname = '', size }) => [path, linkname, size])
    expect(linked).toEqual([
      ['a', '', 5],
      ['b', 'a', 5],
      ['c', '', 0],
      ['c/d', 'a', 5],
    ])
  })

  it('takes as first name of a hard link one that is sent', async () => {
    await using tree = await temporaryTree({ a: 'hello', b: { sameAs: 'a' }, c: { sameAs: 'a' } })
    const linked = (await walk(tree.path, { exclude: ['a'] })).map(({ path, linkname = '' }) => [
      path,
      linkname,
    ])
    expect(linked).toEqual([
      ['b', ''],
      ['c', 'b'],
    ])
  })

  it('knows fifos, which have nothing to read', async () => {
    await using tree = await temporaryTree({})
    execFileSync('mkfifo', [join(tree.path, 'pipe')])
    expect((await walk(tree.path))[0]?.mode).toBe(goMode.fifo + 0o644)
  })
})

describe('reading a file', () => {
  it('gives its bytes piece by piece', async () => {
    await using tree = await temporaryTree({ f: 'abcdefgh' })
    const file = await directorySource(tree.path).open('f')
    const buffer = Buffer.alloc(8)
    const read = [
      await file?.read(buffer, 0, 5),
      await file?.read(buffer, 5, 3),
      await file?.read(buffer, 0, 5),
    ]
    await file?.close()
    expect(read).toEqual([5, 3, 0])
    expect(buffer.toString()).toBe('abcdefgh')
  })

  it('finds nothing where a file vanished', async () => {
    await using tree = await temporaryTree({})
    expect(await directorySource(tree.path).open('gone')).toBeUndefined()
  })

  it('does not wait for a fifo that took the place of a file', async () => {
    await using tree = await temporaryTree({})
    execFileSync('mkfifo', [join(tree.path, 'pipe')])
    expect(await directorySource(tree.path).open('pipe')).toBeUndefined()
  })
})

it('stops a walk when it is aborted', async () => {
  await using tree = await temporaryTree({ 'a/b/c': '' })
  await writeFile(join(tree.path, 'z'), '')
  const stop = new AbortController()
  const walking = directorySource(tree.path).walk(
    { include: [], exclude: [], follow: [] },
    () => void stop.abort(new Error('enough')),
    stop.signal,
  )
  await expect(walking).rejects.toThrow('enough')
})
