import { chmod, mkdir, mkdtemp, realpath, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { addChange } from '../../../src/watch/batch/changes.ts'
import { watchDirectories } from '../../../src/watch/files/directory-watcher.ts'
import type { ChangeKind, FileWatcher } from '../../../src/watch/files/file-watcher.ts'

interface Watched {
  readonly folder: string
  watch(roots?: readonly string[], ignored?: readonly string[]): FileWatcher
  /** Changes since the last call, by path below the folder, once they are these (or after two seconds). */
  seen(expected: Record<string, ChangeKind>): Promise<Record<string, ChangeKind>>
  write(path: string, text?: string): Promise<void>
  at(path: string): string
}

const watching = test.extend<{ watched: Watched }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures this one needs.
  watched: async ({}, use) => {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'tscompose-watch-')))
    const at = (path: string) => join(folder, path)
    let changes = new Map<string, ChangeKind>()
    const watchers: FileWatcher[] = []
    const told = () =>
      Object.fromEntries([...changes].map(([path, kind]) => [path.slice(folder.length + 1), kind] as const))
    await mkdir(at('src/lib'), { recursive: true })
    await writeFile(at('src/a'), '')
    await writeFile(at('src/lib/b'), '')
    await use({
      folder,
      at,
      watch(roots = ['src'], ignored = []) {
        const watcher = watchDirectories(
          {
            roots: roots.map(at),
            reaches: (directory) => !ignored.map(at).includes(directory),
            onChange: (path, kind) => addChange(changes, path, kind),
          },
          () => {},
        )
        watchers.push(watcher)
        return watcher
      },
      async seen(expected) {
        for (let i = 0; i < 80; i++) {
          await new Promise((resolve) => setTimeout(resolve, 25))
          if (Object.keys(expected).every((path) => told()[path] === expected[path])) break
        }
        const result = told()
        changes = new Map()
        return result
      },
      write: (path, text = path) => writeFile(at(path), text),
    })
    for (const watcher of watchers) watcher.close()
    await rm(folder, { recursive: true, force: true })
  },
})

describe('what is told', () => {
  watching.for<[string, (watched: Watched) => Promise<unknown>, Record<string, ChangeKind>]>([
    ['a file that is made', ({ write }) => write('src/new'), { 'src/new': 'new' }],
    ['a file that is written to', ({ write }) => write('src/lib/b', 'x'), { 'src/lib/b': 'changed' }],
    ['a file that is removed', ({ at }) => rm(at('src/a')), { 'src/a': 'gone' }],
    ['permissions', ({ at }) => chmod(at('src/a'), 0o700), { 'src/a': 'changed' }],
    ['times alone', ({ at }) => utimes(at('src/a'), 1, 1), { 'src/a': 'changed' }],
    ['a symbolic link', ({ at }) => symlink('a', at('src/link')), { 'src/link': 'new' }],
    [
      'a rename, as one that went and one that came',
      ({ at }) => rename(at('src/a'), at('src/z')),
      { 'src/a': 'gone', 'src/z': 'new' },
    ],
    [
      'a save by way of a temporary file, as a change alone',
      async ({ write, at }) => {
        await write('src/.a.tmp', 'x')
        await rename(at('src/.a.tmp'), at('src/a'))
      },
      { 'src/a': 'changed' },
    ],
    [
      'a directory with all that is in it',
      async ({ at, write }) => {
        await mkdir(at('src/x/y'), { recursive: true })
        await write('src/x/y/z')
      },
      { 'src/x': 'new', 'src/x/y': 'new', 'src/x/y/z': 'new' },
    ],
    [
      'a directory that is moved',
      ({ at }) => rename(at('src/lib'), at('src/bil')),
      { 'src/lib': 'gone', 'src/lib/b': 'gone', 'src/bil': 'new', 'src/bil/b': 'new' },
    ],
    [
      'a directory that is removed',
      ({ at }) => rm(at('src/lib'), { recursive: true }),
      { 'src/lib': 'gone', 'src/lib/b': 'gone' },
    ],
    [
      'a directory that becomes a file',
      async ({ at, write }) => {
        await rm(at('src/lib'), { recursive: true })
        await write('src/lib')
      },
      { 'src/lib': 'changed', 'src/lib/b': 'gone' },
    ],
  ])('%s', async ([, act, expected], { watched }) => {
    watched.watch()
    await act(watched)
    expect(await watched.seen(expected)).toEqual(expected)
  })

  watching('what happens in a directory that was made anew', async ({ watched }) => {
    watched.watch()
    await rm(watched.at('src/lib'), { recursive: true })
    await mkdir(watched.at('src/lib'))
    await watched.write('src/lib/c')
    await watched.seen({ 'src/lib/c': 'new', 'src/lib/b': 'gone' })
    await watched.write('src/lib/c', 'again')
    expect(await watched.seen({ 'src/lib/c': 'changed' })).toEqual({ 'src/lib/c': 'changed' })
  })
})

describe('what is watched', () => {
  watching('ignored directories cost nothing and tell nothing', async ({ watched }) => {
    await mkdir(watched.at('src/node_modules/x'), { recursive: true })
    const watcher = watched.watch(['src'], ['src/node_modules', 'src/made-later'])
    expect(watcher.directories).toBe(2)
    await watched.write('src/node_modules/x/y')
    await mkdir(watched.at('src/made-later/x'), { recursive: true })
    await watched.write('src/a', 'end')
    expect(await watched.seen({ 'src/a': 'changed' })).toEqual({
      'src/made-later': 'new',
      'src/a': 'changed',
    })
    expect(watcher.directories).toBe(2)
  })

  watching('a single file, also when it is replaced', async ({ watched }) => {
    const watcher = watched.watch(['src/a'])
    expect(watcher.directories).toBe(0)
    await watched.write('src/other')
    await watched.write('src/a.new')
    await rename(watched.at('src/a.new'), watched.at('src/a'))
    expect(await watched.seen({ 'src/a': 'changed' })).toEqual({ 'src/a': 'changed' })
    await watched.write('src/a', 'more')
    expect(await watched.seen({ 'src/a': 'changed' })).toEqual({ 'src/a': 'changed' })
  })

  watching('a root that is removed and comes back', async ({ watched }) => {
    watched.watch()
    await rm(watched.at('src'), { recursive: true })
    await watched.seen({ 'src/a': 'gone', 'src/lib/b': 'gone' })
    await mkdir(watched.at('src'))
    await watched.write('src/back')
    expect(await watched.seen({ 'src/back': 'new' })).toEqual({ 'src/back': 'new' })
  })

  watching('a root whose parents come later', async ({ watched }) => {
    watched.watch(['far/away/file'])
    await mkdir(watched.at('far/away'), { recursive: true })
    await watched.write('far/away/file')
    expect(await watched.seen({ 'far/away/file': 'new' })).toEqual({ 'far/away/file': 'new' })
  })
})
