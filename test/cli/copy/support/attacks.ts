import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Entry } from './tar-of.ts'
import type { Ground } from './victim.ts'

export const folder = (name: string, mode = 0o777): Entry => ({ name: `${name}/`, type: 'directory', mode })
export const file = (name: string, mode = 0o644): Entry => ({ name, content: 'EVIL', mode })
const symlink = (name: string, linkname: string): Entry => ({ name, type: 'symlink', linkname })
const hardLink = (name: string, linkname: string): Entry => ({ name, type: 'link', linkname })

export interface Attack {
  readonly what: string
  /** What stands in the target before: VICTIM in a link's target is the other folder. */
  readonly before?: (ground: Ground) => void
  readonly entries: readonly Entry[]
  readonly refused: readonly string[]
  /** All that is below the target afterwards; VICTIM as above. */
  readonly left: readonly string[]
}

const planted =
  (...path: string[]) =>
  ({ target, victim }: Ground) => {
    mkdirSync(join(target, ...path.slice(0, -1)), { recursive: true })
    symlinkSync(victim, join(target, ...path))
  }

/** Archives of somebody who would change what is not his, and what is to become of each. */
export const attacks: readonly Attack[] = [
  {
    what: 'climbs out by its name',
    entries: [file('dir/../../victim/file'), file('dir/../victim'), folder('dir/..'), file('dir/a/../b')],
    refused: [
      'dir/../../victim/file: outside',
      'dir/../victim: outside',
      'dir/../: outside',
      'dir/a/../b: outside',
    ],
    left: [],
  },
  {
    what: 'has an absolute name, which is one in the target',
    entries: [file('/etc/passwd')],
    refused: [],
    left: ['dir/', 'dir/etc/', 'dir/etc/passwd'],
  },
  {
    what: 'writes, makes a folder and changes a mode through a link of its own',
    entries: [
      symlink('dir/s', '../../victim'),
      file('dir/s/file', 0o4777),
      folder('dir/s'),
      folder('dir/s/new'),
      folder('dir/s/sub'),
    ],
    refused: [
      'dir/s/file: through-link',
      'dir/s/: through-link',
      'dir/s/new/: through-link',
      'dir/s/sub/: through-link',
    ],
    left: ['dir/', 'dir/s -> ../../victim'],
  },
  {
    what: 'goes through links in a chain, and one to itself',
    entries: [
      symlink('dir/a', 'b'),
      symlink('dir/b', '../../victim'),
      file('dir/a/file'),
      symlink('dir/c', 'c'),
      file('dir/c/x'),
    ],
    refused: ['dir/a/file: through-link', 'dir/c/x: through-link'],
    left: ['dir/', 'dir/a -> b', 'dir/b -> ../../victim', 'dir/c -> c'],
  },
  {
    what: 'finds a link in the place of a folder, as the copy before left it',
    before: planted('dir', 's'),
    entries: [folder('dir'), folder('dir/s'), file('dir/s/file'), hardLink('dir/t', 'dir/s/file')],
    refused: ['dir/s/: through-link', 'dir/s/file: through-link', 'dir/t: link-elsewhere'],
    left: ['dir/', 'dir/s -> VICTIM'],
  },
  {
    what: 'finds a link in the place of its topmost folder',
    before: planted('dir'),
    entries: [folder('dir'), file('dir/file'), file('dir/deep/er/file')],
    refused: ['dir/: through-link', 'dir/file: through-link', 'dir/deep/er/file: through-link'],
    left: ['dir -> VICTIM'],
  },
  {
    what: 'finds a link in the place of a file, which it replaces',
    before: ({ target, victim }) => {
      mkdirSync(join(target, 'dir'))
      symlinkSync(join(victim, 'file'), join(target, 'dir/a'))
      symlinkSync(join(victim, 'new'), join(target, 'dir/b'))
    },
    entries: [file('dir/a', 0o4777), file('dir/b')],
    refused: [],
    left: ['dir/', 'dir/a', 'dir/b'],
  },
  {
    what: 'finds another name of somebody’s file, which it replaces',
    before: ({ target, victim }) => {
      mkdirSync(join(target, 'dir'))
      linkSync(join(victim, 'file'), join(target, 'dir/t'))
    },
    entries: [file('dir/t', 0o4777)],
    refused: [],
    left: ['dir/', 'dir/t'],
  },
  {
    what: 'makes hard links to what it did not bring',
    before: ({ target, victim }) => {
      mkdirSync(join(target, 'dir'))
      symlinkSync(join(victim, 'file'), join(target, 'dir/there'))
      writeFileSync(join(target, 'dir/mine'), 'mine')
    },
    entries: [
      hardLink('dir/1', 'dir/there'),
      hardLink('dir/2', 'dir/mine'),
      hardLink('dir/3', '../victim/file'),
      hardLink('dir/4', '/etc/passwd'),
      hardLink('dir/5', ''),
      hardLink('dir/6', 'dir/6'),
      symlink('dir/own', '../../victim/file'),
      hardLink('dir/7', 'dir/own'),
      hardLink('dir/8/9', 'dir'),
    ],
    refused: [
      'dir/1: link-elsewhere',
      'dir/2: link-elsewhere',
      'dir/3: link-elsewhere',
      'dir/4: link-elsewhere',
      'dir/5: link-elsewhere',
      'dir/6: link-elsewhere',
      'dir/7: link-elsewhere',
      'dir/8/9: link-elsewhere',
    ],
    left: ['dir/', 'dir/mine', 'dir/own -> ../../victim/file', 'dir/there -> VICTIM/file'],
  },
  {
    what: 'puts a link in the place of a file that a hard link is to lead to',
    entries: [file('dir/a'), symlink('dir/a', '../../victim/file'), hardLink('dir/b', 'dir/a')],
    refused: ['dir/b: link-elsewhere'],
    left: ['dir/', 'dir/a -> ../../victim/file'],
  },
  {
    what: 'brings devices, and kinds that are no files',
    entries: [
      { name: 'dir/x/null', type: 'character-device', devmajor: 1, devminor: 3 },
      { name: 'dir/y/sda', type: 'block-device', devmajor: 8, devminor: 0 },
    ],
    refused: ['dir/x/null: device', 'dir/y/sda: device'],
    left: [],
  },
  {
    what: 'takes a file for a folder and a folder for a file',
    entries: [
      file('dir/a'),
      file('dir/a/b'),
      folder('dir/a'),
      folder('dir/d'),
      file('dir/d'),
      symlink('dir/d', 'x'),
    ],
    refused: [
      'dir/a/b: no-folder',
      'dir/a/: no-folder',
      'dir/d: folder-in-the-way',
      'dir/d: folder-in-the-way',
    ],
    left: ['dir/', 'dir/a', 'dir/d/'],
  },
]
