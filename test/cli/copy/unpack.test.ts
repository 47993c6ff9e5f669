import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type Header, pack } from 'tar-stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { unpack } from '../../../src/cli/copy/unpack.ts'

let folder = ''
let target = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tscompose-unpack-'))
  target = join(folder, 'target')
  await mkdir(target)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

type Entry = Partial<Header> & { name: string; content?: string }

function tarOf(...entries: Entry[]): Readable {
  const tar = pack()
  for (const { content = '', ...header } of entries) tar.entry(header, content)
  tar.finalize()
  return Readable.from(tar)
}

describe('unpack', () => {
  it('gives the topmost entry its new name', async () => {
    const tar = tarOf(
      { name: 'dir/', type: 'directory', mode: 0o755 },
      { name: 'dir/a', content: 'A', mode: 0o600 },
      { name: 'dir/sub/b', content: 'B' },
      { name: 'dir/link', type: 'symlink', linkname: 'a' },
    )
    await unpack(tar, { directory: target, name: 'renamed' })
    expect(await readdir(target)).toEqual(['renamed'])
    expect((await readdir(join(target, 'renamed'))).sort()).toEqual(['a', 'link', 'sub'])
    expect(await readFile(join(target, 'renamed/sub/b'), 'utf8')).toBe('B')
    expect((await lstat(join(target, 'renamed/a'))).mode & 0o777).toBe(0o600)
    expect(await readlink(join(target, 'renamed/link'))).toBe('a')
  })

  it('puts what is in the topmost entry into the directory itself', async () => {
    const tar = tarOf({ name: 'dir/', type: 'directory' }, { name: 'dir/a', content: 'A' })
    await unpack(tar, { directory: target, name: '' })
    expect(await readdir(target)).toEqual(['a'])
  })

  it.each<[string, Entry[]]>([
    ['climbs out', [{ name: 'dir/../../evil', content: 'x' }]],
    [
      'goes through a link of its own',
      [
        { name: 'dir/', type: 'directory' },
        { name: 'dir/out', type: 'symlink', linkname: '../..' },
        { name: 'dir/out/evil', content: 'x' },
      ],
    ],
  ])('writes nothing elsewhere for an archive that %s', async (_, entries) => {
    await unpack(tarOf(...entries), { directory: target, name: 'dir' })
    expect((await readdir(folder)).sort()).toEqual(['target'])
  })

  it('replaces a link instead of writing through it', async () => {
    await symlink(join(folder, 'evil'), join(target, 'a'))
    await unpack(tarOf({ name: 'a', content: 'A' }), { directory: target, name: 'a' })
    expect(await readFile(join(target, 'a'), 'utf8')).toBe('A')
    expect(await readdir(folder)).toEqual(['target'])
  })
})
