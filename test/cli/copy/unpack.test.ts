import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { unpack } from '../../../src/cli/copy/unpack.ts'
import { tarOf } from './support/tar-of.ts'

let folder = ''
let target = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tscompose-unpack-'))
  target = join(folder, 'target')
  await mkdir(target)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

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

  it('gives no file the bits that lend rights, and folders their modes though they forbid writing', async () => {
    await unpack(
      tarOf({ name: 'dir/', type: 'directory', mode: 0o555 }, { name: 'dir/su', content: 'A', mode: 0o6755 }),
      { directory: target, name: 'dir' },
    )
    expect((await lstat(join(target, 'dir'))).mode & 0o7777).toBe(0o555)
    expect((await lstat(join(target, 'dir/su'))).mode & 0o7777).toBe(0o755)
    await chmod(join(target, 'dir'), 0o755)
  })

  it('makes named pipes, and hard links to files that came with the archive', async () => {
    const tar = tarOf(
      { name: 'dir/a', content: 'A' },
      { name: 'dir/b', type: 'link', linkname: 'dir/a' },
      { name: 'dir/pipe', type: 'fifo', mode: 0o620 },
    )
    await unpack(tar, { directory: target, name: 'dir' })
    const pipe = await lstat(join(target, 'dir/pipe'))
    expect([pipe.isFIFO(), pipe.mode & 0o777]).toEqual([true, 0o620])
    expect((await lstat(join(target, 'dir/b'))).ino).toBe((await lstat(join(target, 'dir/a'))).ino)
    expect((await readdir(join(target, 'dir'))).sort()).toEqual(['a', 'b', 'pipe'])
  })

  it.each(['/bin/x', './bin/x'])('unpacks the root, whose entries are called %s', async (name) => {
    await unpack(tarOf({ name, content: 'A' }), { directory: target, name: 'root' })
    expect(await readFile(join(target, 'root/bin/x'), 'utf8')).toBe('A')
  })

  it('puts what is in the topmost entry into the directory itself', async () => {
    const tar = tarOf({ name: 'dir/', type: 'directory' }, { name: 'dir/a', content: 'A' })
    await unpack(tar, { directory: target, name: '' })
    expect(await readdir(target)).toEqual(['a'])
  })

  it('replaces a link instead of writing through it', async () => {
    await symlink(join(folder, 'evil'), join(target, 'a'))
    await unpack(tarOf({ name: 'a', content: 'A' }), { directory: target, name: 'a' })
    expect(await readFile(join(target, 'a'), 'utf8')).toBe('A')
    expect(await readdir(folder)).toEqual(['target'])
  })
})
